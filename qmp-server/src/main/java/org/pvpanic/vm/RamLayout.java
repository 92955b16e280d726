package org.pvpanic.vm;

/**
 * Where a board has its RAM: from address 0 on, and what would reach into the PCI hole from 4 GiB
 * on.
 *
 * @param low bytes from address 0 on
 * @param high bytes from 4 GiB on
 */
public record RamLayout(long low, long high) {

  /** Where RAM goes on behind the hole. */
  public static final long FOUR_GIB = 4L << 30;

  /**
   * The layout of a board.
   *
   * @param ram how much there is, in bytes
   */
  public static RamLayout of(MachineType type, long ram) {
    boolean q35 = type.family() == MachineType.Family.Q35;
    long most = q35 ? 0xb000_0000L : 0xe000_0000L;
    long split = q35 ? 0x8000_0000L : 0xc000_0000L;
    long low = ram >= most ? split : ram;
    return new RamLayout(low, ram - low);
  }

  /** Whether a guest-physical address (64 bits, unsigned) is one of RAM. */
  public boolean isRam(long address) {
    return Long.compareUnsigned(address, low) < 0 || isHigh(address);
  }

  private boolean isHigh(long address) {
    return Long.compareUnsigned(address - FOUR_GIB, high) < 0;
  }

  /** Where in RAM an address of RAM is. */
  public long offset(long address) {
    return isHigh(address) ? address - FOUR_GIB + low : address;
  }

  /** How many bytes from {@code address} on are RAM as it is, or not as it is not; at least 1. */
  public long extent(long address) {
    if (Long.compareUnsigned(address, low) < 0) {
      return low - address;
    }
    if (Long.compareUnsigned(address, FOUR_GIB) < 0) {
      return FOUR_GIB - address;
    }
    return isHigh(address) ? high - (address - FOUR_GIB) : Long.MAX_VALUE;
  }
}
