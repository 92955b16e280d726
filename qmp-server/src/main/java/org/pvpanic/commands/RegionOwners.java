package org.pvpanic.commands;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.qom.QomObject;

/** Which object each region belongs to, as the object tree says it. */
final class RegionOwners {

  private final Map<String, String> texts = new HashMap<>();
  private final Map<MemoryRegion, String> ofSpaces = new HashMap<>();
  private final boolean told;

  private RegionOwners() {
    told = false;
  }

  /** Says nothing of it. */
  static RegionOwners untold() {
    return new RegionOwners();
  }

  /** The owners of all regions in the tree from {@code root} on. */
  RegionOwners(QomObject root) {
    told = true;
    collect(root);
  }

  private void collect(QomObject owner) {
    for (QomObject child : owner.children().values()) {
      if (child.type().equals("memory-region")) {
        String name = child.name().substring(0, child.name().lastIndexOf('['));
        String place = key(name, child.number("addr"), child.number("priority"));
        texts.putIfAbsent(place, text(owner));
        texts.putIfAbsent(name, text(owner));
      } else {
        collect(child);
      }
    }
  }

  /** Adds what belongs to who sees an address space. */
  void add(MemorySpaces.Space space) {
    QomObject seer = space.seer();
    if (seer != null) {
      ofSpaces.put(space.root(), text(seer));
      space.root().children().forEach(window -> ofSpaces.put(window, text(seer)));
    }
  }

  private static String key(String name, long address, long priority) {
    return name + "@" + address + "@" + priority;
  }

  private static String text(QomObject owner) {
    boolean device = owner.isA("device");
    boolean named = owner.path().equals("/machine/peripheral/" + owner.name());
    return " %s:{%s %s}"
        .formatted(
            owner.type().equals("container") ? "parent" : "owner",
            device ? "dev" : "obj",
            device && named ? "id=" + owner.name() : "path=" + owner.path());
  }

  /** What is said behind a region; empty for nothing. */
  String of(MemoryRegion region) {
    if (!told) {
      return "";
    }
    String text = ofSpaces.get(region);
    text = text == null ? texts.get(key(region.name(), region.address(), region.priority())) : text;
    return text == null ? Objects.requireNonNullElse(texts.get(region.name()), "") : text;
  }
}
