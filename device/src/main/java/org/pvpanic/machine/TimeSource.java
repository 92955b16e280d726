package org.pvpanic.machine;

/**
 * Where a {@link Clock} gets the host's time from: one method, so that a test can be its own host.
 */
@FunctionalInterface
public interface TimeSource {

  /** The host's monotonic clock. */
  TimeSource SYSTEM = System::nanoTime;

  /** Monotonic time in nanoseconds from an arbitrary origin. */
  long nanoTime();
}
