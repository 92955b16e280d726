package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.acpi.AmlDevice;
import org.pvpanic.guest.acpi.AmlNamespace;

/**
 * The pvpanic driver of 3.10 (drivers/platform/x86/pvpanic.c): it binds to the ACPI device that is
 * called {@code QEMU0001}. In the panic notifier chain with priority 1, it writes 1 to the port,
 * whatever the device can do. It never reads the port and prints nothing, not even when it finds
 * its device. It knows nothing of PCI.
 *
 * <p>It knows the device through {@link PortIo} alone, so it drives any board.
 */
public final class PvpanicDriver {

  /** Above the drivers that registered with 0, since one of those used to hang. */
  static final int PRIORITY = 1;

  /** The device's name in ACPI tables. */
  static final String HARDWARE_ID = "QEMU0001";

  private static final int PANICKED = 1 << 0;

  private final PortIo ports;
  private final int port;

  /** A driver bound to the device at {@code port}. */
  public PvpanicDriver(PortIo ports, int port) {
    this.ports = ports;
    this.port = port;
  }

  /**
   * Looks for the device.
   *
   * @param tables null on a board without ACPI
   * @return a driver bound to it, or null when there is none, or only one that does not work or has
   *     no port
   */
  public static @Nullable PvpanicDriver probe(PortIo ports, @Nullable AcpiTables tables) {
    if (tables == null) {
      return null;
    }
    return AmlNamespace.of(tables.definitions()).devices(HARDWARE_ID).stream()
        .filter(AmlDevice::isWorking)
        .map(AmlDevice::ioPort)
        .filter(port -> port != 0)
        .findFirst()
        .map(port -> new PvpanicDriver(ports, port))
        .orElse(null);
  }

  /** The port that it is bound to. */
  public int port() {
    return port;
  }

  /** The kernel panicked. */
  public void panicked() {
    ports.outb(port, PANICKED);
  }
}
