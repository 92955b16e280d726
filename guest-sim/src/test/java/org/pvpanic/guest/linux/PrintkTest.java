package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;

/** What of a kernel's messages reaches consoles and log, and in which form. */
final class PrintkTest {

  private static final String STAMP = "[    0.000000] ";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final List<String> logged = new ArrayList<>();

  private void run(Era era, Consumer<Printk> scenario) {
    MachineConfig config = MachineConfig.DEFAULT.withRam(64L << 20).withClock(Clock.Mode.WARP);
    Machine machine =
        new Machine(
            config,
            cpu -> {
              Printk printk =
                  new Printk(cpu, new LogBuffer(cpu.memory(), KernelLayout.NORMAL), era);
              cpu.queue(() -> printk.print(Printk.INFO, "early"));
              cpu.queue(() -> printk.register(shown::writeBytes));
              cpu.queue(() -> scenario.accept(printk));
              cpu.queue(() -> printk.forEach(each -> logged.add(each.text())));
            },
            () -> 0);
    machine.powerOn();
    while (machine.serve() == 0) {
      // more steps are waiting
    }
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void aConsoleGetsWhatWasPrintedBeforeIt(Era era) {
    run(era, printk -> printk.print(Printk.INFO, "late"));
    assertEquals(STAMP + "early\r\n" + STAMP + "late\r\n", shown());
  }

  @ParameterizedTest
  @EnumSource
  void everyLineOfARecordHasItsTime(Era era) {
    run(era, printk -> printk.print(Printk.INFO, "one\ntwo"));
    assertEquals(STAMP + "early\r\n" + STAMP + "one\r\n" + STAMP + "two\r\n", shown());
    assertEquals("one\ntwo", logged.get(1));
  }

  @Test
  void oldKernelsShowPiecesAsTheyCome() {
    List<String> between = new ArrayList<>();
    run(
        Era.LINUX_3_10,
        printk -> {
          printk.printPiece(Printk.INFO, "one");
          between.add(shown());
          printk.printPiece(Printk.INFO, " two");
          between.add(shown());
          printk.endLine();
          printk.endLine();
        });
    String early = STAMP + "early\r\n";
    assertEquals(List.of(early + STAMP + "one", early + STAMP + "one two"), between);
    assertEquals(early + STAMP + "one two\r\n", shown());
    assertEquals(List.of("early", "one two"), logged);
  }

  @Test
  void newKernelsShowRecordsWhenTheyAreComplete() {
    List<String> between = new ArrayList<>();
    run(
        Era.LINUX_6_1,
        printk -> {
          printk.printPiece(Printk.INFO, "one");
          printk.printPiece(Printk.INFO, " two");
          between.add(shown());
          printk.print(Printk.INFO, "three");
        });
    String early = STAMP + "early\r\n";
    assertEquals(List.of(early), between);
    assertEquals(early + STAMP + "one two\r\n" + STAMP + "three\r\n", shown());
  }

  @Test
  void anotherLineEndsAPieceThatNobodyEnded() {
    run(
        Era.LINUX_3_10,
        printk -> {
          printk.printPiece(Printk.INFO, "one");
          printk.print(Printk.INFO, "two");
        });
    assertEquals(STAMP + "early\r\n" + STAMP + "one\r\n" + STAMP + "two\r\n", shown());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 6, true",
    "'', 7, false",
    "quiet, 3, true",
    "quiet, 4, false",
    "loglevel=8, 7, true",
    "quiet loglevel=5, 4, true",
    "loglevel=5 quiet, 4, false",
    "debug, 7, true",
    "quiet ignore_loglevel, 7, true",
    "loglevel=0, 0, false"
  })
  void argumentsDecideWhichLevelsAreShown(String arguments, int level, boolean visible) {
    run(
        Era.LINUX_3_10,
        printk -> {
          printk.obey(new CommandLine(arguments));
          printk.print(level, "line");
        });
    assertEquals(visible, shown().contains("line"));
    assertEquals("line", logged.get(1));
  }
}
