package org.pvpanic.commands;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.Twins;

/** Lists that both give in an order of their own, compared entry by entry. */
final class Entries {

  private Entries() {}

  static void same(Twins twins, String commands) {
    assertAll(commands.lines().map(line -> () -> twins.same(line)));
  }

  /** The entries of a list by one of their members, as text. */
  static Map<String, String> byKey(String key, Object list) {
    Map<String, String> entries = new TreeMap<>();
    for (Object entry : (List<?>) list) {
      Map<String, Object> members = QmpClient.asObject(entry);
      entries.put(String.valueOf(members.get(key)), new TreeMap<>(members).toString());
    }
    return entries;
  }

  static void sameEntries(Twins twins, String command, String key) throws IOException {
    Map<String, String> real = byKey(key, twins.real().result(command));
    Map<String, String> ours = byKey(key, twins.ours().result(command));
    assertEquals(without(real, ours), without(ours, real), command);
  }

  /** Ours may list fewer, but what it lists must be right. */
  static void sameEntriesOfOurs(Twins twins, String command, String key) throws IOException {
    Map<String, String> real = byKey(key, twins.real().result(command));
    Map<String, String> ours = byKey(key, twins.ours().result(command));
    real.keySet().retainAll(ours.keySet());
    assertEquals(without(real, ours), without(ours, real), command);
    assertTrue(ours.size() > 1, command);
  }

  static String without(Map<String, String> entries, Map<String, String> others) {
    return entries.values().stream()
        .filter(entry -> !others.containsValue(entry))
        .collect(Collectors.joining("\n"));
  }

  /** The names of properties with their types. */
  static Set<String> namesAndTypes(Object list) {
    Set<String> properties = new TreeSet<>();
    for (Object entry : (List<?>) list) {
      Map<String, Object> members = QmpClient.asObject(entry);
      properties.add(members.get("name") + ": " + members.get("type"));
    }
    return properties;
  }
}
