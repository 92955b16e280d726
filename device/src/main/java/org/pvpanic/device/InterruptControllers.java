package org.pvpanic.device;

import org.pvpanic.bus.InterruptLines;
import org.pvpanic.bus.IrqPins;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * The two 8259A interrupt controllers of a PC, the second one behind input 2 of the first.
 *
 * <p>Software can program them, and sees what they see. Left out: they do not stand between a wire
 * and the CPU. The board hands each interrupt to its CPU directly, whose code says itself which
 * ones it takes ({@link org.pvpanic.machine.Vcpu#onInterrupt}).
 */
public final class InterruptControllers implements Device {

  private static final String TYPE = "isa-i8259";
  private static final int INPUTS = 8;

  private final I8259 first = new I8259(true, 0xf8);
  private final I8259 second = new I8259(false, 0xde);

  @Override
  public void attach(Board board) {
    InterruptLines wires = board.interrupts();
    connect(wires, first, 0);
    connect(wires, second, 1);
    first.attach(
        board.ports(), 0x20, 0x4d0, wires.pin(new IrqPins(TYPE, 0, IrqPins.OUT), level -> {}));
    second.attach(
        board.ports(),
        0xa0,
        0x4d1,
        wires.pin(
            new IrqPins(TYPE, 1, IrqPins.OUT),
            wires.pins(new IrqPins(TYPE, 0, IrqPins.IN)).get(I8259.CASCADE)));
  }

  private static void connect(InterruptLines wires, I8259 controller, int number) {
    IrqPins inputs = new IrqPins(TYPE, number, IrqPins.IN);
    for (int i = 0; i < INPUTS; i++) {
      int input = i;
      wires.connect(
          number * INPUTS + i, wires.pin(inputs, level -> controller.set(input, level != 0)));
    }
  }

  @Override
  public void reset() {
    first.reset();
    second.reset();
  }
}
