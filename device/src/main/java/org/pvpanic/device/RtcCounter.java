package org.pvpanic.device;

import org.pvpanic.machine.Clock;
import org.pvpanic.machine.HostTime;
import org.pvpanic.machine.RtcConfig;

/**
 * What a real-time clock counts: seconds since 1970, by the host's clock or the machine's.
 *
 * <p>A boot in virtual time ends earlier than it should have, and a clock that goes by the host's
 * would then have to go back. As software must not see that, the second that it read last goes on
 * until the host has caught up. A host whose clock is set back takes this one with it.
 */
final class RtcCounter {

  static final long NS = 1_000_000_000L;

  private static final long UNSEEN = Long.MIN_VALUE;

  private final RtcConfig config;
  private final Clock clock;
  private final HostTime host;

  /** The time, in seconds since 1970, that it was at {@link #setAt}, less {@link #fraction}. */
  private long base;

  private long setAt;
  private long fraction;

  /** When the second that software read last began. */
  private long seen = UNSEEN;

  RtcCounter(RtcConfig config, Clock clock, HostTime host) {
    this.config = config;
    this.clock = clock;
    this.host = host;
    this.base = config.start();
  }

  /** Nanoseconds since the machine was made, by what it goes by. */
  long now() {
    return switch (config.clock()) {
      case HOST -> Math.max(host.sinceStart(), seen);
      case RT -> Math.max(host.elapsed(), seen);
      case VM -> clock.now();
    };
  }

  /** Whether it stands still with the machine. */
  boolean isVirtual() {
    return config.clock() == RtcConfig.ClockSource.VM;
  }

  /**
   * Whether it moves with the machine's time, even where that has nothing to do with the host's.
   */
  boolean movesWithMachine() {
    return isVirtual() || !host.isKnown();
  }

  /** The time of day in nanoseconds since 1970. */
  long nanos() {
    return base * NS + now() - setAt + fraction;
  }

  RtcTime time() {
    return RtcTime.of(nanos() / NS);
  }

  /** How much of the current second is over, in nanoseconds. */
  long intoSecond() {
    return Long.remainderUnsigned(nanos(), NS);
  }

  /** Software has read the time. */
  void read() {
    seen = now() - intoSecond();
  }

  /** The host's clock was set. */
  void hostChanged() {
    if (host.wasSetBack()) {
      seen = UNSEEN;
    }
  }

  /** Keeps where in its second the clock is when it is set next. */
  void keepFraction() {
    fraction = intoSecond();
  }

  /** When the clock is set next, half of its second is over already. */
  void halfSecond() {
    fraction = NS / 2;
  }

  /**
   * Sets it.
   *
   * @return by how many seconds it is ahead of the host's time, or of the date that the machine was
   *     given and what has passed on the host since
   */
  long set(RtcTime time) {
    base = time.seconds();
    setAt = now();
    return base - config.start() - (host.utc() / NS - config.hostUtc() / NS);
  }
}
