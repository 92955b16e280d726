package org.pvpanic.machine;

/** A host whose clocks a test moves. */
public final class SimulatedHost implements TimeSource {

  private static final long NS = 1_000_000_000L;

  private long monotonic = 5;
  private long utc;

  /** It is {@code seconds} after 1970. */
  public SimulatedHost(long seconds) {
    utc = seconds * NS;
  }

  /** Time passes. */
  public void pass(long ns) {
    monotonic += ns;
    utc += ns;
  }

  /** The time of day is set, ahead when positive. */
  public void step(long ns) {
    utc += ns;
  }

  @Override
  public long nanoTime() {
    return monotonic;
  }

  @Override
  public long utc() {
    return utc;
  }
}
