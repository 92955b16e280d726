package org.pvpanic.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Sends what was sent to QEMU 7.2.22 and expects what it answered, byte for byte. */
class QmpErrorsRecordingTest {
  private static final String FILE = "qmp-errors.jsonl";

  /** From here on there is one connection, whose beginning was not recorded. */
  private static final String FIRST_OF_THE_LAST_CONNECTION = "malformed: bare word";

  private static final String QOM = "needs QEMU's object tree, which is behind other commands";
  private static final String DEVICES = "needs QEMU's device types";

  /** The cases that are not about the wire or the declaration of commands. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("qom-get bad path", QOM),
          Map.entry("qom-get bad prop", QOM),
          Map.entry("qom-get ok", QOM),
          Map.entry("qom-get relative", QOM),
          Map.entry("qom-list", QOM),
          Map.entry("qom-list bad", QOM),
          Map.entry("qom-set realized", QOM),
          Map.entry("qom-set type", QOM),
          Map.entry("qom-list-properties", QOM),
          Map.entry("device-list-properties", DEVICES),
          Map.entry("device-list-properties pci", DEVICES),
          Map.entry("device-list-properties bad", DEVICES),
          Map.entry("query-pci", DEVICES),
          Map.entry("query-chardev", "names the socket of the recording"));

  @Test
  void everythingLeftOutIsInTheRecording() {
    Set<String> names = new HashSet<>();
    Recording.cases(FILE).forEach(each -> names.add(each.name()));
    assertTrue(names.containsAll(LEFT_OUT.keySet()));
    assertEquals(216, names.size());
  }

  @TestFactory
  Stream<DynamicTest> repliesEqualQemus() {
    Connection connection = new Connection();
    return Recording.cases(FILE).stream()
        .filter(each -> !LEFT_OUT.containsKey(each.name()))
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> connection.replay(each)));
  }

  /** The machine of the recording and its client, which a greeting replaces. */
  private static final class Connection {
    private final QemuCommands qemu = new QemuCommands();
    private Client client = new Client(qemu.monitors());

    void replay(Recording.Case recorded) {
      if (recorded.name().equals(FIRST_OF_THE_LAST_CONNECTION)) {
        connect();
        client.negotiated();
      }
      for (Recording.Step step : recorded.steps()) {
        if (step.fromClient()) {
          assertEquals(List.of(), client.lines, "nothing else was answered");
          client.send(step.bytes());
        } else if (!step.bytes().equals("<EOF>")) {
          expect(step.bytes());
        }
      }
      assertEquals(List.of(), client.lines, "nothing else was answered");
    }

    private void expect(String line) {
      if (line.startsWith("{\"QMP\"")) {
        connect();
      }
      assertTrue(!client.lines.isEmpty(), "no answer where QEMU says " + line);
      assertEquals(timeless(line), timeless(client.lines.remove(0)));
    }

    private void connect() {
      qemu.monitors().remove(client.session());
      client = new Client(qemu.monitors());
    }

    private static String timeless(String line) {
      return line.replaceAll("(\"(micro)?seconds\": )\\d+", "$10");
    }
  }
}
