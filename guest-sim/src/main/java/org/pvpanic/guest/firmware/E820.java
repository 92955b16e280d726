package org.pvpanic.guest.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The map of physical memory that firmware hands to an operating system: what QEMU's file {@code
 * etc/e820} lists, and what SeaBIOS keeps for itself.
 *
 * @param ranges ascending; none overlaps another
 */
public record E820(List<Range> ranges) {

  /**
   * A range.
   *
   * @param start its first address
   * @param end its last address
   * @param usable whether it is memory to use
   */
  public record Range(long start, long end, boolean usable) {}

  private static final int ENTRY = 20;
  private static final int RAM = 1;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /** What the firmware keeps at the end of low memory: ACPI tables. */
  private static final long TABLES = 0x20000;

  /** The map when there is no list: {@code ram} bytes, of which 3 GiB are low when it is much. */
  public static E820 ofSize(long ram) {
    long low = ram >= 3 * GIB + 512 * MIB ? 3 * GIB : ram;
    E820 map = new E820(new ArrayList<>(8));
    map.addLow(low);
    if (ram > low) {
      map.add(4 * GIB, 4 * GIB + ram - low - 1, true);
    }
    return map.sorted();
  }

  /** The map that a list of QEMU's leads to. */
  static E820 ofList(byte[] list) {
    E820 map = new E820(new ArrayList<>(8));
    ByteBuffer entries = ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN);
    while (entries.remaining() >= ENTRY) {
      long start = entries.getLong();
      long size = entries.getLong();
      boolean usable = entries.getInt() == RAM;
      if (usable && start == 0) {
        map.addLow(size);
      } else if (size > 0) {
        map.add(start, start + size - 1, usable);
      }
    }
    return map.sorted();
  }

  /** Low memory as SeaBIOS divides it, and its own image below 4 GiB. */
  private void addLow(long low) {
    add(0, 0x9fbff, true);
    add(0x9fc00, 0x9ffff, false);
    add(0xf0000, 0xfffff, false);
    add(MIB, low - TABLES - 1, true);
    add(low - TABLES, low - 1, false);
    add(0xfffc0000L, 0xffffffffL, false);
  }

  /** Adds a range that an operating system must not use for anything else. */
  E820 withReserved(long start, long size) {
    E820 map = new E820(new ArrayList<>(ranges));
    map.add(start, start + size - 1, false);
    return map.sorted();
  }

  private void add(long start, long end, boolean usable) {
    ranges.add(new Range(start, end, usable));
  }

  private E820 sorted() {
    ranges.sort(Comparator.comparingLong(Range::start));
    return this;
  }
}
