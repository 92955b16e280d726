package org.pvpanic.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;
import org.pvpanic.replay.Recording;

/** What the declarations say about themselves is what QEMU 7.2.22 says about its own. */
class QmpSchemaTest {
  private static final Set<String> DECLARED = Set.of("command", "event");

  /** A reply to query-qmp-schema: its entries by name. */
  private static final class Schema {
    final Map<String, Map<String, Object>> entries = new TreeMap<>();

    Schema(List<Map<String, Object>> list) {
      list.forEach(entry -> entries.put(String.valueOf(entry.get("name")), entry));
      assertEquals(list.size(), entries.size(), "no name twice");
    }

    static Schema ours() throws JsonException {
      Client client = new Client(new QemuCommands().monitors()).negotiated();
      client.send("{\"execute\": \"query-qmp-schema\"}");
      Map<String, Object> reply = Json.asObject(Json.parse(client.take()));
      List<Map<String, Object>> list = new ArrayList<>();
      if (reply != null && reply.get("return") instanceof List<?> entries) {
        entries.forEach(entry -> list.add(new HashMap<>(object(entry))));
      }
      return new Schema(list);
    }

    static Schema qemus() {
      return new Schema(Recording.lines("schema.jsonl"));
    }

    private static Map<String, Object> object(Object value) {
      Map<String, Object> object = Json.asObject(value);
      return object == null ? Map.of() : object;
    }

    Set<String> declared() {
      Set<String> names = new TreeSet<>(entries.keySet());
      names.removeIf(name -> !DECLARED.contains(entry(name).get("meta-type")));
      return names;
    }

    private Map<String, Object> entry(String name) {
      return entries.getOrDefault(name, Map.of());
    }

    /** An entry with the entries of its types in the place of their names. */
    Object resolved(String name) {
      Map<String, Object> resolved = new TreeMap<>();
      entry(name)
          .forEach(
              (key, value) -> {
                if (key.endsWith("-type") && !key.equals("meta-type") && !key.equals("json-type")) {
                  resolved.put(key, resolved(String.valueOf(value)));
                } else if (value instanceof List<?> list && Json.asObject(first(list)) != null) {
                  resolved.put(key, members(list));
                } else if (!key.equals("name") || DECLARED.contains(entry(name).get("meta-type"))) {
                  resolved.put(key, value);
                }
              });
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
  }

  @Test
  void theFixtureHasJustWhatIsDeclared() throws JsonException {
    assertEquals(Schema.qemus().declared(), Schema.ours().declared());
  }

  @TestFactory
  Stream<DynamicTest> declarationsEqualQemus() throws JsonException {
    Schema ours = Schema.ours();
    Schema qemus = Schema.qemus();
    return qemus.declared().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertEquals(qemus.resolved(name), ours.resolved(name))));
  }

  @Test
  void typesAreNamedByNumbersAndTheEmptyObjectByZero() throws JsonException {
    Schema ours = Schema.ours();
    ours.entries.forEach(
        (name, entry) -> {
          boolean builtin = "builtin".equals(entry.get("meta-type"));
          boolean declared = ours.declared().contains(name);
          assertTrue(builtin || declared || name.matches("\\d+|\\[(\\d+|str|int)]"), name);
        });
    assertEquals("0", ours.entry("stop").get("arg-type"));
    assertEquals(List.of(), ours.entry("0").get("members"));
  }

  @Test
  void theAnswerIsMadeOnceAndKept() {
    Client client = new Client(new QemuCommands().monitors()).negotiated();
    client.send("{\"execute\": \"query-qmp-schema\"}");
    String first = client.take();
    client.send("{\"execute\": \"query-qmp-schema\"}");
    assertEquals(first, client.take());
  }

  @Test
  void aLaterDeclarationAppears() {
    QemuCommands qemu = new QemuCommands();
    Client client = new Client(qemu.monitors()).negotiated();
    client.send("{\"execute\": \"query-qmp-schema\"}").take();
    qemu.commands().add(QmpEvent.of("WAKEUP"));
    client.send("{\"execute\": \"query-qmp-schema\"}");
    assertTrue(client.take().contains("{\"name\": \"WAKEUP\", \"meta-type\": \"event\""));
  }

  /** A type that contains itself, as QEMU's block device options do. */
  record Node(String id, Optional<List<Node>> children) {}

  @Test
  void aTypeMayContainItself() {
    QmpCommands commands = new QmpCommands(QemuCommands.VERSION);
    commands.add("query-tree").returns(Node.class).does((client, none) -> leaf());
    QmpMonitors monitors = new QmpMonitors(commands, () -> QemuCommands.NOW);
    Client client = new Client(monitors).negotiated();
    client.send("{\"execute\": \"query-qmp-schema\"}");
    assertTrue(client.take().contains("\"children\", \"default\": null, \"type\": \"["));
    client.send("{\"execute\": \"query-tree\"}");
    assertEquals("{\"return\": {\"children\": [], \"id\": \"leaf\"}}\r\n", client.take());
  }

  private static Node leaf() {
    return new Node("leaf", Optional.of(List.of()));
  }
}
