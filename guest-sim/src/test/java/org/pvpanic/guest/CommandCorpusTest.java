package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The lines of {@code commands.txt}, each in a folder that {@code commands-setup.sh} makes afresh,
 * run by an initramfs's busybox. {@code commands.expected} has standard output, standard error and
 * exit status of the same script in Debian 12's busybox 1.35, recorded in a chroot with nothing but
 * busybox in it: a line such as {@code rm -r} must never meet a real root.
 */
final class CommandCorpusTest {

  private static final int LEAST = 400;
  private static final int PATIENCE = 3_000;
  private static final int TURNS = 1_000;

  @TestFactory
  Stream<DynamicTest> linesPrintWhatBusyboxPrints() throws IOException {
    List<String> lines = lines();
    assertTrue(lines.size() >= LEAST, "lines: " + lines.size());
    List<String> expected = results(resource("commands.expected"));
    List<String> actual = results(run(script(lines)));
    assertEquals(lines.size(), expected.size());
    assertEquals(lines.size(), actual.size());
    return IntStream.range(0, lines.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    lines.get(i), () -> assertEquals(expected.get(i), actual.get(i))));
  }

  private static String run(String script) {
    TestMachine m =
        TestMachine.builder().profile("debian12").file("opt/org.pvpanic/init", script).build();
    m.machine.powerOn();
    // The console is long: it is not searched after every turn.
    for (int i = 0; i < PATIENCE && !m.text().contains("@@ end"); i++) {
      for (int turn = 0; turn < TURNS; turn++) {
        m.machine.serve();
      }
    }
    return m.text().replace("\r\n", "\n");
  }

  /** A line that ends with a backslash goes on in the next one. */
  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    String open = "";
    for (String line : resource("commands.txt").split("\n")) {
      if (open.isEmpty() && (line.isEmpty() || line.startsWith("#"))) {
        continue;
      }
      open = open.isEmpty() ? line : open + "\n" + line;
      if (!line.endsWith("\\")) {
        lines.add(open);
        open = "";
      }
    }
    return lines;
  }

  private static String script(List<String> lines) throws IOException {
    StringBuilder script = new StringBuilder();
    script.append("PATH=/bin:/sbin:/usr/bin:/usr/sbin\nLC_ALL=C\nTZ=UTC\nexport PATH LC_ALL TZ\n");
    script.append("mkdir -p /tmp\nsetup() {\n").append(resource("commands-setup.sh")).append("}\n");
    for (int i = 0; i < lines.size(); i++) {
      script
          .append("setup\ncat > /tmp/l <<'@EOF@'\n")
          .append(lines.get(i))
          .append("\n@EOF@\nsh /tmp/l > /tmp/o 2> /tmp/e < /dev/null\ns=$?\necho '@@ ")
          .append(i)
          .append("'\ncat /tmp/o\necho '@err'\ncat /tmp/e\necho \"@status $s\"\n");
    }
    return script.append("echo '@@ end'\n").toString();
  }

  /** What stands between the marks. */
  private static List<String> results(String text) {
    List<String> results = new ArrayList<>();
    String[] parts = text.split("(?m)^@@ ");
    for (int i = 1; i < parts.length - 1; i++) {
      results.add(parts[i].substring(parts[i].indexOf('\n') + 1));
    }
    return results;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CommandCorpusTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
