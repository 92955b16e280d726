package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;

/** The ways in which pid 1 can end, and those in which it cannot. */
final class InitDeathTest {

  private static final MachineEvent PANICKED = new MachineEvent.GuestPanicked(PanicAction.PAUSE);

  private static TestMachine ran(String profile, String script) {
    return TestMachine.booted(
        TestMachine.builder()
            .pausing()
            .profile(profile)
            .arguments("console=ttyS0,115200n8")
            .file(
                "opt/org.pvpanic/init",
                "for m in pvpanic pvpanic-mmio; do insmod /mod/$m.ko; done\n" + script + "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "centos7, false; exit, 00000100",
    "debian12, exit 3, 00000300",
    "centos7.9, exit 300, 00002c00",
    "centos7, exec /bin/false, 00000100",
    "debian12, exec /bin/true, 00000000",
    "centos7.9, exec /nonexistent, 00007f00",
    "debian12, exec /nonexistent, 00007f00",
    "debian12, exec /etc, 00007e00",
    "centos7, set -e; false, 00000100",
    "debian12, (exit 5) || exit $?, 00000500"
  })
  void theEndOfPid1IsAPanicWithItsStatus(String profile, String script, String status) {
    TestMachine m = ran(profile, script);
    assertTrue(
        m.text()
            .contains(
                "Kernel panic - not syncing: Attempted to kill init! exitcode=0x"
                    + status
                    + "\r\n"),
        m::text);
    assertTrue(m.events.contains(PANICKED));
  }

  /** Signals reach it only where it has a handler, whoever sends them. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9", "debian12"})
  void noSignalKillsPid1(String profile) {
    TestMachine m =
        ran(
            profile,
            """
            for s in KILL TERM INT QUIT SEGV ABRT HUP STOP; do kill -$s 1; (kill -$s 1); done
            trap 'echo caught' USR1; kill -USR1 1; echo alive
            while :; do read x; done""");
    assertTrue(m.lines().contains("caught") && m.lines().contains("alive"), m::text);
    assertFalse(m.events.contains(PANICKED));
  }

  @ParameterizedTest
  @CsvSource({
    "centos7, reboot -f",
    "debian12, reboot -f",
    "debian12, echo b > /proc/sysrq-trigger"
  })
  void aRebootByPid1IsNoPanic(String profile, String command) {
    TestMachine m =
        TestMachine.builder()
            .pausing()
            .profile(profile)
            .arguments("console=ttyS0,115200n8")
            .file("opt/org.pvpanic/init", command + "\n")
            .build();
    m.machine.powerOn();
    for (int i = 0; i < 200_000 && m.events.stream().noneMatch(this::isReset); i++) {
      m.machine.serve();
    }
    assertTrue(m.events.stream().anyMatch(this::isReset), m::text);
    assertEquals(0, m.events.stream().filter(PANICKED::equals).count());
  }

  private boolean isReset(MachineEvent event) {
    return event instanceof MachineEvent.Reset;
  }
}
