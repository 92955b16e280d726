package org.pvpanic.device;

import org.pvpanic.bus.IoRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * System control port A, port 0x92, as the PS/2 brought it: all bits can be written and read back,
 * and setting bit 0 resets the machine ("fast reset").
 *
 * <p>Left out: the A20 gate, bit 1. It has an effect on instructions in real mode alone.
 */
public final class Port92 implements Device, IoRegion {

  /** Its port. */
  public static final int PORT = 0x92;

  /** Bit 0: reset, on its rising edge. */
  public static final int FAST_RESET = 1 << 0;

  private Runnable reset = () -> {};
  private int value;

  @Override
  public void attach(Board board) {
    reset = board::guestReset;
    board.ports().map(PORT, 1, this);
  }

  @Override
  public void reset() {
    value &= ~FAST_RESET;
  }

  @Override
  public String name() {
    return "port92";
  }

  @Override
  public int read(int offset, int size) {
    return value;
  }

  @Override
  public void write(int offset, int size, int written) {
    boolean edge = (written & ~value & FAST_RESET) != 0;
    value = written;
    if (edge) {
      reset.run();
    }
  }
}
