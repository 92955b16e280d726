package org.pvpanic.replay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded session, with our machine in the place of QEMU. */
@Timeout(30)
class RecordingsReplayTest {

  /** Commands that are left out of a session, told by a part of their text, and why. */
  private static final Map<String, List<String>> LEFT_OUT =
      Map.of(
          // -serial puts a port of its own on QEMU's board, and -qtest an object of its own.
          "flow-crash-information", List.of("qom-list"),
          "hmp-outputs",
              List.of(
                  // They show what -serial and -qtest add to QEMU's board, its firmware, or its
                  // process.
                  "\"info mtree",
                  "\"info qtree",
                  "\"info qom-tree",
                  "\"info pic",
                  "\"info irq",
                  "\"info lapic",
                  "\"info roms",
                  "\"info ramblock",
                  "\"info qdm",
                  "\"qom-list /machine\"",
                  "\"gpa2hva",
                  // There is no processor with registers and instructions in memory.
                  "\"info registers",
                  "\"info jit",
                  "\"p $eip",
                  "\"x /",
                  "\"xp /",
                  // What cannot be done is not there to be asked about.
                  "\"info migrate",
                  "\"info dirty_rate",
                  "\"info stats",
                  "\"info sync-profile",
                  "\"info trace-events",
                  "\"log ",
                  // The text was not recorded.
                  "\"help\""));

  static Stream<String> sessions() throws IOException {
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jsonl"))
          .map(name -> name.replace(".jsonl", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Path directory() {
    return Path.of(
        Objects.requireNonNull(RecordingsReplayTest.class.getResource("/recordings")).getPath());
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void ourMachineDoesAsQemuDid(String session) throws Exception {
    Recording recorded = Recording.read(directory().resolve(session + ".jsonl"));
    Replay.run(recorded.without(LEFT_OUT.getOrDefault(session, List.of())));
  }

  @Test
  void whatIsLeftOutWasRecorded() throws IOException {
    for (Map.Entry<String, List<String>> entry : LEFT_OUT.entrySet()) {
      Recording recorded = Recording.read(directory().resolve(entry.getKey() + ".jsonl"));
      for (String part : entry.getValue()) {
        assertTrue(recorded.lines().stream().anyMatch(l -> l.sent() && l.text().contains(part)));
      }
    }
  }
}
