package org.pvpanic.machine;

/**
 * What a machine knows of the time of day when it is made ({@code -rtc}).
 *
 * @param start what its real-time clock shows, in seconds since 1970
 * @param hostUtc the host's time of day at that moment, in nanoseconds since 1970 (UTC)
 * @param networkUtc what a time server would say at that moment, in nanoseconds since 1970: the
 *     host's time, or the date that the user gave the machine
 * @param clock what its real-time clock goes by
 */
public record RtcConfig(long start, long hostUtc, long networkUtc, ClockSource clock) {

  /** A clock of the host or the machine. */
  public enum ClockSource {
    /** The host's time of day: goes on while the machine is stopped, and is set as the host's. */
    HOST,
    /** The host's monotonic clock: goes on while the machine is stopped. */
    RT,
    /** The machine's time: stands still while the machine is stopped. */
    VM
  }

  private static final long NS = 1_000_000_000L;

  /** It is {@code seconds} after 1970 everywhere, and the clock goes by the host's. */
  public static RtcConfig at(long seconds) {
    return new RtcConfig(seconds, seconds * NS, seconds * NS, ClockSource.HOST);
  }
}
