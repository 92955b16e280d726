package org.pvpanic.guest.linux;

import org.pvpanic.bus.PortIo;

/**
 * The drivers i8042 and atkbd: take scan codes of set 1 by interrupt. No key has a reader but the
 * handler of SysRq, since there is no screen.
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

  private final Kernel kernel;
  private final SysRqKeyboard sysRq;
  private boolean extended;

  AtKeyboard(Kernel kernel) {
    this.kernel = kernel;
    this.sysRq = new SysRqKeyboard(kernel);
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
    sysRq.key(SysRqKeyboard.keyCode(code & ~RELEASED, wasExtended), (code & RELEASED) == 0);
  }
}
