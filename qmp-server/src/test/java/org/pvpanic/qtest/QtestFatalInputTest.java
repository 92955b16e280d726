package org.pvpanic.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.replay.QmpRecordings;
import org.pvpanic.twin.TempDir;

/** Lines at which real QEMU aborts, as recorded, are refused; nobody wants a core dump of ours. */
@Timeout(60)
class QtestFatalInputTest {

  /** Each line that was sent, and all that came back. */
  static Stream<Arguments> recorded() {
    List<Arguments> cases = new ArrayList<>();
    String sent = "";
    List<String> answers = new ArrayList<>();
    for (Map<String, Object> line : QmpRecordings.linesOf("/qtest/qtest-fatal-input.jsonl")) {
      Object message = line.get("msg");
      boolean fromServer = "s2c".equals(line.get("dir"));
      if (fromServer && "proc".equals(line.get("ch"))) {
        Map<?, ?> end = Objects.requireNonNull((Map<?, ?>) message);
        cases.add(Arguments.of(sent, List.copyOf(answers), end.get("exit-code")));
        answers.clear();
      } else if ("qtest".equals(line.get("ch")) && message instanceof String text) {
        if (fromServer) {
          answers.add(text.stripTrailing());
        } else {
          sent = text;
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void isRefused(String sent, List<String> answers, long exitStatus) throws Exception {
    try (TempDir directory = new TempDir();
        Emulator emulator =
            Emulator.start(
                "-nodefaults",
                "-accel",
                "qtest",
                "-device",
                "pvpanic",
                "-action",
                "panic=none",
                "-qtest-log",
                "none",
                "-qtest",
                "unix:" + directory.path("q") + ",server=on,wait=off");
        LineClient client = LineClient.connect(directory.path("q"))) {
      client.send(sent);
      String answer = String.valueOf(client.line());
      if (exitStatus == 0) {
        assertEquals(answers, List.of(answer));
      } else {
        assertTrue(answer.startsWith("FAIL"), answer);
      }
      assertEquals("OK little", client.ask("endianness"), "it lives on");
      assertFalse(emulator.exit().isDone());
    }
  }
}
