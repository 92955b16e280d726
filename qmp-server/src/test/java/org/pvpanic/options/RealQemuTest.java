package org.pvpanic.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Pattern.MULTILINE;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Asks the installed QEMU 7.2 whether it still says what the recording says it did. */
class RealQemuTest {

  private static final int SECONDS_PER_RUN = 20;

  @Test
  void qemuRefusesTheSameCommandLinesInTheSameWords() throws Exception {
    Path qemu = qemu();
    assertAll(
        RefusedCommandLine.all()
            .map(refused -> () -> assertEquals(said(refused), run(qemu, refused.argv()))));
  }

  @Test
  void qemuListsNoOptionThatWeDoNotKnow() throws Exception {
    Process process = new ProcessBuilder(qemu().toString(), "-help").start();
    String help = new String(process.getInputStream().readAllBytes(), UTF_8);
    Set<String> names = new TreeSet<>();
    Matcher listed = Pattern.compile("^--?(?:h or -)?([\\w-]+)", MULTILINE).matcher(help);
    while (listed.find()) {
      names.add(listed.group(1));
    }
    assertTrue(names.size() > 90, names.toString());
    names.removeIf(name -> OptionTable.find(name) != null);
    assertEquals(Set.of(), names);
  }

  private static String said(RefusedCommandLine refused) {
    return String.join("\n", refused.standardError()) + "\n";
  }

  private static String run(Path qemu, List<String> argv) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(qemu.toString(), "-S", "-display", "none", "-nodefaults"));
    command.addAll(argv);
    Process process =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
      assertTrue(process.waitFor(SECONDS_PER_RUN, TimeUnit.SECONDS), "QEMU runs: " + argv);
      assertEquals(1, process.exitValue(), () -> "exit status of " + argv + ": " + error);
      return error;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path qemu() throws Exception {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    Path qemu =
        Stream.of(path.split(File.pathSeparator))
            .map(folder -> Path.of(folder, "qemu-system-x86_64"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    String missing = null;
    if (qemu == null) {
      missing = "qemu-system-x86_64 is not installed";
    } else if (!version(qemu).contains(" 7.2.")) {
      missing = "qemu-system-x86_64 is not version 7.2";
    }
    if (missing != null && "true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    if (qemu == null || missing != null) {
      System.err.println("RealQemuTest skipped: " + missing);
      return abort(missing);
    }
    return qemu;
  }

  private static String version(Path qemu) throws IOException {
    Process process = new ProcessBuilder(qemu.toString(), "--version").start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
