package org.pvpanic.bench;

import java.util.Arrays;
import java.util.Locale;

/** Measurements of one thing. */
final class Samples {

  private final double[] values;
  private int count;

  Samples(int capacity) {
    values = new double[capacity];
  }

  void add(double value) {
    values[count++] = value;
  }

  double quantile(double q) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1L, Math.round(q * (count - 1)))];
  }

  double median() {
    return quantile(0.5);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%9.1f %9.1f %9.1f", quantile(0.05), median(), quantile(0.95));
  }
}
