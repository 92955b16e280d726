package org.pvpanic.emulator;

import java.io.File;
import org.pvpanic.options.QemuError;

/**
 * What all PCI devices have in common and a user can have wrong: the expansion ROM, and being the
 * primary of a failover pair, which only a network card can be, and none is here. Left out: a ROM,
 * which would have a base address register of its own; asking for one is refused.
 */
final class PciProperties {

  private static final long NO_SIZE = 0xffff_ffffL;
  private static final long LARGEST = 2L << 30;

  private PciProperties() {}

  /**
   * Checks them for a device that is to be put on {@code bus}.
   *
   * @throws QemuError in QEMU's words for the first that is wrong
   */
  static void check(Bus bus, DeviceProperties values) {
    long size = values.number("romsize");
    if (size != NO_SIZE && Long.bitCount(size) != 1) {
      throw new QemuError("ROM size " + size + " is not a power of two");
    }
    if (values.isGiven("failover_pair_id")) {
      throw new QemuError(
          bus.type().equals("PCIE")
              ? "failover primary device is not an Ethernet device"
              : "failover primary device must be on PCIExpress bus");
    }
    String rom = values.isGiven("romfile") ? values.text("romfile") : "";
    if (!rom.isEmpty()) {
      checkRom(rom, size);
      throw new QemuError("romfile is not supported by the pvpanic emulator");
    }
  }

  private static void checkRom(String name, long romSize) {
    File file = new File(name);
    if (!file.canRead()) {
      throw new QemuError("failed to find romfile \"" + name + "\"");
    }
    long size = file.length();
    if (file.isDirectory() || size > LARGEST) { // a folder is, for QEMU
      throw new QemuError("romfile \"" + name + "\" too large (size cannot exceed 2 GiB)");
    }
    if (size == 0) {
      throw new QemuError("romfile \"" + name + "\" is empty");
    }
    if (size > romSize) {
      throw new QemuError(
          "romfile \"%s\" (%d bytes) is too large for ROM size %d".formatted(name, size, romSize));
    }
  }
}
