package org.pvpanic.qtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.emulator.Emulator;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.Journal;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.twin.QmpClient;
import org.pvpanic.twin.TempDir;

/** What real QEMU does not survive, or has with {@code -accel qtest} alone. */
class QtestCommandsTest {

  private final TempDir directory;

  QtestCommandsTest() throws IOException {
    directory = new TempDir();
  }

  @AfterEach
  void removeDirectory() throws IOException {
    directory.close();
  }

  private Emulator start(VersionProfile version, String... more) {
    List<String> args = new ArrayList<>(List.of("-nodefaults", "-accel", "qtest"));
    args.addAll(List.of("-device", "pvpanic", "-qtest-log", "none"));
    args.addAll(List.of("-qtest", "unix:" + directory.path("q") + ",server=on,wait=off"));
    args.addAll(List.of(more));
    return Emulator.start(version, args.toArray(String[]::new));
  }

  private LineClient client() throws IOException {
    return LineClient.connect(directory.path("q"));
  }

  /** QEMU aborts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "inb",
        "outb 0x505",
        "inb 0x10000",
        "inb -1",
        "inb zzz",
        "inb  0x505",
        "inb 0x505\r",
        "inb 0x1ffffffffffffffff",
        "read 0x0 0",
        "read 0x0 -1",
        "write 0 4",
        "memset 0 1",
        "clock_set",
        "clock_step x",
        "set_irq_in",
        "set_irq_in /machine unnamed-gpio-in 0 0",
        "set_irq_in ioapic unnamed-gpio-in 24 0",
        "set_irq_in ioapic unnamed-gpio-in -1 0",
        "set_irq_in ioapic bogus 0 0",
        "set_irq_in ioapic unnamed-gpio-in 0 0x80000000",
        "set_irq_in ioapic unnamed-gpio-in 0",
        "irq_intercept_in",
        "irq_intercept_in /machine",
        "module_load x"
      })
  void malformedLinesAreRefused(String line) throws Exception {
    try (Emulator emulator = start(VersionProfile.QEMU_7_2);
        LineClient client = client()) {
      String answer = client.ask(line);
      assertTrue(answer != null && answer.startsWith("FAIL "), () -> line + ": " + answer);
      assertEquals("OK little", client.ask("endianness"));
      assertEquals(false, emulator.vm().machine().exited());
    }
  }

  @Test
  void lineThatIsTooLongIsRefusedAsAWhole() throws Exception {
    try (Emulator emulator = start(VersionProfile.QEMU_7_2);
        LineClient client = client()) {
      client.send("write 0 1 0x");
      String part = "0".repeat(1 << 20);
      for (int i = 0; i < 9; i++) {
        client.send(part);
      }
      assertEquals("FAIL The line is too long", client.ask(""));
      assertEquals("OK little", client.ask("endianness"));
      assertEquals(false, emulator.vm().machine().exited());
    }
  }

  @Test
  void clockOfQemu72MovesAsFarAsItCan() throws Exception {
    try (Emulator emulator = start(VersionProfile.QEMU_7_2);
        LineClient client = client()) {
      assertEquals("OK 27462700", client.ask("clock_step")); // half a period of the timer
      assertEquals("OK 27463700", client.ask("clock_step 1000"));
      assertEquals("OK 27463700", client.ask("clock_step 0"));
      assertEquals("OK 27463700", client.ask("clock_step -5"));
      assertEquals("OK 100000000", client.ask("clock_set 100000000"));
      assertEquals("OK 100000000", client.ask("clock_set 5"));
      assertEquals("OK 109850802", client.ask("clock_step"));
      assertEquals(109_850_802, emulator.vm().machine().now());
    }
  }

  @Test
  void clockOfQemu10FailsWhenItCannotMove() throws Exception {
    try (Emulator emulator = start(VersionProfile.QEMU_10_0);
        LineClient client = client()) {
      assertEquals("OK 600", client.ask("clock_step 600"));
      assertEquals("FAIL could not advance time", client.ask("clock_step 0"));
      assertEquals("OK 1000", client.ask("clock_set 1000"));
      assertEquals("OK 1000", client.ask("clock_set 1000"));
      assertEquals("FAIL 1000", client.ask("clock_set 10"));
      assertEquals("OK 0x0007", client.ask("inb 0x505"));
      assertEquals(VersionProfile.QEMU_10_0, emulator.vm().version());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "QEMU_7_2, OK 0",
    "QEMU_10_0, FAIL cannot advance clock to the next deadline because there is no pending deadline"
  })
  void aBoardWithoutTimersHasNoDeadline(String version, String expected) throws Exception {
    VersionProfile profile =
        version.equals("QEMU_7_2") ? VersionProfile.QEMU_7_2 : VersionProfile.QEMU_10_0;
    String socket = "unix:" + directory.path("q") + ",server=on,wait=off";
    String args = "-nodefaults -machine none -accel qtest -qtest-log none -qtest " + socket;
    Emulator emulator = Emulator.start(profile, args.split(" "));
    try (emulator;
        LineClient client = client()) {
      assertEquals(expected, client.ask("clock_step"));
    }
  }

  @ParameterizedTest
  @CsvSource({"QEMU_7_2, OK 1000", "QEMU_10_0, FAIL could not advance time"})
  void aStepBeyondTheEndOfTimeWraps(String version, String expected) throws Exception {
    VersionProfile profile =
        version.equals("QEMU_7_2") ? VersionProfile.QEMU_7_2 : VersionProfile.QEMU_10_0;
    try (Emulator emulator = start(profile);
        LineClient client = client()) {
      assertEquals("OK 1000", client.ask("clock_step 1000"));
      assertEquals(expected, client.ask("clock_step 0x7fffffffffffffff"));
      assertEquals(1000, emulator.vm().machine().now());
    }
  }

  /** The limiter's second is one of the clock that qtest moves, and a deadline like any other. */
  @Test
  void limitedEventsGoByTheClockOfQtest() throws Exception {
    try (Emulator emulator =
            start(
                VersionProfile.QEMU_7_2,
                "-device",
                "ib700",
                "-action",
                "watchdog=none",
                "-qmp",
                "unix:" + directory.path("m") + ",server=on,wait=off");
        LineClient client = client();
        QmpClient monitor = QmpClient.connect(directory.path("m"))) {
      assertEquals("OK", client.ask("outb 0x443 15")); // fires at once
      assertEquals("OK 1", client.ask("clock_step 1"));
      assertEquals("OK", client.ask("outb 0x443 15"));
      assertEquals("OK 2", client.ask("clock_step 1"));
      assertWatchdogAlone(monitor.execute("query-name"));
      assertEquals("OK 1000000000", client.ask("clock_step 999999998"));
      assertWatchdogAlone(monitor.execute("query-name"));
      assertEquals(1_000_000_000, emulator.vm().machine().now());
    }
  }

