package org.pvpanic.device;

import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.PowerPort;

/**
 * ACPI power management, as the PIIX4 (machine type pc) and the ICH9 (q35) have it: the registers
 * through which a guest sleeps, switches itself off, and learns of the power button.
 *
 * <p>Specification: ACPI 6.5, chapter 4.8.3 (PM1 event and control grouping); the values of SLP_TYP
 * are those that QEMU's chipsets decode.
 *
 * <p>Here: PM1a status, enable and control. Left out: the PM timer (its status bit always reads 1,
 * as it does on QEMU before software clears it), general-purpose events, the SMI command port,
 * sleep button and alarm clock, the interrupt, and the PCI registers by which firmware moves and
 * enables the block: it is always where SeaBIOS puts it.
 */
public final class AcpiPowerManagement implements Device, PowerPort {

  /** Where the firmware of both machine types puts the registers. */
  public static final int BASE = 0x600;

  /** PM1a status, 16 bits; writing a one clears a bit. */
  public static final int STATUS = 0;

  /** PM1a enable, 16 bits, the same bits as the status. */
  public static final int ENABLE = 2;

  /** PM1a control, 16 bits. */
  public static final int CONTROL = 4;

  /** Status bit 0: the timer's top bit changed. */
  public static final int TIMER_STATUS = 1 << 0;

  /** Status bit 8: the power button was pressed. */
  public static final int POWER_BUTTON = 1 << 8;

  /** Status bit 15: the machine was woken. */
  public static final int WAKE_STATUS = 1 << 15;

  /** Control bit 13: go to the sleep state that SLP_TYP names. Reads 0. */
  public static final int SLEEP_ENABLE = 1 << 13;

  /** SLP_TYP for S5, off. */
  public static final int SLEEP_TYPE_OFF = 0;

  /** SLP_TYP for S3, suspend to memory. */
  public static final int SLEEP_TYPE_SUSPEND = 1;

  /** SLP_TYP for S4, suspend to disk: the guest has saved its memory itself. */
  public static final int SLEEP_TYPE_DISK = 2;

  /** Control bits 10 to 12. */
  private static final int SLEEP_TYPE_SHIFT = 10;

  private int status;
  private int enable;
  private int control;

  @Override
  public void attach(Board board) {
    board.ports().map(BASE, 4, new Events());
    board.ports().map(BASE + CONTROL, 2, new Control(board));
  }

  @Override
  public void reset() {
    status = 0;
    enable = 0;
    control = 0;
  }

  /** Told to the guest where it asked for it. */
  @Override
  public void pressPowerButton() {
    status |= enable & POWER_BUTTON;
  }

  /** QEMU says that it was the power button, whatever it was. */
  @Override
  public void wokenUp() {
    status |= WAKE_STATUS | POWER_BUTTON;
  }

  /** Status and enable. Both are written as a whole: a single byte is the low one. */
  private final class Events implements IoRegion {
    @Override
    public String name() {
      return "acpi-evt";
    }

    @Override
    public Access access() {
      return Access.WORDS;
    }

    @Override
    public int read(int offset, int size) {
      return switch (offset) {
        case STATUS -> status | TIMER_STATUS;
        case ENABLE -> enable;
        default -> 0;
      };
    }

    @Override
    public void write(int offset, int size, int value) {
      switch (offset) {
        case STATUS -> status &= ~value;
        case ENABLE -> enable = value;
        default -> {}
      }
    }
  }

  /** Control. It is written as a whole, and each of its bytes reads as the low one. */
  private final class Control implements IoRegion {
    private final Board board;

    Control(Board board) {
      this.board = board;
    }

    @Override
    public String name() {
      return "acpi-cnt";
    }

    @Override
    public Access access() {
      return Access.WORDS;
    }

    @Override
    public int read(int offset, int size) {
      return offset < 2 ? control : 0xffff; // what follows is nobody's
    }

    @Override
    public void write(int offset, int size, int value) {
      if (offset != 0) {
        return;
      }
      control = value & ~SLEEP_ENABLE;
      if ((value & SLEEP_ENABLE) != 0) {
        sleep((value >> SLEEP_TYPE_SHIFT) & 7);
      }
    }

    private void sleep(int type) {
      switch (type) {
        case SLEEP_TYPE_OFF -> board.guestShutdown();
        case SLEEP_TYPE_SUSPEND -> board.guestSuspend();
        case SLEEP_TYPE_DISK -> board.guestSuspendToDisk();
        default -> {}
      }
    }
  }
}
