package org.pvpanic.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While it boots, our kernel says of a machine what a real one said of it. */
final class RecordedBootsTest {

  @ParameterizedTest
  @CsvSource({"pc, sysrq-c", "smp2, sysrq-c-smp2", "q35, sysrq-c-q35"})
  void saysOfAMachineWhatARealKernelSaysOfIt(String board, String name) throws Exception {
    List<String> real =
        RecordedCase.lines("boot-" + board + ".txt").stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    List<String> ours = boot(OurCase.run(RecordedCase.find(name).orElseThrow()).console());
    assertEquals(String.join("\n", steady(real)), String.join("\n", steady(ours)));
    assertEquals(unordered(real), unordered(ours));
  }

  /** The lines up to the last of the boot, less their time stamps. */
  private static List<String> boot(String console) {
    List<String> lines = new ArrayList<>();
    for (String line : console.split("\r\n")) {
      lines.add(line.replaceFirst("^\\[ *\\d+\\.\\d{6}\\] ", ""));
      if (line.contains("] Run /init")) {
        break;
      }
    }
    return lines;
  }

  private static List<String> steady(List<String> lines) {
    return lines.stream()
        .filter(line -> !ConsoleText.isNoise(line))
        .filter(line -> !ConsoleText.mayMove(line))
        .toList();
  }

  private static List<String> unordered(List<String> lines) {
    return lines.stream().filter(ConsoleText::mayMove).sorted().toList();
  }
}
