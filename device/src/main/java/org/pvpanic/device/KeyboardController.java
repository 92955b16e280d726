package org.pvpanic.device;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.IrqPins;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.KeyboardPort;

/**
 * The PC's keyboard controller (Intel 8042) with a keyboard and a mouse behind it: ports 0x60
 * (data) and 0x64 (status and command), interrupts 1 and 12.
 *
 * <p>Specification: IBM PS/2 Hardware Interface Technical Reference (1988), "Keyboard and auxiliary
 * device controller". Here: all commands that QEMU knows, the mode byte, the output port, the
 * status; 0xfe, or any pulse of its line 0, resets the machine, by which PC software reboots. Left
 * out: what the A20 line does, though its bit of the output port is here; the input buffer is never
 * full.
 *
 * <p>QEMU's before 6.1 has no place for bytes of its own: it queues them behind those of the
 * keyboard, or of the mouse, which are waited for even while they are not listened to.
 */
public final class KeyboardController implements Device, KeyboardPort {

  /** Data port. */
  public static final int DATA = 0x60;

  /** Status port when read, command port when written. */
  public static final int STATUS = 0x64;

  /** Status bit 0: the output buffer holds a byte. */
  public static final int OUTPUT_FULL = 1 << 0;

  /** Status bit 5: the byte is from the mouse. */
  public static final int FROM_MOUSE = 1 << 5;

  /** Command: read the mode byte. */
  public static final int READ_MODE = 0x20;

  /** Command: the next byte at the data port is the mode byte. */
  public static final int WRITE_MODE = 0x60;

  /** Command: pulse output line 0, the CPU's reset. */
  public static final int PULSE_RESET = 0xfe;

  /** Mode bit 0: bytes from the keyboard interrupt. */
  public static final int KEYBOARD_INTERRUPT = 1 << 0;

  /** Mode bit 1: bytes from the mouse interrupt. */
  public static final int MOUSE_INTERRUPT = 1 << 1;

  /** Mode bit 4: the keyboard is not listened to. */
  public static final int KEYBOARD_DISABLED = 1 << 4;

  /** Mode bit 5: the mouse is not listened to. */
  public static final int MOUSE_DISABLED = 1 << 5;

  /** Mode bit 6: scan codes are translated to set 1. */
  public static final int TRANSLATE = 1 << 6;

  private static final int MOUSE_DISABLE = 0xa7;
  private static final int MOUSE_ENABLE = 0xa8;
  private static final int TEST_MOUSE = 0xa9;
  private static final int SELF_TEST = 0xaa;
  private static final int TEST_KEYBOARD = 0xab;
  private static final int KEYBOARD_DISABLE = 0xad;
  private static final int KEYBOARD_ENABLE = 0xae;
  private static final int READ_INPUT_PORT = 0xc0;
  private static final int READ_OUTPUT_PORT = 0xd0;
  private static final int WRITE_OUTPUT_PORT = 0xd1;
  private static final int WRITE_OUTPUT = 0xd2;
  private static final int WRITE_OUTPUT_FROM_MOUSE = 0xd3;
  private static final int WRITE_MOUSE = 0xd4;
  private static final int DISABLE_A20 = 0xdd;
  private static final int ENABLE_A20 = 0xdf;
  private static final int PULSE = 0xf0;

  /** Status bits 2, 3 and 4. */
  private static final int SELF_TEST_PASSED = 1 << 2;

  private static final int COMMAND_WRITTEN = 1 << 3;
  private static final int NOT_LOCKED = 1 << 4;

  /** Bits of the output port; those that have no name are high. */
  private static final int PORT_RESET = 1 << 0;

  private static final int PORT_A20 = 1 << 1;
  private static final int PORT_OUTPUT_FULL = 1 << 4;
  private static final int PORT_FROM_MOUSE = 1 << 5;
  private static final int PORT_IDLE = 0xcc | PORT_RESET | PORT_A20;

  /** Who may have a byte for the output buffer. */
  private enum Source {
    NOBODY,
    CONTROLLER,
    CONTROLLER_AS_MOUSE,
    KEYBOARD,
    MOUSE
  }

