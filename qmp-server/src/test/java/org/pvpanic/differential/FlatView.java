package org.pvpanic.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address space of a machine as its human monitor's {@code info mtree -f} shows it. */
record FlatView(List<Range> ranges) {

  private static final Pattern RANGE =
      Pattern.compile("  ([0-9a-f]{16})-([0-9a-f]{16}) \\(prio -?\\d+, .*?\\): (.*?)( @.*| KVM)?");

  /**
   * Where one region answers.
   *
   * @param first its first address
   * @param last its last address, above {@code first} or the same
   * @param region the region's name
   */
  record Range(long first, long last, String region) {
    /** Whether it has any of {@code length} bytes at {@code address}. */
    boolean touches(long address, long length) {
      return Long.compareUnsigned(address - first, last - first) <= 0
          || Long.compareUnsigned(first - address, length) < 0;
    }
  }

  /** The same with one more region, which hides what was there. */
  FlatView with(Range added) {
    List<Range> all = new ArrayList<>();
    for (Range range : ranges) {
      if (!range.touches(added.first, added.last - added.first + 1)) {
        all.add(range);
        continue;
      }
      if (range.first < added.first) {
        all.add(new Range(range.first, added.first - 1, range.region));
      }
      if (added.last < range.last) {
        all.add(new Range(added.last + 1, range.last, range.region));
      }
    }
    all.add(added);
    return new FlatView(List.copyOf(all));
  }

  /** Finds the address space of that name, such as {@code I/O}, in what the monitor shows. */
  static FlatView of(String shown, String space) {
    List<Range> ranges = new ArrayList<>();
    boolean named = false;
    for (String line : shown.split("\r\n")) {
      if (line.startsWith("FlatView")) {
        named = false;
      } else if (line.startsWith(" AS \"" + space + "\"")) {
        named = true;
      }
      Matcher range = RANGE.matcher(line);
      if (named && range.matches()) {
        ranges.add(
            new Range(
                Long.parseUnsignedLong(range.group(1), 16),
                Long.parseUnsignedLong(range.group(2), 16),
                range.group(3)));
      }
    }
    return new FlatView(List.copyOf(ranges));
  }
}
