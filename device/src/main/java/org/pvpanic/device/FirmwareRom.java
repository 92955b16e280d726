package org.pvpanic.device;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * The memory that holds a PC's firmware: all of it below 4 GiB, where the CPU begins, the last 128
 * KiB of it once more below 1 MiB, and in front of that the room for option ROMs. A reset brings
 * back the firmware's bytes.
 *
 * <p>No firmware comes with this board, and nothing here executes one: without a file the memory
 * reads as zeros.
 */
public final class FirmwareRom implements Device {

  /** Firmware comes in such pieces. */
  public static final int GRANULE = 64 << 10;

  private static final int LEGACY_WINDOW = 128 << 10;
  private static final long ONE_MIB = 1L << 20;
  private static final long FOUR_GIB = 4L << 30;
  private static final long OPTION_ROMS = 0xc0000;
  private static final long OPTION_ROMS_SIZE = 128 << 10;

  private final byte[] image;
  private final PhysicalMemory memory;
  private final boolean writable;
  private final boolean optionRoms;
  private final @Nullable MemoryRegion pci;
  private final MemoryRegion bios;

  /**
   * Memory for firmware.
   *
   * @param image its bytes; none for zeros
   * @param size of the memory in bytes, as large as the image if there is one
   * @param writable whether it is RAM, as on isapc and microvm
   * @param optionRoms whether there is room for option ROMs
   * @param pci memory of the PCI bus that it is on; null for none
   */
  public FirmwareRom(
      byte[] image, int size, boolean writable, boolean optionRoms, @Nullable MemoryRegion pci) {
    this.image = image;
    this.memory = new PhysicalMemory(size);
    this.writable = writable;
    this.optionRoms = optionRoms;
    this.pci = pci;
    this.bios = region("pc.bios", memory);
    reset();
  }

  /** The region with the firmware. */
  public MemoryRegion bios() {
    return bios;
  }

  @Override
  public void attach(Board board) {
    MemoryRegion in = pci == null ? board.physical().root() : pci;
    if (optionRoms) {
      in.add(OPTION_ROMS, region("pc.rom", new PhysicalMemory(OPTION_ROMS_SIZE)), 1);
    }
    long window = Math.min(memory.size(), LEGACY_WINDOW);
    MemoryRegion legacy = MemoryRegion.alias("isa-bios", bios, memory.size() - window, window);
    legacy.setReadOnly(!writable);
    in.add(ONE_MIB - window, legacy, 1);
    in.add(FOUR_GIB - memory.size(), bios);
  }

  @Override
  public void reset() {
    memory.write(0, image);
  }

  private MemoryRegion region(String name, PhysicalMemory content) {
    return writable ? MemoryRegion.ram(name, content) : MemoryRegion.rom(name, content);
  }
}
