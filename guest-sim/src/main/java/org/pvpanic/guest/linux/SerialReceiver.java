package org.pvpanic.guest.linux;

/**
 * What a serial driver makes of what comes in: on a console, a break lets the next character be a
 * SysRq key if it comes in time (uart_handle_break and uart_handle_sysrq_char of
 * include/linux/serial_core.h); all else goes to the terminal.
 */
final class SerialReceiver {

  private static final long WINDOW_NS = 5_000_000_000L;

  private final Kernel kernel;
  private final Tty tty;
  private final boolean console;
  private boolean awaitsKey;
  private long windowEnd;

  /**
   * A receiver.
   *
   * @param console whether the kernel's messages go out on the port
   */
  SerialReceiver(Kernel kernel, Tty tty, boolean console) {
    this.kernel = kernel;
    this.tty = tty;
    this.console = console;
  }

  /** A break came in; the second in a row is an ordinary one. */
  void receiveBreak() {
    if (console && !awaitsKey) {
      awaitsKey = true;
      windowEnd = kernel.cpu().now() + WINDOW_NS;
    } else {
      awaitsKey = false;
      tty.receiveBreak();
    }
  }

  void receive(byte value) {
    boolean key = awaitsKey && value != 0 && kernel.cpu().now() < windowEnd;
    awaitsKey = false;
    if (!key) {
      tty.receive(value);
    } else if (kernel.sysRq().isOn()) {
      kernel.sysRq().trigger((char) (value & 0xff), SysRq.Origin.SERIAL);
    } else if (!kernel.profile().era().swallowsSerialKey()) {
      tty.receive(value);
    }
  }
}
