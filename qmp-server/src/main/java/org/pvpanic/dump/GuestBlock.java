package org.pvpanic.dump;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.vm.MachineType;

/**
 * A range of guest-physical addresses that a dump holds.
 *
 * @param physical first address
 * @param length in bytes
 * @param ramOffset where it lies in guest RAM, or {@link #ROM} for read-only memory (all zeros
 *     here)
 */
record GuestBlock(long physical, long length, long ramOffset) {

  /** Not RAM: the firmware flash. */
  static final long ROM = -1;

  private static final long FOUR_GIB = 4L << 30;

  /** QEMU's PC maps 256 KiB of firmware flash below 4 GiB. */
  private static final long FLASH_SIZE = 256 << 10;

  /**
   * The blocks of a PC with so much RAM, in the order in which QEMU dumps them. RAM that would
   * reach into the PCI hole goes above 4 GiB.
   *
   * @param lowMost the address from which on RAM would reach into the hole (3.5 GiB on pc, 2.75 GiB
   *     on q35)
   * @param lowSplit how much stays below it then (3 GiB on pc, 2 GiB on q35)
   */
  static List<GuestBlock> ofPc(long ram, long lowMost, long lowSplit) {
    List<GuestBlock> blocks = new ArrayList<>(3);
    long low = ram >= lowMost ? lowSplit : ram;
    blocks.add(new GuestBlock(0, low, 0));
    blocks.add(new GuestBlock(FOUR_GIB - FLASH_SIZE, FLASH_SIZE, ROM));
    if (ram > low) {
      blocks.add(new GuestBlock(FOUR_GIB, ram - low, low));
    }
    return blocks;
  }

  /** The blocks of a machine with so much RAM; none where there is no memory. */
  static List<GuestBlock> of(MachineType type, long ram) {
    return switch (type.family()) {
      case NONE -> List.of();
      case Q35 -> ofPc(ram, 0xb000_0000L, 0x8000_0000L);
      case I440FX, ISAPC, MICROVM -> ofPc(ram, 0xe000_0000L, 0xc000_0000L);
    };
  }

  boolean isRam() {
    return ramOffset != ROM;
  }
}
