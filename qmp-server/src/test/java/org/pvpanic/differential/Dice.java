package org.pvpanic.differential;

import java.util.List;
import java.util.SplittableRandom;

/** One stream of random choices, the same for the same seed. */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A number from 0 to {@code bound} - 1. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True in so many of a hundred cases. */
  boolean percent(int cases) {
    return below(100) < cases;
  }

  /** One of them, each equally likely. */
  <T> T oneOf(List<? extends T> choices) {
    return choices.get(below(choices.size()));
  }

  /** One of them, each equally likely. */
  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[below(choices.length)];
  }

  long bits() {
    return random.nextLong();
  }
}
