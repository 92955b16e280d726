package org.pvpanic.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.emulator.QemuMain;
import org.pvpanic.twin.RealQemu;
import org.pvpanic.twin.TempDir;

/** The recorder writes what was recorded, of our emulator and of real QEMU with a real guest. */
final class RecordersTest {

  private static RecordedCase find(String name) {
    return RecordedCase.find(name).orElseThrow();
  }

  private static List<String> lines(String console) {
    return ConsoleText.normal(ConsoleText.sinceBoot(console, false));
  }

  @Test
  void whatItWritesOfOurEmulatorIsWhatWasRecorded() throws Exception {
    RecordedCase recorded = find("sysrq-c-exit-failure");
    CaseRecorder recorder = new CaseRecorder(ourProgram(), null);
    CaseRecorder.Recording recording = recorder.record(recorded);
    assertEquals(true, recording.complete());
    assertEquals(1, recording.status());
    try (TempDir directory = new TempDir()) {
      recording.write(directory.path("out"), "x");
      String console = Files.readString(directory.path("out/x.console.txt"), ISO_8859_1);
      List<Message> messages =
          Files.readAllLines(directory.path("out/x.qmp.jsonl")).stream()
              .map(Message::parse)
              .toList();
      assertEquals("QMP", messages.get(0).members().keySet().iterator().next());
      assertEquals(
          Transcript.normal(recorded.messages()),
          Transcript.normal(messages.subList(1, messages.size())));
      assertEquals(ConsoleText.normal(recorded.lines()), lines(console));
    }
  }

  private static List<String> ourProgram() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        QemuMain.class.getName());
  }

  @Test
  void anEmulatorThatDoesNotStartIsToldOf() throws Exception {
    CaseRecorder recorder =
        new CaseRecorder(List.of("sh", "-c", "echo no such board; exit 1"), null);
    String error = "";
    try {
      recorder.record(find("sysrq-c"));
    } catch (IOException e) {
      error = String.valueOf(e.getMessage());
    }
    assertEquals("the emulator does not start: no such board", error);
  }

  /** The same script in a real guest under real QEMU and in ours. */
  @Nested
  final class SideBySide {

    /** Kernels get newer than the recorded one. */
    private static final Pattern VERSION =
        Pattern.compile("\\d+\\.\\d+\\.\\d+[^ ]*-amd64 #\\d+ .*Debian [0-9.+~a-z-]+");

    private static @Nullable GuestKernel kernel;

    @BeforeAll
    static void findKernel() throws InterruptedException {
      try {
        kernel = GuestKernel.find(System.getenv());
      } catch (IOException e) {
        String why = "Tests beside a real guest are skipped: " + lastLine(e);
        System.err.println(why);
        abort(why);
      }
    }

    private static String lastLine(IOException e) {
      String text = String.valueOf(e.getMessage());
      return text.substring(text.lastIndexOf('\n') + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sysrq-c", "sysrq-c-cont-after-panic", "system-powerdown"})
    void showTheSame(String name) throws Exception {
      List<String> qemu = List.of(RealQemu.program().toString());
      CaseRecorder.Recording real = new CaseRecorder(qemu, kernel).record(find(name));
      OurCase ours = OurCase.run(find(name));
      assertEquals(
          Transcript.normal(real.messages().subList(1, real.messages().size())),
          Transcript.normal(ours.messages()));
      assertEquals(
          String.join("\n", unversioned(real.console())),
          String.join("\n", unversioned(ours.console())));
    }

    private static List<String> unversioned(String console) {
      return lines(console).stream()
          .map(line -> VERSION.matcher(line).replaceAll("KERNEL"))
          .toList();
    }
  }
}
