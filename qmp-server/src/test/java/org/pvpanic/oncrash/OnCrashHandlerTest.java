package org.pvpanic.oncrash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pvpanic.json.Json;
import org.pvpanic.json.JsonException;

/**
 * The handler beside libvirt. The recordings are what libvirtd 9.0.0 and QEMU 7.2.22 told each
 * other about the panic that {@code o /b 0x505 1} makes.
 */
@Timeout(60)
class OnCrashHandlerTest {

  /** Guest memory and the firmware's flash. */
  private static final long DUMPED = CrashedMachine.MEMORY + (256 << 10);

  @TempDir Path dumps;

  @ParameterizedTest
  @EnumSource
  void conversationIsThatOfLibvirt(OnCrash action) throws Exception {
    try (CrashedMachine machine = new CrashedMachine()) {
      assertEquals(action.outcome(), machine.handle(action, dumps));
      List<String> conversation = new ArrayList<>(machine.conversation());
      if (action.outcome() == CrashOutcome.DESTROYED) {
        // libvirt has hung up by then.
        assertEquals("< SHUTDOWN", conversation.remove(conversation.size() - 1));
      }
      assertEquals(recorded(action), conversation);
    }
  }

  /**
   * The recording without the passing of a descriptor, and without what the BIOS did later: it
   * reset the machine twice more, and libvirt looked at the devices each time.
   */
  private static List<String> recorded(OnCrash action) throws IOException, JsonException {
    List<String> notes = new ArrayList<>();
    Object getfd = "";
    for (String line : resource("libvirt-9.0-crash-" + action + ".jsonl").lines().toList()) {
      Map<String, Object> message = Json.asObject(member(Json.parse(line), "msg"));
      if (message == null || message.containsKey("__scm_rights_fd__")) {
        continue;
      }
      Object id = message.getOrDefault("id", "none");
      if ("getfd".equals(message.get("execute"))) {
        getfd = id;
      }
      String note = Relay.summary(message);
      if (note != null && !id.equals(getfd)) {
        notes.add(note);
      }
    }
    int end = notes.indexOf("> query-block");
    return end < 0 ? notes : notes.subList(0, end + 2);
  }

