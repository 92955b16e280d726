package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.firmware.E820;

/** The physical memory that a kernel was given, and what lies at its end before the kernel runs. */
final class MemoryMap {

  private static final long FOUR_GIB = 4L << 30;
  private static final int PAGE = 4096;

  /** Memory is handed out in sections of this size. */
  static final long SECTION = 128L << 20;

  /** Size of a node's {@code pglist_data}, in whole pages. */
  static final long NODE_DATA = 0x2b000;

  /** What kexec puts above the initial RAM disk: the kernel, and the code that enters it. */
  private static final long ABOVE_INITRD = 0x3400000;

  private final List<E820.Range> ranges;
  private final long initrdSize;
  private final boolean crash;

  private MemoryMap(List<E820.Range> ranges, long initrdSize, boolean crash) {
    this.ranges = ranges;
    this.initrdSize = initrdSize;
    this.crash = crash;
  }

  /** What the firmware tells of. */
  static MemoryMap of(E820 map, long initrdSize) {
    return new MemoryMap(map.ranges(), initrdSize, false);
  }

  /**
   * The map of a capture kernel, which may use the crash memory alone.
   *
   * @param first the map of the kernel that reserved it
   */
  static MemoryMap ofCrashMemory(long start, long size, MemoryMap first, long initrdSize) {
    List<E820.Range> ranges = new ArrayList<>(8);
    ranges.add(new E820.Range(0, PAGE - 1, false));
    ranges.add(new E820.Range(PAGE, 0x9fbff, true));
    boolean added = false;
    for (E820.Range range : first.ranges) {
      if (!added && range.start() > start) {
        ranges.add(new E820.Range(start + PAGE, start + size - 1, true));
        added = true;
      }
      if (!range.usable()) {
        ranges.add(range);
      }
    }
    return new MemoryMap(ranges, initrdSize, true);
  }

  List<E820.Range> ranges() {
    return ranges;
  }

  /** As a line of the boot log says it. */
  static String text(E820.Range range) {
    return "[mem 0x"
        + Hex.wide(range.start())
        + "-0x"
        + Hex.wide(range.end())
        + "] "
        + (range.usable() ? "usable" : "reserved");
  }

  /** An address as {@code %#010lx} prints it, without the prefix. */
  static String narrow(long address) {
    String digits = Long.toHexString(address);
    return "0".repeat(Math.max(0, 8 - digits.length())) + digits;
  }

  /** First byte after the usable memory below 4 GiB. */
  long lowEnd() {
    long end = 0;
    for (E820.Range range : ranges) {
      if (range.usable() && range.start() < FOUR_GIB) {
        end = range.end() + 1;
      }
    }
    return end;
  }

  /** First byte after the last usable one. */
  long end() {
    long end = 0;
    for (E820.Range range : ranges) {
      end = range.usable() ? range.end() + 1 : end;
    }
    return end;
  }

  /** Bytes of the initial RAM disk; 0 for none. */
  long initrdSize() {
    return initrdSize;
  }

  /** Whether it is that of a capture kernel. */
  boolean isOfCrashMemory() {
    return crash;
  }

  /**
   * Where the initial RAM disk lies, or would: at the end of low memory, on a page; kexec puts it
   * below the capture kernel, if that leaves it room.
   */
  long initrdStart() {
    long above = crash && lowEnd() - ABOVE_INITRD - initrdSize > crashStart() ? ABOVE_INITRD : 0;
    return (lowEnd() - above - initrdSize) / PAGE * PAGE;
  }

  private long crashStart() {
    long start = 0;
    for (E820.Range range : ranges) {
      start = range.usable() && range.start() < FOUR_GIB ? range.start() : start;
    }
    return start;
  }

  /** First byte behind the description of the memory node. */
  long nodeEnd() {
    if (crash) {
      return end() - PAGE;
    }
    return end() > FOUR_GIB ? end() : initrdStart();
  }

  /** Where crash memory has to end: below the initial RAM disk and what describes the memory. */
  long nodeStart() {
    return end() > FOUR_GIB ? initrdStart() : initrdStart() - NODE_DATA;
  }

  /** How many sections of 128 MiB any usable memory is in: each has a table of its pages. */
  int sections() {
    int sections = 0;
    long last = -1;
    for (E820.Range range : ranges) {
      if (range.usable()) {
        long first = Math.max(range.start() / SECTION, last + 1);
        last = Math.max(last, range.end() / SECTION);
        sections += (int) Math.max(0, last - first + 1);
      }
    }
    return sections;
  }

  /** Bytes that a kernel can use. */
  long usable() {
    return PAGE * pagesBetween(0, Long.MAX_VALUE);
  }

  /** Whole pages that a kernel can use, in the zone from {@code from} to {@code to}. */
  long pagesBetween(long from, long to) {
    long pages = 0;
    for (E820.Range range : ranges) {
      if (range.usable()) {
        long start = Math.max(range.start(), Math.max(from, PAGE));
        long end = Math.min(range.end() + 1, to);
        pages += Math.max(0, end / PAGE - (start + PAGE - 1) / PAGE);
      }
    }
    return pages;
  }
}
