package org.pvpanic.differential;

import java.io.IOException;

/** Compares scenarios, one for each seed. */
final class Differential {

  private final Scope scope;
  private final Generator generator;
  private long operations;

  Differential() throws IOException {
    Vocabulary ours = Vocabulary.of(OurSide::new);
    scope = Scope.of(Vocabulary.of(RealSide::new), ours);
    generator = new Generator(ours, scope);
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
    return Report.of(seed, comparison, new Shrinker(scope).smallest(comparison));
  }
}
