package org.pvpanic.machine;

/**
 * Where a board has its RAM: from address 0 on, and what would reach into the PCI hole from 4 GiB
 * on.
 *
 * @param id the name of the memory back end
 * @param low bytes from address 0 on
 * @param high bytes from 4 GiB on
 */
public record RamLayout(String id, long low, long high) {

  /** Where RAM goes on behind the hole. */
  public static final long FOUR_GIB = 4L << 30;

  /** All RAM from address 0 on. */
  public static RamLayout flat(long bytes) {
    return new RamLayout("pc.ram", bytes, 0);
  }

  /** How much RAM there is, in bytes. */
  public long size() {
    return low + high;
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
}
