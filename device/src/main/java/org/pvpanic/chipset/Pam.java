package org.pvpanic.chipset;

import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.pci.ConfigSpace;

/**
 * Who answers between 640 KiB and 1 MiB: PCI, where the firmware's ROM is, or RAM. The programmable
 * attribute map says so for 13 segments from 0xc0000 on, two in a byte; firmware uses it to make
 * its own place writable. Below them, where system management mode has its memory, it is PCI unless
 * that memory is opened.
 *
 * <p>Specification: Intel 82441FX datasheet, 3.2.15 and 3.2.20; Intel Q35, 5.1.17. As in QEMU, a
 * segment that is to be read from PCI and written to RAM is RAM both ways. Left out: the memory as
 * it looks in system management mode, which nothing here enters.
 */
final class Pam {

  /** Bytes of configuration space that it takes. */
  static final int SIZE = 7;

  private static final int SEGMENTS = 13;
  private static final long FIRMWARE = 0xf0000;
  private static final long FIRMWARE_SIZE = 0x10000;
  private static final long EXPANSION = 0xc0000;
  private static final long EXPANSION_SIZE = 0x4000;
  private static final long SMRAM = 0xa0000;
  private static final long SMRAM_SIZE = 0x20000;
  private static final int READ = 1;
  private static final int MODES = 3;

  private final int register;
  private final MemoryRegion system;
  private final MemoryRegion pci;
  private final MemoryRegion ram;
  private final MemoryRegion smram;
  private final MemoryRegion[] segments = new MemoryRegion[SEGMENTS];
  private final byte[] modes = new byte[SEGMENTS];

  /**
   * The map, and all of it PCI.
   *
   * @param register where it is in configuration space
   * @param pci memory of the first bus
   */
  Pam(Board board, MemoryRegion pci, int register) {
    this.register = register;
    this.system = board.physical().root();
    this.pci = pci;
    this.ram = board.ram();
    smram = MemoryRegion.alias("smram-region", pci, SMRAM, SMRAM_SIZE);
    system.add(SMRAM, smram, 1);
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = show(i, 0);
    }
  }

  /** Configuration space says something else now, perhaps. */
  void update(ConfigSpace config, boolean smramOpen) {
    smram.setEnabled(!smramOpen);
    for (int i = 0; i < SEGMENTS; i++) {
      int pair = config.getByte(register + (i + 1) / 2);
      int mode = (i % 2 == 0 ? pair >> 4 : pair) & MODES;
      if (mode != modes[i]) {
        system.remove(segments[i]);
        segments[i] = show(i, mode);
        modes[i] = (byte) mode;
      }
    }
  }

  private MemoryRegion show(int segment, int mode) {
    long start = segment == 0 ? FIRMWARE : EXPANSION + (segment - 1) * EXPANSION_SIZE;
    long size = segment == 0 ? FIRMWARE_SIZE : EXPANSION_SIZE;
    String name = mode == MODES ? "pam-ram" : mode == READ ? "pam-rom" : "pam-pci";
    MemoryRegion window = MemoryRegion.alias(name, mode == 0 ? pci : ram, start, size);
    window.setReadOnly(mode == READ);
    system.add(start, window, 1);
    return window;
  }
}
