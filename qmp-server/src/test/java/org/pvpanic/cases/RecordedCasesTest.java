package org.pvpanic.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recorded case on our emulator, whole: started with the recorded command line, it runs the
 * recorded script, hears from its host what the recorded one heard, and shows the same at its
 * monitor and, from the end of the boot on, at its console.
 *
 * <p>{@code target/recorded-cases.txt} has a row a case.
 */
final class RecordedCasesTest {

  private static final String FORMATS = "memory is dumped in no other format than ELF";
  private static final String NO_FORMAT = "memory is dumped without paging, and as ELF alone";

  /** Cases that are not equal, and why. */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "dump-vmcoreinfo", FORMATS,
          "dump-vmcoreinfo-nokaslr", FORMATS,
          "dump-novmci", FORMATS,
          "dump-vmci-nomod", FORMATS,
          "dump-kdump-zlib", NO_FORMAT,
          "dump-kdump-zlib-nokaslr", NO_FORMAT,
          "dump-paging", NO_FORMAT,
          "nmi-panic-cont", "the NMI found the recorded CPU starting a program, and ours idle");

  /** Cases in which tasks and the kernel speak in the same instant, again and again. */
  private static final Set<String> TWO_VOICES = Set.of("sysrq-all");

  private static final CaseReport REPORT = new CaseReport();

  @TestFactory
  Stream<DynamicTest> showsWhatTheRealOneShowed() {
    String only = System.getProperty("recorded.only", ".*");
    return RecordedCase.all().stream()
        .filter(each -> each.name().matches(only))
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> compare(each)));
  }

  @AfterAll
  static void report() throws IOException {
    REPORT.write(Path.of("target", "recorded-cases.txt"));
    System.out.println(REPORT.summary());
  }

  private static void compare(RecordedCase recorded) throws Exception {
    List<Message> messages = recorded.messages();
    double seconds = messages.get(messages.size() - 1).seconds();
    OurCase ours;
    try {
      ours = OurCase.run(recorded);
    } catch (Exception | AssertionError e) {
      String why = "did not run to its end: " + e;
      REPORT.add(
          new CaseReport.Row(
              recorded.name(), why, why, why, "", seconds, Duration.ZERO, Duration.ZERO));
      throw e;
    }
    List<String> wanted = Transcript.normal(messages);
    List<String> got = Transcript.normal(ours.messages());
    List<String> wantedLines = ConsoleText.normal(recorded.lines());
    boolean quiet = recorded.arguments().contains("quiet");
    List<String> gotLines = ConsoleText.normal(ConsoleText.sinceBoot(ours.console(), quiet));
    ConsoleText.endTogether(wantedLines, gotLines);
    if (TWO_VOICES.contains(recorded.name())) {
      wantedLines = ConsoleText.kernelFirst(wantedLines);
      gotLines = ConsoleText.kernelFirst(gotLines);
    }
    save(recorded, ours, wantedLines, gotLines);
    CaseReport.Row row =
        new CaseReport.Row(
            recorded.name(),
            Difference.first(Transcript.events(messages), Transcript.events(ours.messages())),
            Difference.first(Transcript.replies(messages), Transcript.replies(ours.messages())),
            Difference.first(wantedLines, gotLines),
            DIFFERENT.getOrDefault(recorded.name(), ""),
            seconds,
            ours.simulated(),
            ours.real());
    REPORT.add(row);
    if (DIFFERENT.containsKey(recorded.name())) {
      assertFalse(row.isEqual(), "equal by now: no longer an exception");
      return;
    }
    assertEquals(String.join("\n", wanted), String.join("\n", got));
    assertEquals(recorded.machine().contains("panic=exit-failure") ? 1 : 0, ours.status());
    assertEquals(String.join("\n", wantedLines), String.join("\n", gotLines));
  }

  /** For those who want to see where they differ. */
  private static void save(
      RecordedCase recorded, OurCase ours, List<String> wanted, List<String> got)
      throws IOException {
    String directory = System.getProperty("recorded.consoles");
    if (directory != null) {
      Path folder = Files.createDirectories(Path.of(directory));
      Files.write(folder.resolve(recorded.name() + ".real.txt"), wanted);
      Files.write(folder.resolve(recorded.name() + ".ours.txt"), got);
      Files.writeString(folder.resolve(recorded.name() + ".console.txt"), ours.console());
      Files.write(
          folder.resolve(recorded.name() + ".qmp.jsonl"),
          ours.messages().stream().map(Message::line).toList());
    }
  }
}
