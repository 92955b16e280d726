package org.pvpanic.guest.linux;

import org.pvpanic.bus.PortIo;

/**
 * The drivers i8042, atkbd and sysrq in one: takes scan codes of set 1 by interrupt and looks for
 * Alt+SysRq+key. No other key has a reader, since there is no screen.
 */
final class AtKeyboard {

  private static final int DATA = 0x60;
  private static final int STATUS = 0x64;
  private static final int IRQ = 1;
  private static final int OUTPUT_FULL = 0x01;
  private static final int ABSENT = 0xff;
  private static final int WRITE_MODE = 0x60;

  /** Keyboard interrupts, system flag, no mouse, codes of set 1 whatever the keyboard sends. */
  private static final int MODE = 0x65;

  private static final int EXTENDED = 0xe0;
  private static final int RELEASED = 0x80;
  private static final int ALT = 0x38;
  private static final int SYSRQ = 0x54;

  /** Print Screen, behind {@link #EXTENDED}: the same key without Alt on a real keyboard. */
  private static final int PRINT = 0x37;

  /** What each scan code types; a zero is a key that SysRq has no character for. */
  private static final String KEYS =
      "\0\0331234567890-=\177\tqwertyuiop[]\r\0asdfghjkl;'`\0\\zxcvbnm,./\0*\0 ";

  private final Kernel kernel;
  private boolean extended;
  private boolean alt;
  private boolean active;

  AtKeyboard(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Starts listening; false when the board has no keyboard controller. */
  boolean probe() {
    PortIo ports = kernel.cpu().ports();
    if (ports.inb(STATUS) == ABSENT) {
      return false;
    }
    while ((ports.inb(STATUS) & OUTPUT_FULL) != 0) {
      ports.inb(DATA);
    }
    ports.outb(STATUS, WRITE_MODE);
    ports.outb(DATA, MODE);
    kernel.cpu().onInterrupt(IRQ, this::interrupt);
    return true;
  }

  /** One byte an interrupt, as the hardware has it. */
  private void interrupt() {
    kernel.view().interrupted(IRQ);
    int code = kernel.cpu().ports().inb(DATA);
    if (code == EXTENDED) {
      extended = true;
      return;
    }
    boolean wasExtended = extended;
    extended = false;
    key(code & ~RELEASED, (code & RELEASED) == 0, wasExtended);
  }

  private void key(int code, boolean pressed, boolean wasExtended) {
    if (code == ALT) {
      alt = pressed;
      active &= pressed;
    } else if (code == SYSRQ || (code == PRINT && wasExtended)) {
      active = pressed && alt;
    } else if (pressed && active && kernel.sysRq().isOn()) {
      char typed = code < KEYS.length() ? KEYS.charAt(code) : 0;
      if (typed != 0) {
        kernel.sysRq().trigger(typed, SysRq.Origin.KEYBOARD);
      }
    }
  }
}
