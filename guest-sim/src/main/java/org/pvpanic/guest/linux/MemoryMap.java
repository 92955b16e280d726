package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * The physical memory map that the firmware of a PC with QEMU's i440FX board hands to its kernel
 * (e820): RAM below 4 GiB ends at 3 GiB when it would reach 3.5 GiB, and the rest goes on at 4 GiB.
 */
final class MemoryMap {

  /** A range; {@code end} is its last byte. */
  record Range(long start, long end, boolean usable) {
    @Override
    public String toString() {
      return "[mem 0x"
          + Hex.wide(start)
          + "-0x"
          + Hex.wide(end)
          + "] "
          + (usable ? "usable" : "reserved");
    }
  }

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /** What the firmware keeps at the end of low memory: ACPI tables. */
  private static final long TABLES = 0x20000;

  private final List<Range> ranges = new ArrayList<>(8);
  private final long lowEnd;
  private final long highEnd;

  private MemoryMap(long lowEnd, long highEnd) {
    this.lowEnd = lowEnd;
    this.highEnd = highEnd;
  }

  /** The map of a board with {@code ram} bytes. */
  static MemoryMap ofBoard(long ram) {
    long low = ram >= 3 * GIB + 512 * MIB ? 3 * GIB : ram;
    long high = ram == low ? 0 : 4 * GIB + ram - low;
    MemoryMap map = new MemoryMap(low - TABLES, high);
    map.add(0, 0x9fbff, true);
    map.add(0x9fc00, 0x9ffff, false);
    map.add(0xf0000, 0xfffff, false);
    map.add(MIB, low - TABLES - 1, true);
    map.add(low - TABLES, low - 1, false);
    map.add(0xfffc0000L, 0xffffffffL, false);
    if (high > 0) {
      map.add(4 * GIB, high - 1, true);
    }
    return map;
  }

  /** The map of a capture kernel, which may use the crash memory alone. */
  static MemoryMap ofCrashMemory(long start, long size) {
    MemoryMap map = new MemoryMap(start + size, 0);
    map.add(0x1000, 0x9fbff, true);
    map.add(start, start + size - 1, true);
    return map;
  }

  private void add(long start, long end, boolean usable) {
    ranges.add(new Range(start, end, usable));
  }

  List<Range> ranges() {
    return ranges;
  }

  /** An address as {@code %#010lx} prints it, without the prefix. */
  static String narrow(long address) {
    String digits = Long.toHexString(address);
    return "0".repeat(Math.max(0, 8 - digits.length())) + digits;
  }

  /** First byte after the usable memory below 4 GiB. */
  long lowEnd() {
    return lowEnd;
  }

  /** First byte after the last usable one. */
  long end() {
    return highEnd > 0 ? highEnd : lowEnd;
  }

  /** Bytes that a kernel can use. */
  long usable() {
    long bytes = 0;
    for (Range range : ranges) {
      bytes += range.usable() ? range.end() + 1 - range.start() : 0;
    }
    return bytes;
  }
}
