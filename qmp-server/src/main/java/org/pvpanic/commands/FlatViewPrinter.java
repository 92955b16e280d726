package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.FlatView;
import org.pvpanic.bus.MemoryRegion;

/**
 * {@code info mtree -f}: what is seen of each address space. Spaces that look the same since they
 * come down to the same region share a view.
 *
 * @param owners whose each region is, where that is asked for
 * @param line takes each line
 */
record FlatViewPrinter(RegionOwners owners, Consumer<String> line) {

  /** Prints all. */
  void print(List<MemorySpaces.Space> spaces) {
    Map<Optional<MemoryRegion>, List<MemorySpaces.Space>> alike = new LinkedHashMap<>();
    for (MemorySpaces.Space space : spaces) {
      alike
          .computeIfAbsent(Optional.ofNullable(seen(space.root())), root -> new ArrayList<>())
          .add(space);
    }
    int number = 0;
    for (Map.Entry<Optional<MemoryRegion>, List<MemorySpaces.Space>> view : alike.entrySet()) {
      line.accept("FlatView #" + number++);
      for (MemorySpaces.Space space : view.getValue()) {
        line.accept(" AS \"" + space.name() + "\", root: " + space.root().name());
      }
      Optional<MemoryRegion> root = view.getKey();
      line.accept(" Root memory region: " + root.map(MemoryRegion::name).orElse("(none)"));
      root.ifPresentOrElse(this::ranges, () -> line.accept("  No rendered FlatView"));
      line.accept("");
    }
  }

  private void ranges(MemoryRegion root) {
    List<FlatView.Range> ranges = FlatView.of(root).ranges();
    if (ranges.isEmpty()) {
      line.accept("  No rendered FlatView");
    }
    for (FlatView.Range range : ranges) {
      MemoryRegion region = range.region();
      line.accept(
          "  "
              + MemoryTreePrinter.range(range.first(), range.last())
              + MemoryTreePrinter.kind(region, region.priority(), range.readOnly())
              + region.name()
              + (range.offset() == 0 ? "" : " @%016x".formatted(range.offset()))
              + owners.of(region));
    }
  }

  /** The region that a space comes down to: past windows and containers that hold but one. */
  private static @Nullable MemoryRegion seen(MemoryRegion root) {
    MemoryRegion region = root;
    while (region.enabled()) {
      MemoryRegion target = region.target();
      MemoryRegion next = null;
      if (target != null) {
        boolean whole = region.targetOffset() == 0 && covers(region, target);
        next = whole ? target : null;
      } else if (region.kind() == MemoryRegion.Kind.CONTAINER) {
        List<MemoryRegion> inside =
            region.children().stream().filter(MemoryRegion::enabled).toList();
        if (inside.isEmpty()) {
          return null;
        }
        MemoryRegion only = inside.get(0);
        next = inside.size() == 1 && only.address() == 0 && covers(only, region) ? only : null;
      }
      if (next == null) {
        return region;
      }
      region = next;
    }
    return null;
  }

  private static boolean covers(MemoryRegion region, MemoryRegion other) {
    return Long.compareUnsigned(region.last(), other.last()) >= 0;
  }
}
