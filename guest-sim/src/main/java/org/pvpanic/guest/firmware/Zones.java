package org.pvpanic.guest.firmware;

/** Memory that the firmware gives away for good, from the top of each zone down. */
final class Zones {

  /**
   * Where SeaBIOS has room left in the F segment below its own tables, on a machine with one CPU.
   */
  private static final long F_SEGMENT_TOP = 0xf59f0;

  private long high;
  private long low = F_SEGMENT_TOP;

  /**
   * Empty zones.
   *
   * @param lowRam first address after the RAM that begins at 0
   */
  Zones(long lowRam) {
    high = lowRam;
  }

  /**
   * Gives memory away.
   *
   * @param zone {@link LoaderCommand.Allocate#HIGH} or {@link LoaderCommand.Allocate#F_SEGMENT}
   * @param alignment a power of two; 0 for none
   * @return its physical address
   */
  long allocate(int zone, int size, int alignment) {
    long mask = -Math.max(1L, alignment);
    if (zone == LoaderCommand.Allocate.F_SEGMENT) {
      low = (low - size) & mask;
      return low;
    }
    high = (high - size) & mask;
    return high;
  }
}
