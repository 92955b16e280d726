package org.pvpanic.device;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.IrqPins;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.KeyboardPort;

/**
 * The PC's keyboard controller (Intel 8042) with a keyboard behind it: ports 0x60 (data) and 0x64
 * (status and command), interrupt 1.
 *
 * <p>Here: the output buffer and its status bit, translated scan codes (set 1), and the command
 * 0xfe that pulses the reset line, by which PC software reboots. Left out: commands to the keyboard
 * itself, the mouse, the command byte, and A20.
 */
public final class KeyboardController implements Device, KeyboardPort {

  /** Data port. */
  public static final int DATA = 0x60;

  /** Status port when read, command port when written. */
  public static final int STATUS = 0x64;

  /** Status bit 0: the output buffer holds a byte. */
  public static final int OUTPUT_FULL = 1 << 0;

  /** Command: pulse output line 0, the CPU's reset. */
  public static final int PULSE_RESET = 0xfe;

  /**
   * What a keyboard holds before it drops keys; QEMU's has a queue of 16, ours of 256 since its
   * keys come in bursts.
   */
  private static final int CAPACITY = 256;

  /** Status bits 2, 3 and 4: self-test passed, last write was a command, keyboard not locked. */
  private static final int STATUS_IDLE = 0x1c;

  private final Deque<Byte> output = new ArrayDeque<>(1);
  private @Nullable Board board;
  private IrqLine irq = level -> {};

  @Override
  public void attach(Board to) {
    board = to;
    irq = to.interrupts().pin(new IrqPins("i8042", 0, IrqPins.OUT), to.irq(1));
    to.ports().map(DATA, 1, new Register("i8042-data"));
    to.ports().map(STATUS, 1, new Register("i8042-cmd"));
  }

  @Override
  public void reset() {
    output.clear();
    irq.set(false);
  }

  @Override
  public void press(byte[] scancodes) {
    for (byte code : scancodes) {
      if (output.size() < CAPACITY) {
        output.addLast(code);
      }
    }
    irq.set(!output.isEmpty());
    if (board != null) {
      board.wakeUp();
    }
  }

  private int readData() {
    Byte code = output.pollFirst();
    irq.set(!output.isEmpty());
    return code == null ? 0 : code & 0xff;
  }

  /** One of the two ports. */
  private final class Register implements IoRegion {
    private final String name;

    Register(String name) {
      this.name = name;
    }

    private boolean isData() {
      return name.endsWith("data");
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int read(int offset, int size) {
      return isData() ? readData() : STATUS_IDLE | (output.isEmpty() ? 0 : OUTPUT_FULL);
    }

    @Override
    public void write(int offset, int size, int value) {
      Board on = board;
      if (!isData() && value == PULSE_RESET && on != null) {
        on.guestReset();
      }
    }
  }
}
