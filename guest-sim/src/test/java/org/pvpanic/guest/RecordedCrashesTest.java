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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the kernels of the recorded cases printed from the trigger on, ours print too. */
final class RecordedCrashesTest {

  /** Cases that are not equal, and why. */
  private static final Map<String, String> DIFFERENT = Map.of();

  private static final Map<String, String> REPORT = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> printsWhatTheRealOnePrinted() {
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

  private static void compare(RecordedCase recorded) throws IOException {
    REPORT.put(recorded.name(), "DIFFERS (did not run to its end)");
    RecordedRun run = new RecordedRun(recorded);
    List<String> shown = new ArrayList<>();
    try {
      run.act(() -> false);
    } catch (RuntimeException | AssertionError e) {
      shown.add("DIED: " + e);
    }
    List<String> lines = run.lines();
    int before = Math.min(recorded.console().size(), lines.size());
    shown.addAll(0, lines.subList(before, lines.size()));
    List<String> wanted = ConsoleText.normal(recorded.answer());
    List<String> got = ConsoleText.normal(shown);
    ConsoleText.endTogether(wanted, got);
    String directory = System.getProperty("recorded.consoles");
    if (directory != null) {
      Path folder = Files.createDirectories(Path.of(directory));
      Files.write(folder.resolve(recorded.name() + ".real.txt"), wanted);
      Files.write(folder.resolve(recorded.name() + ".ours.txt"), got);
      run.save(folder);
    }
    REPORT.put(recorded.name(), wanted.equals(got) ? "equal" : "DIFFERS");
    if (DIFFERENT.containsKey(recorded.name())) {
      assertNotEquals(wanted, got, "equal by now: no longer an exception");
      REPORT.put(recorded.name(), "DIFFERS: " + DIFFERENT.get(recorded.name()));
    } else {
      assertEquals(String.join("\n", wanted), String.join("\n", got));
    }
  }
}
