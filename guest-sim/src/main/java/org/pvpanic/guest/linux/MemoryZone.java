package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * A zone of memory: what it has, and how much of it stays free (mm/page_alloc.c). All numbers are
 * pages.
 *
 * @param name as messages call it
 * @param present pages that are there
 * @param managed pages that the kernel has to give away
 * @param min below that only those get any who free others
 * @param low below that pages are reclaimed
 * @param high above that no more are reclaimed
 * @param reserves what is kept from allocations that could be in a higher zone, by zone
 */
record MemoryZone(
    String name, long present, long managed, long min, long low, long high, long[] reserves) {

  private static final long DMA_END = 16L << 20;
  private static final long FOUR_GIB = 4L << 30;

  /** Pages below 1 MiB that stay the kernel's. */
  private static final int LOW_PAGES = 158;

  private static final int EL7_LOW_PAGES = 21;

  /** Descriptors of pages take one page in 64. */
  private static final int PAGES_PER_MAP_PAGE = 64;

  /** A 256th of what is above it is kept in a zone ({@code lowmem_reserve_ratio}). */
  private static final int RESERVE_RATIO = 256;

  /** {@code watermark_scale_factor}: a thousandth of a zone between two marks. */
  private static final int SCALE = 1000;

  /** What ordinary programs' pages may not take. */
  long floor() {
    return min + reserves[reserves.length - 1];
  }

  /** The zones that a kernel has, the lowest first. */
  static List<MemoryZone> of(Kernel kernel) {
    MemoryMap map = kernel.memoryMap();
    boolean el7 = kernel.isEl7();
    long[] present = {
      map.pagesBetween(0, DMA_END),
      map.pagesBetween(DMA_END, FOUR_GIB),
      map.pagesBetween(FOUR_GIB, Long.MAX_VALUE)
    };
    long all = kernel.view().memory().totalKib() / 4;
    long[] managed = new long[3];
    managed[0] = Math.min(all, Math.max(0, present[0] - (el7 ? EL7_LOW_PAGES : LOW_PAGES)));
    managed[2] = present[2] - present[2] / PAGES_PER_MAP_PAGE;
    managed[1] = all - managed[0] - managed[2];
    // The marks were set while what the boot alone needed was not free yet.
    long later = kernel.view().memory().freedLaterKib() / 4;
    long[] early = {managed[0], Math.max(0, managed[1] - later), managed[2]};
    long lowMemory = early[0] + early[1] + early[2];
    long marked = (long) Math.sqrt(lowMemory * 4 * 16.0) / 4;
    int top = present[2] > 0 ? 2 : 1;
    List<MemoryZone> zones = new ArrayList<>(3);
    for (int i = 0; i <= top; i++) {
      long min = lowMemory == 0 ? 0 : marked * early[i] / lowMemory;
      long gap = el7 ? min / 4 : Math.max(min / 4, managed[i] / SCALE);
      zones.add(
          new MemoryZone(
              List.of("DMA", "DMA32", "Normal").get(i),
              present[i],
              managed[i],
              min,
              min + gap,
              min + 2 * gap,
              reserves(early, i, el7 ? 4 : 5)));
    }
    return zones;
  }

  private static long[] reserves(long[] pages, int zone, int zones) {
    long[] reserves = new long[zones];
    long above = 0;
    for (int i = zone + 1; i < zones; i++) {
      above += i < pages.length ? pages[i] : 0;
      reserves[i] = above / RESERVE_RATIO;
    }
    return reserves;
  }
}
