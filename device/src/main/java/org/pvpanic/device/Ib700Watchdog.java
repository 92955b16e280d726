package org.pvpanic.device;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Device;

/**
 * The watchdog of an IB700 single board computer ({@code -device ib700}): unless the guest writes
 * to it in time, the machine's watchdog action follows.
 *
 * <p>Specification: the iBASE IB700 manual, by way of Linux's {@code ib700wdt.c}. All of it is
 * here.
 */
public final class Ib700Watchdog implements Device, IoRegion {

  /** The first of its four ports. */
  public static final int BASE = 0x441;

  /** Writing anything here or to the port behind it stops the watchdog. */
  public static final int DISABLE = 0;

  /** Writing n, 0 to 15, here or to the port behind it starts it anew: it fires in 30 - 2n s. */
  public static final int ENABLE = 2;

  private static final int PORTS = 4;

  /** Accesses of any width come as they are, wherever they start. */
  private static final Access PORT_LIST = new Access(1, 0, true, 1, 4, true);

  private static final int SLOWEST = 15;

  private static final long NS_PER_UNIT = 2_000_000_000L;

  private @Nullable Board board;
  private Clock.@Nullable Timer timer;

  @Override
  public String name() {
    return "ib700";
  }

  @Override
  public void attach(Board to) {
    board = to;
    to.ports().map(BASE, PORTS, this);
  }

  @Override
  public void reset() {
    timer = null; // the clock has forgotten it
  }

  @Override
  public Access access() {
    return PORT_LIST;
  }

  @Override
  public int read(int offset, int size) {
    return -1;
  }

  /** A word is a byte each for both ports of a pair; four bytes at once are nothing. */
  @Override
  public void write(int offset, int size, int value) {
    boolean enable = offset >= ENABLE;
    if (size == 2 && (offset & 1) == 0) {
      restart(enable, value >> Byte.SIZE);
    } else if (size <= 2) {
      restart(enable, value);
    }
  }

  private void restart(boolean enable, int value) {
    Board on = board;
    if (on != null) {
      on.clock().cancel(timer);
      long delay = (SLOWEST - (value & SLOWEST)) * NS_PER_UNIT;
      timer = enable ? on.clock().schedule(delay, on::watchdogFired) : null;
    }
  }
}
