package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.pvpanic.bus.MemoryRegion;

/**
 * {@code info mtree}: the address spaces of a machine as trees of regions, and then the regions
 * that are seen through windows. Spaces of one root are shown together, the newest first.
 *
 * @param owners whose each region is, where that is asked for
 * @param disabled whether to show what is switched off
 * @param line takes each line
 */
record MemoryTreePrinter(RegionOwners owners, boolean disabled, Consumer<String> line) {

  /** Prints all. */
  void print(List<MemorySpaces.Space> spaces) {
    Map<MemoryRegion, List<String>> names = new LinkedHashMap<>();
    for (MemorySpaces.Space space : spaces) {
      names.computeIfAbsent(space.root(), root -> new ArrayList<>()).add(0, space.name());
    }
    Set<MemoryRegion> targets = new LinkedHashSet<>();
    names.forEach(
        (root, alike) -> {
          alike.forEach(name -> line.accept("address-space: " + name));
          print(root, 1, 0, targets);
          line.accept("");
        });
    Set<MemoryRegion> printed = new LinkedHashSet<>();
    while (printed.size() < targets.size()) {
      for (MemoryRegion target : List.copyOf(targets)) {
        if (printed.add(target)) {
          line.accept("memory-region: " + target.name());
          print(target, 1, 0, targets);
          line.accept("");
        }
      }
    }
  }

  private void print(MemoryRegion region, int level, long base, Set<MemoryRegion> targets) {
    MemoryRegion target = region.target();
    if (target != null) {
      targets.add(target);
    }
    long first = base + region.address();
    if (region.enabled() || disabled) {
      String window =
          target == null
              ? region.name()
              : "alias %s @%s %s"
                  .formatted(
                      region.name(),
                      target.name(),
                      range(region.targetOffset(), region.targetOffset() + region.last()));
      line.accept(
          "  ".repeat(level)
              + range(first, first + region.last())
              + kind(region, region.priority(), region.readOnly())
              + window
              + (region.enabled() ? "" : " [disabled]")
              + owners.of(region));
    }
    for (MemoryRegion child : inOrder(region.children())) {
      print(child, level + 1, first, targets);
    }
  }

  static String range(long first, long last) {
    return "%016x-%016x".formatted(first, last);
  }

  /** Its priority and what it is made of. */
  static String kind(MemoryRegion region, int priority, boolean readOnly) {
    MemoryRegion content = region;
    boolean lost = readOnly;
    for (MemoryRegion next = region; next != null; next = next.target()) {
      content = next;
      lost |= next.readOnly();
    }
    String kind = content.kind() != MemoryRegion.Kind.RAM ? "i/o" : lost ? "rom" : "ram";
    return " (prio %d, %s): ".formatted(priority, kind);
  }

  /** By address, and of equals by priority. */
  private static List<MemoryRegion> inOrder(List<MemoryRegion> children) {
    List<MemoryRegion> sorted = new ArrayList<>(children);
    sorted.sort(
        (a, b) -> {
          int byAddress = Long.compareUnsigned(a.address(), b.address());
          return byAddress != 0 ? byAddress : b.priority() - a.priority();
        });
    return sorted;
  }
}
