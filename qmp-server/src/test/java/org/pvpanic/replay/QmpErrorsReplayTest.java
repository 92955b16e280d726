package org.pvpanic.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pvpanic.machine.VersionProfile;

/** Sends what was sent to QEMU and expects what it answered, byte for byte. */
class QmpErrorsReplayTest {
  private static final String QEMU_7_2 = "qmp-errors.jsonl";
  private static final String QEMU_10_0 = "qmp-errors-10.0.2.jsonl";
  private static final String UTF_8 = "qmp-modified-utf8.jsonl";

  /** From here on there is one connection, whose beginning was not recorded. */
  private static final String FIRST_OF_THE_LAST_CONNECTION = "malformed: bare word";

  private static final String DUMP_FORMATS = "kdump and win-dmp are not written yet";

  private static final Map<String, String> LEFT_OUT =
      Map.of("query-dump-guest-memory-capability", DUMP_FORMATS);

  @Test
  void everythingLeftOutIsInTheRecordings() {
    for (String file : List.of(QEMU_7_2, QEMU_10_0)) {
      Set<String> names = new HashSet<>();
      QmpRecordings.cases(file).forEach(each -> names.add(each.name()));
      assertTrue(names.containsAll(LEFT_OUT.keySet()));
      assertEquals(216, names.size());
    }
  }

  @TestFactory
  Stream<DynamicTest> qemu72() {
    return replay(QEMU_7_2, VersionProfile.QEMU_7_2);
  }

  @TestFactory
  Stream<DynamicTest> qemu100() {
    return replay(QEMU_10_0, VersionProfile.QEMU_10_0);
  }

  @TestFactory
  Stream<DynamicTest> modifiedUtf8() {
    return replay(UTF_8, VersionProfile.QEMU_7_2);
  }

  private Stream<DynamicTest> replay(String file, VersionProfile version) {
    Conversation conversation = new Conversation(version);
    return QmpRecordings.cases(file).stream()
        .filter(each -> !LEFT_OUT.containsKey(each.name()))
        .map(
            each -> DynamicTest.dynamicTest("case " + each.name(), () -> conversation.replay(each)))
        .onClose(conversation::close);
  }

  /** The machine of a recording and its client, which a greeting replaces. */
  private static final class Conversation {
    private static final Pattern VARYING =
        Pattern.compile("(?<=\"seconds\": |\"microseconds\": |\\{\"thread-id\": )\\d+");
    private static final Pattern SOCKET = Pattern.compile("(?<=unix:)[^,]+");

    private final VersionProfile version;
    private @Nullable OurMachine machine;
    private @Nullable ByteClient client;

    Conversation(VersionProfile version) {
      this.version = version;
    }

    void replay(QmpRecordings.Case recorded) throws IOException {
      if (recorded.name().equals(FIRST_OF_THE_LAST_CONNECTION)) {
        hangUp();
        client = ByteClient.negotiated(machine().socket());
      }
      for (QmpRecordings.Step step : recorded.steps()) {
        if (!step.fromClient()) {
          expect(step.bytes());
        } else if (client != null) {
          client.send(inOwnFolder(step.bytes()));
        }
      }
    }

    /** The recorder wrote memory to a file at the root. */
    private String inOwnFolder(String request) throws IOException {
      return request.replace("\"/x\"", '"' + machine().path("x").toString() + '"');
    }

    private OurMachine machine() throws IOException {
      if (machine == null) {
        machine = OurMachine.withMonitor(version, "-S", "-device", "pvpanic,id=pv0");
      }
      return machine;
    }

    private void expect(String line) throws IOException {
      if (line.startsWith("{\"QMP\"")) {
        hangUp();
        client = new ByteClient(machine().socket());
      }
      assertEquals(comparable(line), comparable(Objects.requireNonNull(client).line()));
    }

    private void hangUp() throws IOException {
      if (client != null) {
        client.close();
      }
    }

    /** The line without what differs from run to run. */
    private static String comparable(String line) {
      String timeless = VARYING.matcher(line).replaceAll("0");
      return SOCKET.matcher(timeless).replaceAll("SOCKET");
    }

    void close() {
      try {
        hangUp();
        if (machine != null) {
          machine.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
