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

  static void printHeader() {
    System.out.printf("%-44s %9s %9s %9s%n", "", "5 %", "median", "95 %");
  }

  void print(String what) {
    System.out.printf("%-44s %s%n", what, this);
  }

  /** Prints ours beside real QEMU's, and their ratio. */
  static void compare(String what, Samples ours, Samples real) {
    ours.print(what + ": ours");
    real.print(what + ": real QEMU");
    System.out.printf(
        Locale.ROOT, "%-44s %19.2f%n", "  ours / real", ours.median() / real.median());
  }
}
