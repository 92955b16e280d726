package org.pvpanic.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.twin.Terminal;

/** The human monitor's own connection, where there is no QEMU to compare with. */
@Timeout(60)
class HumanMonitorReplayTest {
  private static final Pattern SOCKET = Pattern.compile("(?<=unix:)[^,]+");

  private final OurMachine machine;

  HumanMonitorReplayTest() throws IOException {
    machine = OurMachine.withEveryMonitor();
  }

  @AfterEach
  void stop() throws IOException {
    machine.close();
  }

  @Test
  void answersAsQemuDid() throws IOException {
    try (ByteClient pretty = new ByteClient(machine.path("q1"));
        ByteClient qtest = new ByteClient(machine.path("qtest"));
        Terminal terminal = Terminal.connect(machine.path("h0"))) {
      pretty.line();
      assertFalse(qtest.hasInput()); // it is there, and nothing more
      StringBuilder expected = new StringBuilder();
      String last = "";
      for (Map<String, Object> line : QmpRecordings.lines("qmp-connections.jsonl")) {
        String message = QmpRecordings.bytes(line);
        if (!"hmp".equals(line.get("client")) || "meta".equals(line.get("dir"))) {
          continue;
        }
        if ("c2s".equals(line.get("dir"))) {
          same(expected, last, terminal);
          terminal.type(message);
        } else if (!message.equals(QmpRecordings.END)) {
          expected.append(message);
          last = message;
        }
      }
      same(expected, "\0", terminal); // nothing ends so: until the end of the connection
    }
  }

  private static void same(StringBuilder expected, String end, Terminal terminal)
      throws IOException {
    assertEquals(located(expected.toString()), located(terminal.readUntil(end)));
    expected.setLength(0);
  }

  private static String located(String text) {
    return SOCKET.matcher(text).replaceAll("SOCKET");
  }

  /** A long line is drawn again for each of its bytes: 33 MB in all. */
  @Test
  void whoDoesNotReadIsNotListenedTo() throws Exception {
    try (ByteClient client = new ByteClient(machine.path("h0"))) {
      client.line();
      ByteBuffer typed =
          ByteBuffer.wrap(("y".repeat(4000) + "\r\r").repeat(100).getBytes(ISO_8859_1));
      int quiet = 0;
      while (quiet < 20) {
        quiet = client.offer(typed) == 0 ? quiet + 1 : 0;
        assertTrue(waiting() < 64 * 1024 + 5 * 4096, "a line more than the watermark");
      }
      assertTrue(typed.hasRemaining());
    }
  }

  private int waiting() throws Exception {
    return machine
        .emulator()
        .vm()
        .eventLoop()
        .submit(() -> machine.emulator().vm().chardev("h0").orElseThrow().pending())
        .get();
  }
}
