package org.pvpanic.chipset;

import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.pci.ConfigSpace;

/**
 * Programmable attribute map: what is seen at 0xc0000 to 0xfffff, in 13 segments that the seven PAM
 * registers of a host bridge are about. A segment is PCI memory, or RAM, or RAM that cannot be
 * written.
 *
 * <p>Specification: Intel 82441FX datasheet, chapter 3.2.16. As in QEMU, "write only" is plain RAM.
 */
final class Pam {

  /** Bytes of registers in configuration space. */
  static final int LENGTH = 7;

  private static final int SEGMENTS = 13;

  /** The first segment is the BIOS's, the others are smaller. */
  private static final long BIOS = 0xf0000;

  private static final long BIOS_SIZE = 0x10000;
  private static final long EXPANSION = 0xc0000;
  private static final long EXPANSION_SIZE = 0x4000;
  private static final int IN_FRONT = 1;
  private static final int ATTRIBUTES = 3;

  private final int base;
  private final MemoryRegion[][] segments = new MemoryRegion[SEGMENTS][];

  /**
   * The map.
   *
   * @param base of the registers in configuration space
   */
  Pam(int base, MemoryRegion system, MemoryRegion ram, MemoryRegion pci) {
    this.base = base;
    for (int i = 0; i < SEGMENTS; i++) {
      long start = i == 0 ? BIOS : EXPANSION + (i - 1) * EXPANSION_SIZE;
      long size = i == 0 ? BIOS_SIZE : EXPANSION_SIZE;
      MemoryRegion rom = MemoryRegion.alias("pam-rom", ram, start, size);
      rom.setReadOnly(true);
      segments[i] =
          new MemoryRegion[] {
            MemoryRegion.alias("pam-pci", pci, start, size),
            rom,
            MemoryRegion.alias("pam-pci", ram, start, size),
            MemoryRegion.alias("pam-ram", ram, start, size),
          };
      for (MemoryRegion view : segments[i]) {
        view.setEnabled(false);
        system.add(start, view, IN_FRONT);
      }
    }
  }

  /** Shows what the registers say. */
  void update(ConfigSpace config) {
    for (int i = 0; i < SEGMENTS; i++) {
      int register = config.getByte(base + (i + 1) / 2);
      int attributes = (i % 2 == 0 ? register >> 4 : register) & ATTRIBUTES;
      for (int view = 0; view < segments[i].length; view++) {
        segments[i][view].setEnabled(view == attributes);
      }
    }
  }
}
