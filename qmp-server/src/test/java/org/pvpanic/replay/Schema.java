package org.pvpanic.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pvpanic.json.Json;

/** A reply to query-qmp-schema: its entries by name. */
final class Schema {
  private static final Set<String> DECLARED = Set.of("command", "event");

  private final Map<String, Map<String, Object>> entries = new TreeMap<>();

  private final Set<String> open = new HashSet<>();

  /** Reads the entries of a reply. */
  Schema(List<?> list) {
    list.forEach(entry -> entries.put(String.valueOf(object(entry).get("name")), object(entry)));
    assertEquals(list.size(), entries.size(), "no name twice");
  }

  /** The names of its commands and events. */
  Set<String> declared() {
    Set<String> names = new TreeSet<>(entries.keySet());
    names.removeIf(name -> !isDeclared(name));
    return names;
  }

  private boolean isDeclared(String name) {
    return DECLARED.contains(String.valueOf(entry(name).get("meta-type")));
  }

  /** The entry of that name, empty if there is none. */
  Map<String, Object> entry(String name) {
    return entries.getOrDefault(name, Map.of());
  }

  /**
   * An entry with the entries of its types in the place of their names, which are masked. A type
   * within itself is left out.
   */
  Object resolved(String name) {
    Map<String, Object> resolved = new TreeMap<>();
    if (!open.add(name)) {
      return "recursive";
    }
    entry(name)
        .forEach(
            (key, value) -> {
              if (key.endsWith("-type") && !key.equals("meta-type") && !key.equals("json-type")) {
                resolved.put(key, resolved(String.valueOf(value)));
              } else if (value instanceof List<?> list && Json.asObject(first(list)) != null) {
                resolved.put(key, members(list));
              } else if (!key.equals("name") || isDeclared(name)) {
                resolved.put(key, value);
              }
            });
    open.remove(name);
    return resolved;
  }

  private static Object first(List<?> list) {
    return list.isEmpty() ? "" : list.get(0);
  }

  /** Members, enum values or variants by their name, since their order means nothing. */
  private Object members(List<?> list) {
    Map<String, Object> members = new TreeMap<>();
    for (Object each : list) {
      Map<String, Object> member = new TreeMap<>(object(each));
      Object key = member.getOrDefault("name", member.getOrDefault("case", members.size()));
      member.computeIfPresent("type", (type, name) -> resolved(String.valueOf(name)));
      members.put(String.valueOf(key), member);
    }
    return members;
  }

  private static Map<String, Object> object(Object value) {
    Map<String, Object> object = Json.asObject(value);
    return object == null ? Map.of() : object;
  }
}
