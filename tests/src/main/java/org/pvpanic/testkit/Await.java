package org.pvpanic.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waiting for what announces itself to nobody: the state of a file, a socket or a process. */
final class Await {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private Await() {}

  /**
   * Asks {@code probe} every few milliseconds until it answers something.
   *
   * @param failure the message of the error, asked for once the limit has passed
   * @throws AssertionError if there was no answer within the limit
   */
  static <T> T answer(Duration limit, Supplier<@Nullable T> probe, Supplier<String> failure) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      boolean last = System.nanoTime() - deadline >= 0;
      T answer = probe.get();
      if (answer != null) {
        return answer;
      }
      if (last) {
        throw new AssertionError("after " + limit.toMillis() + " ms: " + failure.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