  private final Ps2Keyboard keyboard = new Ps2Keyboard(this::refill, this::wakeUp);
  private final Ps2Mouse mouse = new Ps2Mouse(this::refill);
  private final boolean ownBuffer;
  private @Nullable Board board;
  private IrqLine keyboardIrq = IrqLine.NOWHERE;
  private IrqLine mouseIrq = IrqLine.NOWHERE;
  private int mode;
  private int status;
  private int outputPort;

  /** The command whose argument comes next at the data port, or 0. */
  private int command;

  /** Whose byte the output buffer holds. */
  private Source source = Source.NOBODY;

  /** The controller's own byte, if it has one. */
  private Source own = Source.NOBODY;

  private int ownByte;
  private int lastRead;

  /** QEMU's since 6.1. */
  public KeyboardController() {
    this(true);
  }

  /**
   * A keyboard controller.
   *
   * @param ownBuffer whether it has a place for bytes of its own, as QEMU's since 6.1
   */
  public KeyboardController(boolean ownBuffer) {
    this.ownBuffer = ownBuffer;
  }

  @Override
  public void attach(Board to) {
    board = to;
    IrqPins pins = new IrqPins("i8042", 0, IrqPins.OUT);
    keyboardIrq = to.interrupts().pin(pins, to.irq(1));
    mouseIrq = to.interrupts().pin(pins, to.irq(12));
    to.ports().map(DATA, 1, new Data());
    to.ports().map(STATUS, 1, new Control());
  }

  @Override
  public void reset() {
    keyboard.reset();
    mouse.reset();
    mode = KEYBOARD_INTERRUPT | MOUSE_INTERRUPT;
    status = COMMAND_WRITTEN | NOT_LOCKED;
    outputPort = PORT_IDLE;
    own = Source.NOBODY;
    empty();
  }

  @Override
  public void press(byte[] scancodes) {
    for (byte code : scancodes) {
      keyboard.type(code & 0xff);
    }
  }

  private void wakeUp() {
    Board on = board;
    if (on != null) {
      on.wakeUp();
    }
  }

  private void resetMachine() {
    Board on = board;
    if (on != null) {
      on.guestReset();
    }
  }

  private boolean has(int bit) {
    return (mode & bit) != 0;
  }

  /** Who has a byte, the most important one first. */
  private Source waiting() {
    if (own != Source.NOBODY) {
      return own;
    }
    if (keyboard.hasData() && listens(KEYBOARD_DISABLED)) {
      return Source.KEYBOARD;
    }
    return mouse.hasData() && listens(MOUSE_DISABLED) ? Source.MOUSE : Source.NOBODY;
  }

  private boolean listens(int disabled) {
    return !ownBuffer || !has(disabled);
  }

  /** Takes the next byte into the output buffer unless that is full. */
  private void refill() {
    if ((status & OUTPUT_FULL) == 0 && waiting() != Source.NOBODY) {
      fill();
    }
  }

  private void fill() {
    source = waiting();
    boolean fromMouse = source == Source.MOUSE || source == Source.CONTROLLER_AS_MOUSE;
    status &= ~(OUTPUT_FULL | FROM_MOUSE);
    status |= OUTPUT_FULL | (fromMouse ? FROM_MOUSE : 0);
    outputPort &= ~(PORT_OUTPUT_FULL | PORT_FROM_MOUSE);
    outputPort |= PORT_OUTPUT_FULL | (fromMouse ? PORT_FROM_MOUSE : 0);
    driveInterrupts();
  }

  private void empty() {
    status &= ~(OUTPUT_FULL | FROM_MOUSE);
    outputPort &= ~(PORT_OUTPUT_FULL | PORT_FROM_MOUSE);
    driveInterrupts();
  }

  private void driveInterrupts() {
    boolean full = (status & OUTPUT_FULL) != 0;
    boolean fromMouse = (status & FROM_MOUSE) != 0;
    keyboardIrq.set(full && !fromMouse && has(KEYBOARD_INTERRUPT) && !has(KEYBOARD_DISABLED));
    mouseIrq.set(full && fromMouse && has(MOUSE_INTERRUPT));
  }

