package org.pvpanic.guest.linux;

import org.pvpanic.bus.PortIo;

/**
 * The pvpanic driver of 3.10 (drivers/platform/x86/pvpanic.c): in the panic notifier chain with
 * priority 1, it writes 1 to the port, whatever the device can do. It never reads the port and
 * prints nothing, not even when it finds its device.
 *
 * <p>It knows the device through {@link PortIo} alone, so it drives any board.
 */
public final class PvpanicDriver {

  /** Above the drivers that registered with 0, since one of those used to hang. */
  static final int PRIORITY = 1;

  private static final int PANICKED = 1 << 0;

  private final PortIo ports;
  private final int port;

  /** A driver bound to the device at {@code port}. */
  public PvpanicDriver(PortIo ports, int port) {
    this.ports = ports;
    this.port = port;
  }

  /** The kernel panicked. */
  public void panicked() {
    ports.outb(port, PANICKED);
  }
}
