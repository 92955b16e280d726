package org.pvpanic.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonNull;
import org.pvpanic.replay.QmpRecordings;
import org.pvpanic.twin.TempDir;

/** Says what was said to real QEMU on qtest and on QMP, and expects what it answered. */
@Timeout(60)
class QtestReplayTest {

  /** Lines that are about parts which the board has not, with what follows from them. */
  private static final Set<String> LEFT_OUT =
      Set.of("module_load foo bar"); // that QEMU was built without modules

  /** They show all devices and all memory of QEMU's board. */
  private static final Set<String> WHOLE_BOARD =
      Set.of("info mtree", "info qtree", "info qom-tree");

  private static final Set<String> PATHS = Set.of("-bios", "-L");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qtest-protocol",
        "qtest-split-pipelined",
        "device-events-property-0",
        "device-events-property-1",
        "device-events-property-2",
        "device-isapc-pvpanic",
        "device-microvm-pvpanic",
        "device-pc-i440fx-5.1-pvpanic",
        "device-pc-i440fx-5.2-pvpanic",
        "device-pc-pvpanic",
        "device-pc-pvpanic-pci",
        "device-pc-i440fx-5.1-pvpanic-pci",
        "device-pci-config-mechanism",
        "device-pci-registers",
        "device-q35-pvpanic_ioport0x606_events1"
      })
  void answersAsRecorded(String file) throws Exception {
    List<Map<String, Object>> lines = QmpRecordings.linesOf("/qtest/" + file + ".jsonl");
    try (Replay replay = new Replay(message(lines.get(0)))) {
      for (Map<String, Object> line : lines) {
        replay.step(line);
      }
      assertTrue(replay.ended, "the end was not recorded");
    }
  }

  private static Map<String, Object> object(Object value) {
    return Objects.requireNonNull(Json.asObject(value), value::toString);
  }

  private static Map<String, Object> message(Map<String, Object> line) {
    return object(Objects.requireNonNull(line.get("msg")));
  }

  /** Our machine in the place of the recorded one, and its client. */
  private static final class Replay implements AutoCloseable {

    private final TempDir directory = new TempDir();
    private final Emulator emulator;
    private final Map<String, LineClient> channels = new HashMap<>();
    private boolean leavingOut;
    private String leftOutOn = "";
    private boolean ended;

    Replay(Map<String, Object> started) throws IOException {
      List<String> args = new ArrayList<>(List.of("-fw_cfg"));
      args.add("name=opt/org.pvpanic/profile,string=none");
      List<?> argv = (List<?>) Objects.requireNonNull(started.get("argv"));
      for (int i = 1; i < argv.size(); i++) {
        String arg = argv.get(i).toString();
        if (PATHS.contains(arg)) {
          i++;
        } else {
          args.add(arg.replaceAll("/lab/[-\\d]+", directory.path("s").toString()));
        }
      }
      args.addAll(List.of("-D", Files.createFile(directory.path("stderr")).toString()));
      emulator = Emulator.start(args.toArray(String[]::new));
      channels.put("qmp", LineClient.connect(directory.path("s.qmp")));
      channels.put("qtest", LineClient.connect(directory.path("s.qt")));
    }

    void step(Map<String, Object> line) throws Exception {
      String channel = String.valueOf(line.get("ch"));
      Object message = line.getOrDefault("msg", JsonNull.NULL);
      if ("c2s".equals(line.get("dir"))) {
        say(channel, message);
      } else if ("s2c".equals(line.get("dir")) && channel.equals("proc")) {
        Map<String, Object> end = object(message);
        assertEquals(end.get("exit-code"), (long) emulator.exit().get(10, TimeUnit.SECONDS));
        assertEquals(end.get("stderr"), Files.readString(directory.path("stderr")));
        ended = true;
      } else if ("s2c".equals(line.get("dir"))) {
        expect(channel, message == JsonNull.NULL ? null : text(line, message));
      }
    }

    private void say(String channel, Object message) throws IOException {
      String text = message instanceof String qtest ? qtest : Json.write(message);
      boolean board = WHOLE_BOARD.stream().anyMatch(text::contains);
      leavingOut = board || (channel.equals("qtest") && LEFT_OUT.contains(text));
      leftOutOn = channel;
      if (!leavingOut) {
        boolean part = text.contains("\n") || text.equals("inb 0x5");
        client(channel).send(part ? text : text + "\n");
      }
    }

    private void expect(String channel, @Nullable String expected) throws IOException {
      if (!(leavingOut && channel.equals(leftOutOn))) {
        assertEquals(expected, client(channel).line());
      }
    }

    private static String text(Map<String, Object> line, Object message) {
      String text = message instanceof String qtest ? qtest : String.valueOf(line.get("raw"));
      return LineClient.timeless(text.stripTrailing());
    }

    private LineClient client(String channel) {
      return Objects.requireNonNull(channels.get(channel), channel);
    }

    @Override
    public void close() throws IOException {
      for (LineClient client : channels.values()) {
        client.close();
      }
      emulator.close();
      directory.close();
    }
  }
}
