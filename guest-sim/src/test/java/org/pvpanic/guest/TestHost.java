package org.pvpanic.guest;

import org.pvpanic.machine.TimeSource;

/** A host whose clocks a test moves; it is the moment at which test machines are switched on. */
final class TestHost implements TimeSource {

  private static final long NS = 1_000_000_000L;

  private long passed;

  /** Time passes. */
  void pass(long ns) {
    passed += ns;
  }

  /** What time it is, in seconds since 1970. */
  long seconds() {
    return utc() / NS;
  }

  @Override
  public long nanoTime() {
    return passed;
  }

  @Override
  public long utc() {
    return TestMachine.POWER_ON * NS + passed;
  }
}
