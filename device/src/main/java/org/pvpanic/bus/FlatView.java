package org.pvpanic.bus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a tree of regions: ranges that do not overlap, in the order of their addresses.
 * All arithmetic is unsigned, and modulo 2^64.
 */
public final class FlatView {

  /**
   * A range of addresses at which one region is seen.
   *
   * @param first address
   * @param last address
   * @param region one with content: not a container, and not an alias
   * @param offset in the region of what is at the first address
   * @param readOnly whether writes of CPUs are lost, if the region is memory
   */
  public record Range(long first, long last, MemoryRegion region, long offset, boolean readOnly) {

    /** Whether what follows is the same region's, and goes on where this ends. */
    boolean goesOnIn(Range next) {
      return next.first == last + 1
          && next.region == region
          && next.offset - offset == next.first - first
          && next.readOnly == readOnly;
    }
  }

  /** The part of a region that is seen through all the windows around it, in its own offsets. */
  private record Window(long low, long high) {

    /** The part of {@code of} bytes at {@code offset}, as it counts its own; null for none. */
    @Nullable Window of(long offset, long lastOfChild) {
      long begin = Long.compareUnsigned(low, offset) > 0 ? low - offset : 0;
      if (Long.compareUnsigned(high, offset) < 0 || Long.compareUnsigned(begin, lastOfChild) > 0) {
        return null;
      }
      long end = high - offset;
      return new Window(begin, Long.compareUnsigned(end, lastOfChild) < 0 ? end : lastOfChild);
    }
  }

  private final ArrayList<Range> ranges = new ArrayList<>();

  /** What is seen from {@code root}. */
  FlatView(MemoryRegion root) {
    render(root, 0, new Window(0, root.last()), false);
    join();
  }

  /** What is seen from {@code root} at present. */
  public static FlatView of(MemoryRegion root) {
    return new FlatView(root);
  }

  /** Makes one of ranges that are one but for the windows through which they are seen. */
  private void join() {
    int joined = 0;
    for (Range range : ranges) {
      Range before = joined == 0 ? null : ranges.get(joined - 1);
      if (before != null && before.goesOnIn(range)) {
        ranges.set(
            joined - 1,
            new Range(before.first, range.last, range.region, before.offset, range.readOnly));
      } else {
        ranges.set(joined++, range);
      }
    }
    ranges.subList(joined, ranges.size()).clear();
    ranges.trimToSize();
  }

  /** The ranges, lowest first. */
  public List<Range> ranges() {
    return Collections.unmodifiableList(ranges);
  }

  /** The range that an address is in, or null. */
  public @Nullable Range find(long address) {
    int at = firstEndingAtOrBehind(address);
    if (at < ranges.size()) {
      Range range = ranges.get(at);
      if (Long.compareUnsigned(range.first(), address) <= 0) {
        return range;
      }
    }
    return null;
  }

  /** How many more addresses behind one that is in no range are in none, either. */
  public long gapBehind(long address) {
    int at = firstEndingAtOrBehind(address);
    return at < ranges.size() ? ranges.get(at).first() - address - 1 : -1L - address;
  }

  private int firstEndingAtOrBehind(long address) {
    int low = 0;
    int high = ranges.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(ranges.get(middle).last(), address) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Adds what is seen of a region to what is seen already, which hides it.
   *
   * @param base the address of its offset 0, whether that is seen or not
   */
  private void render(MemoryRegion region, long base, Window window, boolean readOnly) {
    if (!region.enabled()) {
      return;
    }
    boolean locked = readOnly || region.readOnly();
    MemoryRegion target = region.target();
    if (target != null) {
      long shift = region.targetOffset();
      Window through = new Window(window.low() + shift, window.high() + shift);
      Window seen = through.of(0, target.last());
      if (seen != null) {
        render(target, base - shift, seen, locked);
      }
      return;
    }
    List<MemoryRegion> children = region.children();
    for (int i = 0; i < children.size(); i++) {
      MemoryRegion child = children.get(i);
      Window seen = window.of(child.address(), child.last());
      if (seen != null) {
        render(child, base + child.address(), seen, locked);
      }
    }
    if (region.kind() != MemoryRegion.Kind.CONTAINER) {
      fill(region, base, window, locked);
    }
  }

  /** Adds a region's own content wherever nothing is seen yet. */
  private void fill(MemoryRegion region, long base, Window window, boolean readOnly) {
    long at = base + window.low();
    long end = base + window.high();
    for (int i = firstEndingAtOrBehind(at); ; i++) {
      if (i == ranges.size() || Long.compareUnsigned(ranges.get(i).first(), end) > 0) {
        ranges.add(i, new Range(at, end, region, at - base, readOnly));
        return;
      }
      Range next = ranges.get(i);
      if (Long.compareUnsigned(at, next.first()) < 0) {
        ranges.add(i, new Range(at, next.first() - 1, region, at - base, readOnly));
        i++;
      }
      if (Long.compareUnsigned(next.last(), end) >= 0) {
        return;
      }
      at = next.last() + 1;
    }
  }
}
