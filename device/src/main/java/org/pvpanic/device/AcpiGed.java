package org.pvpanic.device;

import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.PowerPort;

/**
 * The generic event device of a board with hardware-reduced ACPI (machine type microvm): the power
 * button as an event with interrupt 9, and registers to switch off and to reset.
 *
 * <p>Specification: ACPI 6.5, chapters 5.6.9 (interrupt-signaled events) and 4.8.4.5 (sleep control
 * and status); the selector's values are QEMU's own. Left out: memory hot-plug, which the board
 * does not have.
 */
public final class AcpiGed implements Device, PowerPort {

  /** Where the selector of events is, 32 bits. */
  public static final long EVENTS = 0xfea0_0000L;

  /** Where sleep control, sleep status and reset are, a byte each. */
  public static final long REGISTERS = 0xfea0_0200L;

  /** Bit 1 of the selector: the power button was pressed. */
  public static final int POWER_BUTTON = 1 << 1;

  /** Sleep control: SLP_TYP 5 in bits 2 to 4, and SLP_EN. */
  public static final int SWITCH_OFF = 5 << 2 | 1 << 5;

  /** What resets the machine when it is written to the reset register. */
  public static final int RESET = 0x42;

  private static final int INTERRUPT = 9;
  private static final int SLEEP_CONTROL = 0;
  private static final int SLEEP_BITS = 7 << 2 | 1 << 5;
  private static final int RESET_REGISTER = 2;

  private IrqLine irq = IrqLine.NOWHERE;
  private int selected;

  @Override
  public void attach(Board board) {
    irq = board.irq(INTERRUPT);
    MemoryRegion memory = board.physical().root();
    memory.add(EVENTS, MemoryRegion.io(new Selector(), 4));
    memory.add(REGISTERS, MemoryRegion.io(new Registers(board), 3));
  }

  @Override
  public void reset() {} // what was pressed stays pressed

  @Override
  public void pressPowerButton() {
    selected |= POWER_BUTTON;
    irq.set(true);
    irq.set(false);
  }

  @Override
  public boolean canWake() {
    return false;
  }

  @Override
  public void wokenUp() {}

  /** The events that happened since it was read last. */
  private final class Selector implements IoRegion {
    @Override
    public String name() {
      return "acpi-ged";
    }

    @Override
    public Access access() {
      return Access.ANY.valid(4, 4);
    }

    @Override
    public int read(int offset, int size) {
      int events = selected;
      selected = 0;
      return events;
    }

    @Override
    public void write(int offset, int size, int value) {}
  }

  /** All of them read as zero. */
  private static final class Registers implements IoRegion {
    private final Board board;

    Registers(Board board) {
      this.board = board;
    }

    @Override
    public String name() {
      return "acpi-ged-regs";
    }

    @Override
    public Access access() {
      return Access.BYTES.valid(1, 1);
    }

    @Override
    public int read(int offset, int size) {
      return 0;
    }

    @Override
    public void write(int offset, int size, int value) {
      if (offset == SLEEP_CONTROL && (value & SLEEP_BITS) == SWITCH_OFF) {
        board.guestShutdown();
      } else if (offset == RESET_REGISTER && value == RESET) {
        board.guestReset();
      }
    }
  }
}
