package org.pvpanic.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Several clients come, speak and go as they did at QEMU 7.2.22, and get the same bytes. The
 * session of the human monitor at the end of the recording is replayed with the human monitor's
 * tests.
 */
class QmpConnectionsReplayTest {
  private static final String HUMAN_MONITOR = "9. HMP monitor";
  private static final Pattern TIME = Pattern.compile("(?<=\"(micro)?seconds\": )\\d+");
  private static final Pattern SOCKET = Pattern.compile("(?<=unix:)[^,]+");

  private final OurMachine machine;
  private final Map<String, ByteClient> clients = new HashMap<>();

  QmpConnectionsReplayTest() throws IOException {
    machine = OurMachine.withEveryMonitor();
  }

  @AfterEach
  void stop() throws IOException {
    for (ByteClient client : clients.values()) {
      client.close();
    }
    machine.close();
  }

  @Test
  void clientsGetWhatQemusGot() throws Exception {
    for (Map<String, Object> line : QmpRecordings.lines("qmp-connections.jsonl")) {
      String name = String.valueOf(line.get("client"));
      String message = QmpRecordings.bytes(line);
      if (message.equals(HUMAN_MONITOR)) {
        return;
      }
      switch (String.valueOf(line.get("dir"))) {
        case "meta" -> happens(name, message);
        case "c2s" -> client(name).send(message);
        default -> expect(name, message);
      }
    }
  }

  private void happens(String name, String what) throws IOException {
    if (what.equals("connected")) {
      clients.put(name, connect(name));
    } else if (what.equals("closed")) {
      client(name).close();
    } else if (what.startsWith("shutdown(SHUT_WR)")) {
      client(name).shutdownOutput();
    }
  }

  private ByteClient connect(String name) throws IOException {
    if (name.equals("qtest")) {
      return new ByteClient(machine.path("qtest"));
    }
    return new ByteClient(machine.path(name.endsWith("(pretty)") ? "q1" : "q0"));
  }

  private ByteClient client(String name) {
    return Objects.requireNonNull(clients.get(name), name);
  }

  private void expect(String name, String bytes) throws Exception {
    if (bytes.equals("(nothing)")) {
      for (int turn = 0; turn < 3; turn++) {
        machine.emulator().vm().eventLoop().submit(() -> {}).sync();
      }
      assertFalse(client(name).hasInput(), name);
    } else {
      assertEquals(comparable(bytes), comparable(client(name).line()), name);
    }
  }

  /** The line without what differs from run to run. */
  private static String comparable(String line) {
    return SOCKET.matcher(TIME.matcher(line).replaceAll("0")).replaceAll("SOCKET");
  }
}
