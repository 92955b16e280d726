package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;

/** What the module lkcrash does where no recorded case and no oops shows it. */
final class LkcrashTest {

  private static final MachineEvent PANICKED = new MachineEvent.GuestPanicked(PanicAction.PAUSE);

  private static TestMachine centos(String profile) {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().pausing().profile(profile));
    m.run("systemctl stop kdump");
    return m;
  }

  private static TestMachine debian(String script) {
    return TestMachine.booted(
        TestMachine.builder()
            .pausing()
            .profile("debian12")
            .arguments("console=ttyS0,115200n8")
            .file(
                "opt/org.pvpanic/init",
                "for m in pvpanic pvpanic-mmio; do insmod /mod/$m.ko; done\n"
                    + script
                    + "\necho END; while :; do read x; done\n"));
  }

  /** The address is told, and its line feed is one of the message's own. */
  @ParameterizedTest
  @CsvSource({"centos7, panic+0xe3/0x1f2", "centos7.9, panic+0xe8/0x21f"})
  void aChangedCanaryIsToldByItsAddress(String profile, String panic) {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().pausing().profile(profile));
    m.type("insmod /mod/lkcrash.ko what=stackprotector\r");
    ExpectedConsole.assertShown(
        """
        Kernel panic - not syncing: stack-protector: Kernel stack is corrupted in: {h}

        CPU: {n} PID: {n} Comm: insmod Tainted: G           OE  ------------   {kernel}
        Hardware name: {*}
        {words}
        Call Trace:
         [<{h}>] dump_stack+0x19/0x1b
         [<{h}>] %s
         [<{h}>] __stack_chk_fail+0x1b/0x30
         [<{h}>] lk_init+0x2a5/0x1000 [lkcrash]
        {loading}
        """
            .formatted(panic),
        m,
        lineWith(m, "stack-protector"));
    assertTrue(m.events.contains(PANICKED));
  }

  private static String lineWith(TestMachine m, String text) {
    return m.lines().stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
  }

  @Test
  void aChangedCanaryIsToldByItsPlace() {
    TestMachine m = debian("insmod /mod/lkcrash.ko what=stackprotector");
    assertTrue(m.events.contains(PANICKED));
    List<String> lines = m.lines();
    int panic =
        lines.indexOf(
            "Kernel panic - not syncing: stack-protector: Kernel stack is corrupted in:"
                + " lk_init+0x2a5/0x1000 [lkcrash]");
    assertTrue(panic > 0, m::text);
    assertEquals(
        List.of(
            "Call Trace:",
            " <TASK>",
            " dump_stack_lvl+0x44/0x5c",
            " panic+0x118/0x2f4",
            " ? lk_init+0x2a5/0x1000 [lkcrash]",
            " __stack_chk_fail+0x15/0x20",
            " lk_init+0x2a5/0x1000 [lkcrash]"),
        lines.subList(panic + 3, panic + 10));
  }

  @ParameterizedTest
  @CsvSource({"what=nonsense", "''"})
  void whatItDoesNotKnowIsRefused(String what) {
    TestMachine m = debian("insmod /mod/lkcrash.ko " + what + "; echo rc=$?");
    assertTrue(m.text().contains("insmod: can't insert '/mod/lkcrash.ko': invalid parameter"));
    assertTrue(m.lines().contains("rc=22"), m::text);
    TestMachine old = centos("centos7");
    assertEquals(
        "insmod: ERROR: could not insert module /mod/lkcrash.ko: Invalid parameters\n",
        old.run("insmod /mod/lkcrash.ko " + what).replaceAll("(?m)^\\[.*\\n", ""));
    assertEquals("", old.run("lsmod | grep lkcrash"));
    assertFalse(old.events.contains(PANICKED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aSoftLockupIsToldAndIsNoPanicByItself(String profile) {
    TestMachine m = centos(profile);
    m.type("insmod /mod/lkcrash.ko what=softlockup");
    m.submitNow(new Input.Serial(0, new byte[] {'\r'}));
    m.serveUntil("BUG: soft lockup - CPU#0 stuck for 2");
    m.serveUntil(" lk_init+0x173/0x1000 [lkcrash]");
    m.serveUntil("BUG: soft lockup - CPU#0 stuck for 2");
    assertFalse(m.events.contains(PANICKED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aSoftLockupPanicsWhereThatIsWanted(String profile) {
    TestMachine m = centos(profile);
    m.run("echo 1 > /proc/sys/kernel/softlockup_panic");
    m.type("insmod /mod/lkcrash.ko what=softlockup\r");
    assertTrue(m.lines().contains("Kernel panic - not syncing: softlockup: hung tasks"), m::text);
    assertTrue(lineWith(m, "Tainted: G           OEL").contains("------------"));
    assertTrue(m.events.contains(PANICKED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aHungTaskPanicsWhereThatIsWanted(String profile) {
    TestMachine m = centos(profile);
    m.run("echo 5 > /proc/sys/kernel/hung_task_timeout_secs");
    m.run("echo 1 > /proc/sys/kernel/hung_task_panic");
    m.type("insmod /mod/lkcrash.ko what=hung\r");
    assertTrue(
        m.lines().stream()
            .anyMatch(line -> line.matches(".*INFO: task lkhung:\\d+ blocked for more than 5 .*")),
        m::text);
    assertTrue(
        m.lines()
            .contains(
                "\"echo 0 > /proc/sys/kernel/hung_task_timeout_secs\" disables this message."));
    assertTrue(m.lines().contains("Kernel panic - not syncing: hung_task: blocked tasks"));
    assertTrue(m.events.contains(PANICKED));
  }
}
