package org.pvpanic.guest.firmware;

import java.util.OptionalLong;

/** Memory that the firmware gives away for good, from the top of each zone down. */
final class Zones {

  /** Where SeaBIOS has room left in the F segment below its own tables, on machine type pc. */
  static final long F_SEGMENT_TOP = 0xf59f0;

  /** Below are the firmware's own buffers and code. */
  private static final long F_SEGMENT_BOTTOM = 0xf5900;

  private static final long HIGH_BOTTOM = 1 << 20;

  private long high;
  private long low;

  /**
   * Empty zones.
   *
   * @param lowRam first address after the RAM that begins at 0
   * @param fSegmentTop where the firmware's own tables begin in the F segment
   */
  Zones(long lowRam, long fSegmentTop) {
    high = lowRam;
    low = fSegmentTop;
  }

  /**
   * Gives memory away.
   *
   * @param zone {@link LoaderCommand.Allocate#HIGH} or {@link LoaderCommand.Allocate#F_SEGMENT}
   * @param alignment a power of two; 0 for none
   * @return its physical address; nothing when there is no such zone or it is full
   */
  OptionalLong allocate(int zone, int size, long alignment) {
    long mask = -Math.max(1L, alignment);
    if (Long.bitCount(alignment) > 1) {
      return OptionalLong.empty();
    }
    if (zone == LoaderCommand.Allocate.F_SEGMENT && ((low - size) & mask) >= F_SEGMENT_BOTTOM) {
      low = (low - size) & mask;
      return OptionalLong.of(low);
    }
    if (zone == LoaderCommand.Allocate.HIGH && ((high - size) & mask) >= HIGH_BOTTOM) {
      high = (high - size) & mask;
      return OptionalLong.of(high);
    }
    return OptionalLong.empty();
  }
}
