package org.pvpanic.machine;

/**
 * Where a machine gets the host's time from: a test can be its own host, with one method when the
 * time of day does not matter.
 */
@FunctionalInterface
public interface TimeSource {

  /** What {@link #utc} returns where there is no time of day: then it goes by the machine's. */
  long NO_UTC = Long.MIN_VALUE;

  /** The host's clocks. */
  TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long utc() {
          return System.currentTimeMillis() * 1_000_000;
        }
      };

  /** Monotonic time in nanoseconds from an arbitrary origin. */
  long nanoTime();

  /** The time of day, in nanoseconds since 1970 (UTC). */
  default long utc() {
    return NO_UTC;
  }
}