  /** The event, and the reply to the command that was asked after it. */
  private static void assertWatchdogAlone(List<String> lines) {
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("WATCHDOG"), lines::toString);
  }

  /** Whoever embeds a machine can ask for its journal, so that must not hold what can be said. */
  @Test
  void theJournalKeepsAFillAsOneValue() throws Exception {
    try (Emulator emulator = start(VersionProfile.QEMU_7_2);
        LineClient client = client()) {
      assertEquals("OK", client.ask("memset 0x100000 0x800000 0x1ff"));
      assertEquals("OK 0xffff", client.ask("read 0x8ffffe 2"));
      assertEquals(
          List.of("fill:100000:8388608:ff"),
          emulator.vm().machine().journal().entries().stream()
              .map(Journal.Entry::input)
              // Said of the host's clock once the test took 10 ms.
              .filter(input -> !(input instanceof Input.HostTime))
              .map(Input::toString)
              .toList());
    }
  }

  /** What a client does not read is not made: the emulator reads on when the client does. */
  @Test
  void aClientThatDoesNotReadIsNotReadFrom() throws Exception {
    int lines = 2000;
    try (Emulator emulator = start(VersionProfile.QEMU_7_2);
        LineClient client = client()) {
      Thread sender =
          new Thread(
              () -> {
                try {
                  client.send("read 0 0x10000\n".repeat(lines));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      sender.start();
      String expected = "OK 0x" + "0".repeat(0x20000);
      for (int i = 0; i < lines; i++) {
        assertEquals(expected, client.line());
      }
      sender.join();
      assertEquals(false, emulator.vm().machine().exited());
    }
  }
}
