package org.pvpanic.hmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pvpanic.commands.VmCommands;
import org.pvpanic.emulator.Emulator;

/** What QEMU 7.2.22 was recorded to say, for where there is none to compare with. */
@Timeout(30)
class HumanMonitorTest {

  @SuppressWarnings("NullAway.Init")
  private static Emulator emulator;

  @BeforeAll
  static void start() {
    emulator =
        Emulator.start(
            "-nodefaults",
            "-name",
            "demo",
            "-fw_cfg",
            "name=opt/org.pvpanic/profile,string=none",
            "-device",
            "pvpanic",
            "-action",
            "panic=none");
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "info status | VM status: running~",
        "info version | 7.2.22Debian 1:7.2+dfsg-7+deb12u18+b3~",
        "info name | demo~",
        "info uuid | 00000000-0000-0000-0000-000000000000~",
        "i /b 0x505 | portb[0x0505] = 0x03~",
        "i /h 0x505 | portw[0x0505] = 0x0303~",
        "i /w 0x505 | portl[0x0505] = 0x03030303~",
        "i /b 0x506 | portb[0x0506] = 0xff~",
        "i /l 0x505 | invalid char in format: 'l'~Try \"help i\" for more information~",
        "i /b zzz | invalid char 'z' in expression~Try \"help i\" for more information~",
        "o | unexpected end of expression~Try \"help o\" for more information~",
        "o /b 0x505 1 | ''",
        "system_reset | ''",
        "foo | unknown command: 'foo'~",
        "info foo | unknown command: 'info foo'~",
        "help o | o /fmt addr value -- I/O port write~",
      })
  void saysWhatWasRecorded(String line, String output) throws Exception {
    String said =
        emulator
            .vm()
            .eventLoop()
            .submit(() -> VmCommands.human(emulator.vm()).get().execute(line, HmpUser.program(0)))
            .get(10, TimeUnit.SECONDS);
    assertEquals(output.replace("~", "\r\n"), said);
  }

  @Test
  void aCommandThatFailsUnexpectedlyIsAnsweredAndTheMonitorGoesOn() {
    HmpCommand broken =
        HmpCommand.of(
            "broken",
            "",
            "always fails",
            call -> {
              throw new IllegalStateException("defect");
            });
    HumanMonitor monitor = new HumanMonitor(List.of(broken), List.of(), () -> false);
    assertEquals(
        "Error: An internal error occurred: java.lang.IllegalStateException: defect\r\n",
        monitor.execute("broken", HmpUser.program(0)));
    assertEquals("unknown command: 'x'\r\n", monitor.execute("x", HmpUser.program(0)));
  }
}
