package org.pvpanic.guest.linux;

import org.pvpanic.machine.Vcpu;

/**
 * The kernel's clocks. All of them count the CPU's time stamp counter, which stands still while the
 * machine is stopped: the time of day is late by the length of every stop until somebody sets it.
 *
 * <p>The time of day is read from the board's clock chip at boot ({@code read_persistent_clock()}).
 */
public final class Timekeeping {

  private static final long NS = 1_000_000_000L;

  /** How fast {@code adjtime} works: 500 us a second (MAX_TICKADJ). */
  public static final long ADJTIME_NS_PER_SECOND = 500_000;

  private final Vcpu cpu;
  private final CmosClock chip;

  /** The time of day at {@link #since}, which is a time stamp of the CPU. */
  private long base;

  private long since;

  /** What was left to be made up at {@link #since}, and how much of it a second takes. */
  private long slew;

  private long slewPerSecond = ADJTIME_NS_PER_SECOND;

  /** By how much the time of day has been set ahead in all. */
  private long stepped;

  private Runnable daemon = () -> {};

  Timekeeping(Vcpu cpu) {
    this.cpu = cpu;
    this.chip = new CmosClock(cpu);
    this.since = cpu.now();
  }

  /** The board's clock chip. */
  public CmosClock chip() {
    return chip;
  }

  /** Sets the time of day to what the chip shows, if there is one. */
  void readChip() {
    long seconds = chip.read();
    if (seconds != CmosClock.NONE) {
      set(seconds * NS);
    }
  }

  /** The time of day ({@code CLOCK_REALTIME}) in nanoseconds since 1970. */
  public long realtimeNs() {
    daemon.run();
    return realtimeAt(stamp());
  }

  /** The CPU's time stamp counter, in nanoseconds since power-on. */
  public long stamp() {
    return cpu.now();
  }

  /** The time of day at a time stamp that is not before the last change of the clock. */
  public long realtimeAt(long stamp) {
    return base + stamp - since + made(stamp);
  }

  /** How much of the slew has been made up. */
  private long made(long stamp) {
    long passed = stamp - since;
    long most = passed / NS * slewPerSecond + passed % NS * slewPerSecond / NS;
    return slew < 0 ? Math.max(slew, -most) : Math.min(slew, most);
  }

  /** Nanoseconds since the kernel started ({@code CLOCK_MONOTONIC}). */
  public long monotonicNs() {
    return realtimeAt(stamp()) - stepped;
  }

  /** Sets the time of day ({@code clock_settime}); ends a slew. */
  public void set(long ns) {
    daemon.run();
    setAt(stamp(), ns);
  }

  /** Sets it as of a time stamp that is not before the last change of the clock. */
  public void setAt(long stamp, long ns) {
    stepped += ns - realtimeAt(stamp);
    base = ns;
    since = stamp;
    slew = 0;
  }

  /**
   * Makes up for an offset slowly ({@code adjtime}), in place of what an earlier call asked for.
   */
  public void adjust(long offsetNs) {
    daemon.run();
    adjustAt(stamp(), offsetNs, ADJTIME_NS_PER_SECOND);
  }

  /**
   * Makes up for an offset by running faster or slower ({@code adjtimex}), as of a time stamp that
   * is not before the last change of the clock.
   *
   * @param nsPerSecond how much a second makes up, more than 0
   */
  public void adjustAt(long stamp, long offsetNs, long nsPerSecond) {
    base = realtimeAt(stamp);
    since = stamp;
    slew = offsetNs;
    slewPerSecond = nsPerSecond;
  }

  /** What is still to be made up, in nanoseconds; negative while the clock runs slower. */
  public long remaining() {
    daemon.run();
    return slew - made(stamp());
  }

  /** What a time server in the network would have said at a time stamp, or says now. */
  public long networkAt(long stamp) {
    return cpu.networkTime() - (stamp() - stamp);
  }

  /**
   * Has a daemon that disciplines the clock catch up before anybody reads it, and before the
   * network's time parts from the CPU's. It needs no timer so, and an idle machine stays idle.
   */
  public void disciplinedBy(Runnable catchUp) {
    daemon = catchUp;
    cpu.onTimeJump(catchUp);
  }
}
