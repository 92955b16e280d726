package org.pvpanic.dump;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.machine.RamLayout;
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

  /** QEMU's PC maps 256 KiB of firmware flash below 4 GiB. */
  private static final long FLASH_SIZE = 256 << 10;

  /**
   * The blocks of a PC, in the order in which QEMU dumps them.
   *
   * @param ram where its RAM is
   */
  static List<GuestBlock> ofPc(RamLayout ram) {
    List<GuestBlock> blocks = new ArrayList<>(3);
    blocks.add(new GuestBlock(0, ram.low(), 0));
    blocks.add(new GuestBlock(RamLayout.FOUR_GIB - FLASH_SIZE, FLASH_SIZE, ROM));
    if (ram.high() > 0) {
      blocks.add(new GuestBlock(RamLayout.FOUR_GIB, ram.high(), ram.low()));
    }
    return blocks;
  }

  /** The blocks of a machine with so much RAM; none where there is no memory. */
  static List<GuestBlock> of(MachineType type, RamLayout ram) {
    return type.family() == MachineType.Family.NONE ? List.of() : ofPc(ram);
  }

  boolean isRam() {
    return ramOffset != ROM;
  }
}