  private static Object member(Object json, String name) {
    Map<String, Object> object = Json.asObject(json);
    return object == null ? Map.of() : object.getOrDefault(name, Map.of());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = OnCrashHandlerTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void destroyEndsTheEmulatorAsSigtermDoes() throws Exception {
    try (CrashedMachine machine = new CrashedMachine()) {
      machine.handle(OnCrash.DESTROY, dumps);
      assertEquals(0, machine.emulator.exit().getNow(-1));
      assertEquals(List.of("destroy", "SIGTERM", "DESTROYED"), machine.steps);
      QmpClient.Event last = machine.events.get(machine.events.size() - 1);
      assertEquals(
          new QmpClient.Event("SHUTDOWN", Map.of("guest", false, "reason", "host-signal")), last);
    }
  }

  @Test
  void preserveLeavesTheGuestPanicked() throws Exception {
    try (CrashedMachine machine = new CrashedMachine()) {
      machine.handle(OnCrash.PRESERVE, dumps);
      assertEquals("guest-panicked", machine.status());
      assertEquals(List.of("preserve", "PRESERVED"), machine.steps);
    }
  }

  @Test
  void restartLetsTheSameEmulatorRunAgain() throws Exception {
    try (CrashedMachine machine = new CrashedMachine()) {
      machine.handle(OnCrash.RESTART, dumps);
      assertEquals("running", machine.status());
      assertEquals(
          List.of("restart", "system_reset", "cont", "qom-list", "query-block", "RESTARTED"),
          machine.steps);
    }
  }

  @Test
  void coredumpRestartSavesTheMemoryAndThenRestarts() throws Exception {
    try (CrashedMachine machine = new CrashedMachine()) {
      machine.handle(OnCrash.COREDUMP_RESTART, dumps);
      assertEquals("running", machine.status());
      assertEquals(
          List.of(
              "coredump-restart",
              "dump-guest-memory",
              "dumped " + DUMPED,
              "system_reset",
              "cont",
              "qom-list",
              "query-block",
              "RESTARTED"),
          machine.steps);
      Path file = onlyFile();
      String name = String.valueOf(file.getFileName());
      assertTrue(name.matches("1-crashed-\\d{4}-\\d\\d-\\d\\d-\\d\\d:\\d\\d:\\d\\d"), name);
      assertTrue(Files.size(file) > DUMPED);
    }
  }

  @Test
  void readelfAcceptsTheDump() throws Exception {
    try (CrashedMachine machine = new CrashedMachine()) {
      machine.handle(OnCrash.COREDUMP_DESTROY, dumps);
    }
    String output = readelf(onlyFile());
    assertTrue(output.contains("Type:                              CORE (Core file)"), output);
    assertFalse(output.contains("Warning"), output);
    assertFalse(output.contains("Error"), output);
  }

  private String readelf(Path core) throws IOException, InterruptedException {
    Path output = dumps.resolve("readelf.txt");
    Process process;
    try {
      process =
          new ProcessBuilder("readelf", "-a", core.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException missing) {
      if ("true".equals(System.getenv("CI"))) {
        return Assertions.fail("readelf is missing (Debian package binutils)", missing);
      }
      Assumptions.abort("readelf is missing (Debian package binutils)");
      throw missing;
    }
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "readelf does not end");
    assertEquals(0, process.exitValue());
    return Files.readString(output);
  }

  @Test
  void dumpThatCannotBeWrittenLeavesTheGuestPanicked() throws Exception {
    try (CrashedMachine machine = new CrashedMachine()) {
      Path missing = dumps.resolve("missing");
      assertEquals(CrashOutcome.DUMP_FAILED, machine.handle(OnCrash.COREDUMP_RESTART, missing));
      assertEquals("guest-panicked", machine.status());
      assertEquals(
          List.of(
              "coredump-restart",
              "dump-guest-memory",
              "failed: Could not open 'FILE': No such file or directory",
              "DUMP_FAILED"),
          machine.steps);
    }
  }

  @Test
  void dumpThatFailsHalfwayIsRemovedAndLeavesTheGuestPanicked() throws Exception {
    try (FakeServer server =
            new FakeServer(
                peer -> {
                  peer.negotiate();
                  Files.writeString(fileIn(peer.hear()), "half of a dump");
                  peer.say("{\"return\": {}, \"id\": \"pvpanic-2\"}");
                  peer.say(
                      "{\"event\": \"DUMP_COMPLETED\", \"data\": {\"result\": {\"status\":"
                          + " \"failed\"}, \"error\": \"dump: failed to save memory: No space left"
                          + " on device\"}}");
                });
        QmpClient qmp = QmpClient.connect(server.socket(), CrashedMachine.PATIENCE, event -> {})) {
      List<String> reasons = new ArrayList<>();
      CrashListener listener =
          new CrashListener() {
            @Override
            public void dumpFailed(Path file, String reason) {
              reasons.add(reason);
            }
          };
      DumpFiles files = new DumpFiles(dumps, 1, "halfway");
      assertEquals(
          CrashOutcome.DUMP_FAILED,
          new OnCrashHandler(
                  qmp,
                  OnCrash.COREDUMP_DESTROY,
                  files,
                  () -> Assertions.fail("must not be destroyed"),
                  listener)
              .handle());
      assertEquals(List.of("dump: failed to save memory: No space left on device"), reasons);
      try (Stream<Path> left = Files.list(dumps)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  private static Path fileIn(String command) throws IOException {
    try {
      Object arguments = member(Json.parse(command), "arguments");
      return Path.of(String.valueOf(member(arguments, "protocol")).substring("file:".length()));
    } catch (JsonException e) {
      throw new IOException(e);
    }
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(dumps)) {
      List<Path> found = files.toList();
      assertEquals(1, found.size(), found.toString());
      return found.get(0);
    }
  }
}
