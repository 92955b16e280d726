package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.firmware.E820;

/** What a kernel says while it divides its memory (mm/page_alloc.c, arch/x86/kernel/e820.c). */
final class MemoryReport {

  private static final long PAGE = 4096;
  private static final long SECTION = MemoryMap.SECTION;
  private static final long DMA_END = 16L << 20;
  private static final long FOUR_GIB = 4L << 30;

  private final MemoryMap map;
  private final boolean isNew;

  MemoryReport(MemoryMap map, Era era) {
    this.map = map;
    this.isNew = era == Era.LINUX_6_1;
  }

  /** The lines of that name, or null when there are none of it. */
  @Nullable List<String> lines(String name) {
    return switch (name) {
      case "memory-map" -> ranges();
      case "memory-nodes" -> nodes();
      case "memory-holes" -> holes();
      case "nosave" -> notSaved();
      case "ram-buffers" -> buffers();
      default -> null;
    };
  }

  private List<String> ranges() {
    List<String> lines = new ArrayList<>(8);
    for (E820.Range range : map.ranges()) {
      lines.add("BIOS-e820: " + MemoryMap.text(range));
    }
    return lines;
  }

  /**
   * The usable ranges in whole pages, without page 0: first addresses and those behind the last.
   */
  private List<long[]> pages() {
    List<long[]> pages = new ArrayList<>(4);
    for (E820.Range range : map.ranges()) {
      if (range.usable()) {
        long start = (Math.max(range.start(), PAGE) + PAGE - 1) / PAGE * PAGE;
        pages.add(new long[] {start, (range.end() + 1) / PAGE * PAGE});
      }
    }
    return pages;
  }

  private List<String> nodes() {
    List<String> lines = new ArrayList<>(4);
    for (long[] range : pages()) {
      lines.add("  node   0: [mem 0x" + address(range[0]) + "-0x" + address(range[1] - 1) + "]");
    }
    return lines;
  }

  private String address(long address) {
    return isNew ? Hex.wide(address) : MemoryMap.narrow(address);
  }

  /** Pages of sections of memory that are in none of the ranges. */
  private List<String> holes() {
    List<String> lines = new ArrayList<>(4);
    long end = 0;
    for (long[] range : pages()) {
      hole(lines, end, range[0], range[0]);
      end = range[1];
    }
    hole(lines, end, up(end), end - 1);
    return lines;
  }

  /** Only the sections that the ranges before and after it are in have descriptors of pages. */
  private static void hole(List<String> lines, long from, long to, long zoned) {
    long bytes =
        up(from) >= to
            ? to - from
            : up(from) - from + to - Math.max(up(from), to / SECTION * SECTION);
    if (bytes > 0) {
      String zone = zoned < DMA_END ? "DMA" : zoned < FOUR_GIB ? "DMA32" : "Normal";
      lines.add("On node 0, zone " + zone + ": " + bytes / PAGE + " pages in unavailable ranges");
    }
  }

  private static long up(long address) {
    return (address + SECTION - 1) / SECTION * SECTION;
  }

  /** What behind the end of RAM no device may have (e820__reserve_resources_late). */
  private List<String> buffers() {
    List<String> lines = new ArrayList<>(2);
    for (E820.Range range : map.ranges()) {
      if (range.usable()) {
        long end = range.end() + 1;
        long mebibytes = end >> 20;
        long alignment = mebibytes == 0 ? 64 << 10 : mebibytes < 16 ? 1 << 20 : 64 << 20;
        long up = (end + alignment - 1) / alignment * alignment;
        if (up > end) {
          lines.add(
              "e820: reserve RAM buffer [mem 0x"
                  + MemoryMap.narrow(end)
                  + "-0x"
                  + MemoryMap.narrow(up - 1)
                  + "]");
        }
      }
    }
    return lines;
  }

  private List<String> notSaved() {
    List<String> lines = new ArrayList<>(4);
    long end = 0;
    for (long[] range : pages()) {
      if (range[0] > end) {
        lines.add(
            (isNew ? "PM: hibernation: " : "PM: ")
                + "Registered nosave memory: [mem 0x"
                + MemoryMap.narrow(end)
                + "-0x"
                + MemoryMap.narrow(range[0] - 1)
                + "]");
      }
      end = range[1];
    }
    return lines;
  }

  /** The largest range below 4 GiB that nothing is in: PCI devices may have it. */
  String gap() {
    long from = 0;
    long size = 0;
    long end = 0;
    for (E820.Range range : map.ranges()) {
      if (range.start() < FOUR_GIB && range.start() - end > size) {
        from = end;
        size = range.start() - end;
      }
      end = Math.max(end, range.end() + 1);
    }
    if (end < FOUR_GIB && FOUR_GIB - end > size) {
      from = end;
      size = FOUR_GIB - end;
    }
    return "[mem 0x" + MemoryMap.narrow(from) + "-0x" + MemoryMap.narrow(from + size - 1) + "]";
  }
}
