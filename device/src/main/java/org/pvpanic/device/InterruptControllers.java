package org.pvpanic.device;

import org.pvpanic.bus.IrqLine;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * The two 8259A interrupt controllers of a PC, the second one behind input 2 of the first.
 *
 * <p>Software can program them, and sees what they see. Left out: they do not stand between a line
 * and the CPU. The board hands each line to its CPU directly, whose code says itself which ones it
 * takes ({@link org.pvpanic.machine.Vcpu#onInterrupt}).
 */
public final class InterruptControllers implements Device {

  private static final int LINES = 8;

  private final I8259 first = new I8259(true, 0xf8);
  private final I8259 second = new I8259(false, 0xde);

  @Override
  public void attach(Board board) {
    first.attach(board.ports(), 0x20, 0x4d0, level -> {});
    second.attach(board.ports(), 0xa0, 0x4d1, level -> first.set(I8259.CASCADE, level != 0));
  }

  @Override
  public void reset() {
    first.reset();
    second.reset();
  }

  /** The input of that number, 0 to 15. */
  public IrqLine line(int number) {
    return number < LINES
        ? level -> first.set(number, level != 0)
        : level -> second.set(number - LINES, level != 0);
  }
}
