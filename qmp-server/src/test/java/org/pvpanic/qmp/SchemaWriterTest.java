package org.pvpanic.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;

/** How query-qmp-schema is put together; what it says is compared with QEMU's elsewhere. */
class SchemaWriterTest {
  private static final String ASK = "{\"execute\": \"query-qmp-schema\"}";

  private final SampleCommands sample = new SampleCommands();
  private final Client client = new Client(sample.monitors()).negotiated();

  @Test
  void typesAreNamedByNumbersAndTheEmptyObjectByZero() throws JsonException {
    for (Map<String, Object> entry : entries()) {
      String name = String.valueOf(entry.get("name"));
      String kind = String.valueOf(entry.get("meta-type"));
      if (!Set.of("builtin", "command", "event").contains(kind)) {
        assertTrue(name.matches("\\d+|\\[(\\d+|str|int)]"), name);
      }
      if (name.equals("stop")) {
        assertEquals("0", entry.get("arg-type"));
      } else if (name.equals("0")) {
        assertEquals(List.of(), entry.get("members"));
      }
    }
  }

  private List<Map<String, Object>> entries() throws JsonException {
    Map<String, Object> reply = Json.asObject(Json.parse(client.send(ASK).take()));
    List<Map<String, Object>> entries = new ArrayList<>();
    if (reply != null && reply.get("return") instanceof List<?> list) {
      for (Object each : list) {
        Map<String, Object> entry = Json.asObject(each);
        entries.add(entry == null ? Map.of() : entry);
      }
    }
    assertTrue(entries.size() > 10);
    return entries;
  }

  @Test
  void theAnswerIsMadeOnceAndKept() {
    String first = client.send(ASK).take();
    assertEquals(first, client.send(ASK).take());
  }

  @Test
  void aLaterDeclarationAppears() {
    client.send(ASK).take();
    sample.commands().add(QmpEvent.of("WAKEUP"));
    String reply = client.send(ASK).take();
    assertTrue(reply.contains("{\"name\": \"WAKEUP\", \"meta-type\": \"event\""));
  }

  /** A type that contains itself, as QEMU's block device options do. */
  record Node(String id, Optional<List<Node>> children) {}

  @Test
  void aTypeMayContainItself() {
    sample
        .commands()
        .add("query-tree")
        .returns(Node.class)
        .does((client, none) -> new Node("leaf", Optional.of(List.of())));
    assertTrue(client.send(ASK).take().contains("\"children\", \"default\": null, \"type\": \"["));
    client.send("{\"execute\": \"query-tree\"}");
    assertEquals("{\"return\": {\"children\": [], \"id\": \"leaf\"}}\r\n", client.take());
  }
}
