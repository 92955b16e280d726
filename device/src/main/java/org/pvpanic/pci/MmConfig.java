package org.pvpanic.pci;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.MemoryRegion;

/**
 * The enhanced configuration mechanism (ECAM): 4096 bytes of memory for each function, all of them
 * in one window.
 *
 * <p>Specification: PCI Express Base 3.0, chapter 7.2.2.
 */
public final class MmConfig implements IoRegion {

  private static final long LARGEST = 1L << 28;
  private static final long ENABLE = 1;
  private static final int BUS_SHIFT = 20;
  private static final int FUNCTION_SHIFT = 12;

  /** The bits of an address of 36, 128 MiB or 64 MiB large windows having more of them. */
  private static final long ADDRESS = 0xf_f000_0000L;

  private static final long ADDRESS_128 = 1L << 26;
  private static final long ADDRESS_64 = 1L << 25;

  private final PciBus root;
  private final MemoryRegion region = MemoryRegion.io(this, LARGEST);

  /** The window to the functions that are on a bus and behind it. */
  public MmConfig(PciBus root) {
    this.root = root;
  }

  /**
   * Moves the window to where a register like the ICH9's PCIEXBAR says: bit 0 shows it, bits 1 and
   * 2 are its size of 256, 128 or 64 MiB, and the rest is the address. The fourth size changes
   * nothing.
   */
  public void move(MemoryRegion system, long register) {
    int choice = (int) (register >> 1) & 3;
    if (choice == 3) {
      return;
    }
    long address = ADDRESS;
    if (choice == 1) {
      address |= ADDRESS_128 | ADDRESS_64;
    } else if (choice == 2) {
      address |= ADDRESS_64;
    }
    system.remove(region);
    if ((register & ENABLE) != 0) {
      region.setSize(LARGEST >> choice);
      system.add(register & address, region);
    }
  }

  /** Where the window is while it is shown: its address and size, both unsigned. */
  public record Place(long address, long size) {}

  /** Where the window is; null while it is not shown. */
  public @Nullable Place place() {
    return region.parent() == null ? null : new Place(region.address(), region.size());
  }

  @Override
  public String name() {
    return "pcie-mmcfg-mmio";
  }

  @Override
  public Access access() {
    return Access.ANY;
  }

  @Override
  public int read(int offset, int size) {
    PciBus bus = bus(offset);
    return bus == null ? -1 : bus.read(devfn(offset), offset & 0xfff, size);
  }

  @Override
  public void write(int offset, int size, int value) {
    PciBus bus = bus(offset);
    if (bus != null) {
      bus.write(devfn(offset), offset & 0xfff, size, value);
    }
  }

  private @Nullable PciBus bus(int offset) {
    return root.find((offset >>> BUS_SHIFT) & 0xff);
  }

  private static int devfn(int offset) {
    return (offset >>> FUNCTION_SHIFT) & 0xff;
  }
}
