package org.pvpanic.guest.linux;

/**
 * The kernel's random numbers: xorshift64* (Vigna 2016) from a constant seed, stirred with the
 * machine time of interrupts. They look random and repeat exactly when the machine's inputs do.
 */
final class Entropy {

  private long state = 0x9e3779b97f4a7c15L;

  void stir(long time) {
    state ^= time * 0xbf58476d1ce4e5b9L;
    if (state == 0) {
      state = 1;
    }
    next();
  }

  long next() {
    state ^= state >>> 12;
    state ^= state << 25;
    state ^= state >>> 27;
    return state * 0x2545f4914f6cdd1dL;
  }

  /** A number from 0 to {@code bound} - 1. */
  long below(long bound) {
    return Long.remainderUnsigned(next(), bound);
  }
}
