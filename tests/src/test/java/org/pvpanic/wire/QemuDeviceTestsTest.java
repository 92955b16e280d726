package org.pvpanic.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pvpanic.testkit.Requirements;
import org.pvpanic.testkit.RequiresTools;

/**
 * QEMU's own tests of devices, C programs from its source, take our emulator for QEMU: {@code
 * tests/qemu-device-tests}, which can be run by itself.
 */
@RequiresTools({
  "apt-get",
  "dpkg-source",
  "gcc",
  "glib-mkenums",
  "pkg-config",
  "python3",
  "qemu-system-x86_64"
})
@Timeout(500)
class QemuDeviceTestsTest {

  private static final Path SCRIPT = Path.of("qemu-device-tests").toAbsolutePath();

  @TempDir static Path directory;

  /** How it ended, and what it said. */
  private record Outcome(int status, String output) {}

  private static Outcome run(String argument) throws IOException, InterruptedException {
    Path output = directory.resolve("output" + argument);
    Process process =
        new ProcessBuilder(SCRIPT.toString(), argument)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(process.waitFor(400, TimeUnit.SECONDS), () -> argument + " does not end");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }

  @BeforeAll
  static void prepare() throws Exception {
    Outcome prepared = run("--prepare");
    Requirements.require(
        prepared.status == 0,
        "QEMU's device tests cannot be fetched and compiled (network?): " + lastLine(prepared));
  }

  private static String lastLine(Outcome outcome) {
    List<String> lines = new ArrayList<>(outcome.output.lines().toList());
    return lines.isEmpty() ? "no output" : lines.get(lines.size() - 1);
  }

  static Stream<String> names() throws Exception {
    return run("--list").output.lines();
  }

  @ParameterizedTest
  @MethodSource("names")
  void passes(String name) throws Exception {
    Outcome outcome = run(name);
    assertEquals(0, outcome.status, outcome.output);
    assertTrue(outcome.output.contains("\nok 1 "), () -> "nothing was tested: " + outcome.output);
  }
}
