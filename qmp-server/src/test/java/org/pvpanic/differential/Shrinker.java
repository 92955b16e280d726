package org.pvpanic.differential;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds a smaller scenario that still differs, by trying one after the other. */
final class Shrinker {

  private static final int ATTEMPTS = 600;

  private final Predicate<Scenario> scope;
  private int attempts;

  Shrinker(Predicate<Scenario> scope) {
    this.scope = scope;
  }

  /** Shrinks a comparison that has a difference. */
  Comparison smallest(Comparison differing) throws IOException {
    Comparison smallest = differing;
    Optional<Comparison> smaller = Optional.of(differing);
    while (smaller.isPresent()) {
      smallest = smaller.get();
      smaller = smaller(smallest.scenario().upTo(smallest.difference().orElseThrow()));
    }
    return smallest;
  }

  private Optional<Comparison> smaller(Scenario scenario) throws IOException {
    Iterator<Scenario> candidates = scenario.simpler().filter(scope).iterator();
    while (candidates.hasNext() && attempts++ < ATTEMPTS) {
      Comparison comparison = Comparison.of(candidates.next());
      if (comparison.difference().isPresent()) {
        return Optional.of(comparison);
      }
    }
    return Optional.empty();
  }
}
