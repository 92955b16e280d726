package org.pvpanic.differential;

import java.io.IOException;

/** Compares scenarios, one for each seed. */
final class Differential {

  private final Generator generator;
  private long operations;

  Differential() throws IOException {
    generator = new Generator(Vocabulary.ofOurs());
  }

  /** How many operations were answered alike so far. */
  long operations() {
    return operations;
  }

  /** Compares what a seed gives; returns the report of a difference, or "". */
  String compare(long seed) throws IOException {
    Comparison comparison = Comparison.of(generator.scenario(seed));
    if (comparison.difference().isEmpty()) {
      operations += comparison.real().size();
      return "";
    }
    return Report.of(seed, comparison, Shrinker.shrink(comparison));
  }

  /** Compares from the seed given first, as many as given second; prints every difference. */
  public static void main(String[] args) throws IOException {
    long first = Long.parseLong(args[0]);
    long runs = Long.parseLong(args[1]);
    Differential differential = new Differential();
    int differences = 0;
    for (long seed = first; seed < first + runs; seed++) {
      String report = differential.compare(seed);
      differences += report.isEmpty() ? 0 : 1;
      System.out.print(report);
    }
    System.out.printf(
        "%d scenarios, %d differ; %d operations were answered alike%n",
        runs, differences, differential.operations());
    System.exit(differences == 0 ? 0 : 1);
  }
}
