package org.pvpanic.cases;

import java.io.IOException;
import java.time.Duration;

/** Time that passes by itself. */
final class RealPace implements Pace {

  private static final long LOOK_EVERY_MS = 5;

  private final long start = System.nanoTime();

  @Override
  public boolean until(Condition done, Duration longest) throws IOException {
    long end = System.nanoTime() + longest.toNanos();
    while (!settle(done)) {
      if (System.nanoTime() >= end) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean settle(Condition done) throws IOException {
    if (done.isMet()) {
      return true;
    }
    try {
      Thread.sleep(LOOK_EVERY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
    return done.isMet();
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
