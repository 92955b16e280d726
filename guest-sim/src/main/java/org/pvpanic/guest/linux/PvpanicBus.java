package org.pvpanic.guest.linux;

/** A bus on which the drivers of 6.1 find pvpanic devices, and the driver's name there. */
enum PvpanicBus {
  ACPI("platform", "pvpanic-mmio"),
  PCI("pci", "pvpanic-pci");

  private final String folder;
  private final String driver;

  PvpanicBus(String bus, String driver) {
    this.folder = "/sys/bus/" + bus;
    this.driver = driver;
  }

  /** The driver's name, as it stands before its messages. */
  String driver() {
    return driver;
  }

  /** The folder of a device on that bus. */
  String deviceFolder(String device) {
    return folder + "/devices/" + device;
  }

  /** The folder of the driver. */
  String driverFolder() {
    return folder + "/drivers/" + driver;
  }
}