  /** The controller has a byte of its own for the output buffer. */
  private void offer(int value, Source as) {
    if (!ownBuffer) {
      (as == Source.CONTROLLER ? keyboard : mouse).send(value);
      return;
    }
    ownByte = value;
    own = as;
    refill();
  }

  private int readData() {
    if ((status & OUTPUT_FULL) != 0) {
      empty();
      switch (source) {
        case KEYBOARD -> lastRead = keyboard.next();
        case MOUSE -> lastRead = mouse.next();
        case CONTROLLER, CONTROLLER_AS_MOUSE -> {
          lastRead = ownByte;
          own = Source.NOBODY;
          if (waiting() != Source.NOBODY) {
            fill();
          }
        }
        case NOBODY -> {}
      }
    }
    return lastRead;
  }

  private void command(int value) {
    switch (value) {
      case READ_MODE -> offer(mode, Source.CONTROLLER);
      case WRITE_MODE, WRITE_OUTPUT, WRITE_OUTPUT_FROM_MOUSE, WRITE_MOUSE, WRITE_OUTPUT_PORT ->
          command = value;
      case MOUSE_DISABLE -> mode |= MOUSE_DISABLED;
      case MOUSE_ENABLE -> enable(MOUSE_DISABLED);
      case KEYBOARD_DISABLE -> mode |= KEYBOARD_DISABLED;
      case KEYBOARD_ENABLE -> enable(KEYBOARD_DISABLED);
      case TEST_MOUSE, TEST_KEYBOARD -> offer(0x00, Source.CONTROLLER);
      case SELF_TEST -> {
        status |= SELF_TEST_PASSED;
        offer(0x55, Source.CONTROLLER);
      }
      case READ_INPUT_PORT -> offer(0x80, Source.CONTROLLER);
      case READ_OUTPUT_PORT -> offer(outputPort, Source.CONTROLLER);
      case ENABLE_A20 -> outputPort |= PORT_A20;
      case DISABLE_A20 -> outputPort &= ~PORT_A20;
      default -> {
        if ((value & PULSE) != PULSE) {
          guestError(value);
        } else if ((value & PORT_RESET) == 0) { // lines whose bit is 0 are pulsed
          resetMachine();
        }
      }
    }
  }

  private void guestError(int value) {
    Board on = board;
    if (on != null) {
      on.guestError("unsupported keyboard cmd=0x%02x\n".formatted(value));
    }
  }

  private void enable(int disabled) {
    mode &= ~disabled;
    refill();
  }

  private void writeData(int value) {
    int argumentOf = command;
    command = 0;
    switch (argumentOf) {
      case WRITE_MODE -> {
        mode = value;
        keyboard.setTranslation(has(TRANSLATE));
        driveInterrupts();
        refill();
      }
      case WRITE_OUTPUT -> offer(value, Source.CONTROLLER);
      case WRITE_OUTPUT_FROM_MOUSE -> offer(value, Source.CONTROLLER_AS_MOUSE);
      case WRITE_OUTPUT_PORT -> {
        outputPort = value;
        if ((value & PORT_RESET) == 0) {
          resetMachine();
        }
      }
      case WRITE_MOUSE -> {
        mouse.receive(value);
        enable(MOUSE_DISABLED);
      }
      default -> {
        keyboard.receive(value);
        enable(KEYBOARD_DISABLED);
      }
    }
  }

  /** Port 0x60. */
  private final class Data implements IoRegion {
    @Override
    public String name() {
      return "i8042-data";
    }

    @Override
    public int read(int offset, int size) {
      return readData();
    }

    @Override
    public void write(int offset, int size, int value) {
      writeData(value);
    }
  }

  /** Port 0x64. */
  private final class Control implements IoRegion {
    @Override
    public String name() {
      return "i8042-cmd";
    }

    @Override
    public int read(int offset, int size) {
      return status;
    }

    @Override
    public void write(int offset, int size, int value) {
      command(value);
    }
  }
}
