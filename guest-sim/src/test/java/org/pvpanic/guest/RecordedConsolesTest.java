package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Our Debian guest runs the scripts that real ones ran when their consoles were recorded, on boards
 * of the same make, and shows the same lines from the end of the boot on and up to the first that
 * its kernel prints because of what the case is about.
 *
 * <p>Time stamps, addresses and numbers of tasks are no part of a line's text. The lines of the TSC
 * calibration come from a timer, wherever they happen to fall, and are left out on both sides.
 */
final class RecordedConsolesTest {

  private static final Pattern STAMP = Pattern.compile("^\\[ *\\d+\\.\\d{6}\\] ");
  private static final Pattern NUMBERS = Pattern.compile("0x[0-9a-f]{8,16}|(?<=login\\[)\\d+");

  /** Cases that are not equal, and why. */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "oom-nopanic",
          "memory does not run out: a file in tmpfs is refused before the OOM killer would come");

  private static final Map<String, String> REPORT = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> showsWhatTheRealOneShowed() {
    String only = System.getProperty("recorded.only", ".*");
    return RecordedCase.all().stream()
        .filter(each -> each.name().matches(only))
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> compare(each)));
  }

  /** A row a case, for those who want to see where they differ. */
  @AfterAll
  static void report() throws IOException {
    String file = System.getProperty("recorded.report");
    if (file != null) {
      StringBuilder text = new StringBuilder();
      REPORT.forEach((name, row) -> text.append(name).append(": ").append(row).append('\n'));
      Files.writeString(Path.of(file), text);
    }
  }

  private static void compare(RecordedCase recorded) {
    REPORT.put(recorded.name(), "DIFFERS (did not run to its end)");
    RecordedRun run = new RecordedRun(recorded);
    List<String> shown = new ArrayList<>();
    try {
      BooleanSupplier enough = () -> run.lines().size() > recorded.console().size();
      run.act(enough);
      run.until(enough);
    } catch (RuntimeException | AssertionError e) {
      shown.add("DIED: " + e);
      REPORT.put(recorded.name(), "DIFFERS: " + e);
    }
    String directory = System.getProperty("recorded.consoles");
    if (directory != null) {
      run.save(Path.of(directory));
    }
    List<String> lines = run.lines();
    int expected = recorded.console().size();
    shown.addAll(0, lines.subList(0, Math.min(expected, lines.size())));
    boolean kernelSpeaksNext =
        lines.size() <= expected || STAMP.matcher(lines.get(expected)).find();
    if (!kernelSpeaksNext) {
      shown.add(lines.get(expected));
    }
    List<String> wanted = normal(recorded.console());
    List<String> got = normal(shown);
    REPORT.put(recorded.name(), wanted.equals(got) ? "equal" : difference(wanted, got));
    if (DIFFERENT.containsKey(recorded.name())) {
      assertNotEquals(wanted, got, "equal by now: no longer an exception");
      REPORT.put(recorded.name(), "DIFFERS: " + DIFFERENT.get(recorded.name()));
    } else {
      assertEquals(String.join("\n", wanted), String.join("\n", got));
    }
  }

  private static String difference(List<String> wanted, List<String> got) {
    int at = 0;
    while (at < wanted.size() && at < got.size() && wanted.get(at).equals(got.get(at))) {
      at++;
    }
    return "DIFFERS at line "
        + (at + 1)
        + " of "
        + wanted.size()
        + "\n    real: "
        + (at < wanted.size() ? wanted.get(at) : "(the kernel's answer)")
        + "\n    ours: "
        + (at < got.size() ? got.get(at) : "(nothing)");
  }

  private static List<String> normal(List<String> lines) {
    return lines.stream()
        .map(line -> STAMP.matcher(line).replaceFirst("[TIME] "))
        .map(line -> NUMBERS.matcher(line).replaceAll("NUMBER"))
        .toList();
  }
}
