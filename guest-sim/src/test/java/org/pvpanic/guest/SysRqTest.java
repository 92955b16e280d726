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
import org.pvpanic.machine.ShutdownCause;

final class SysRqTest {

  private static TestMachine press(String sysrq, byte[] keys) {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().pausing());
    m.run("echo " + sysrq + " > /proc/sys/kernel/sysrq");
    m.submit(new Input.Keys(keys));
    return m;
  }

  private static boolean panicked(TestMachine m) {
    return m.events.contains(new MachineEvent.GuestPanicked(PanicAction.PAUSE));
  }

  /** The trace goes from the handler of the key over that of the interrupt to the idle task. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void theKeyboardCrashesTheKernelInItsInterrupt(String profile) {
    TestMachine m = SysRqKeysTest.machine(profile, 1);
    m.type("systemctl stop kdump\r");
    m.submit(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    assertTrue(m.text().endsWith("Kernel panic - not syncing: Fatal exception in interrupt\r\n"));
    assertTrue(m.text().contains("CPU: 0 PID: 0 Comm: swapper/0 Not tainted"));
    List<String> lines = m.lines();
    int from = lines.indexOf("Call Trace:");
    List<String> trace =
        lines.subList(from + 1, lines.size()).stream()
            .takeWhile(line -> !line.startsWith("Code:"))
            .map(line -> line.replaceFirst("^ \\[<[0-9a-f]{16}>\\] (\\? )?", ""))
            .map(line -> line.replaceFirst("\\+.*", ""))
            .toList();
    List<String> stations =
        List.of(
            " <IRQ> ",
            "__handle_sysrq",
            "sysrq_filter",
            "atkbd_interrupt",
            "i8042_interrupt",
            "do_IRQ",
            "common_interrupt",
            " <EOI> ",
            "native_safe_halt",
            "default_idle",
            "start_kernel");
    assertEquals(stations, trace.stream().filter(stations::contains).toList(), m::text);
    assertEquals(
        List.of(new MachineEvent.GuestPanicked(PanicAction.PAUSE), new MachineEvent.Stop()),
        m.events.subList(1, m.events.size()));
  }

  @Test
  void printScreenWithAltIsTheSysRqKeyToo() {
    assertTrue(panicked(press("1", TestKeys.bytes(0x38, 0xe0, 0x37, 0x2e, 0xae))));
  }

  /** 3.10 forgets to restore the level when it refuses. */
  @ParameterizedTest
  @CsvSource({"centos7, 7", "centos7.9, 7", "debian12, 4"})
  void aRefusalIsToldEvenWhenTheLevelIsLow(String profile, int level) {
    TestMachine m = SysRqKeysTest.machine(profile, 16);
    m.type("dmesg -n 4\r");
    m.submit(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    assertTrue(m.text().contains("This sysrq operation is disabled.\r\n"), m::text);
    assertFalse(panicked(m));
    m.type("cat /proc/sys/kernel/printk\r");
    assertTrue(m.text().contains(level + "\t4\t1\t7\r\n"), m::text);
  }

  @Test
  void theMaskForDumpsAllowsTheCrash() {
    assertTrue(panicked(press("8", TestKeys.ALT_SYSRQ_C)));
  }

  @Test
  void zeroDetachesTheKeyboardSilently() {
    TestMachine m = press("0", TestKeys.ALT_SYSRQ_C);
    assertFalse(m.text().contains("SysRq"));
    assertFalse(panicked(m));
  }

  @Test
  void sysrqAlwaysEnabledOverridesTheSetting() {
    TestMachine m =
        TestMachine.loggedIn(
            TestMachine.builder().pausing().arguments("console=ttyS0 sysrq_always_enabled"));
    m.run("echo 0 > /proc/sys/kernel/sysrq");
    m.submit(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    assertTrue(panicked(m));
  }

  @Test
  void withoutAltOrWithoutSysRqAKeyIsAKey() {
    assertFalse(panicked(press("1", TestKeys.bytes(0x54, 0x2e, 0xae, 0xd4))));
    assertFalse(panicked(press("1", TestKeys.bytes(0x38, 0x2e, 0xae, 0xb8))));
    assertFalse(panicked(press("1", TestKeys.bytes(0x38, 0x54, 0xd4, 0xb8, 0x2e, 0xae))));
  }

  /** A PC keyboard says that Alt was released, too, when SysRq is. */
  @Test
  void sysRqHasToBeHeldUntilTheKeyIsPressed() {
    assertFalse(panicked(press("1", TestKeys.bytes(0x38, 0x54, 0xd4, 0x2e, 0xae, 0xb8))));
  }

  @Test
  void theProcFileIsNotGated() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().pausing());
    m.run("echo 0 > /proc/sys/kernel/sysrq");
    m.type("echo c > /proc/sysrq-trigger\r");
    assertTrue(panicked(m));
  }

  @Test
  void onlyTheFirstByteCountsAndAnUnknownKeyListsTheOthers() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().pausing());
    m.run("echo Cc > /proc/sysrq-trigger");
    assertFalse(panicked(m));
    assertTrue(
        m.text()
            .contains(
                "SysRq : HELP : loglevel(0-9) reboot(b) crash(c) terminate-all-tasks(e)"
                    + " memory-full-oom-kill(f) kill-all-tasks(i) thaw-filesystems(j) sak(k)"
                    + " show-backtrace-all-active-cpus(l) show-memory-usage(m)"
                    + " nice-all-RT-tasks(n) poweroff(o) show-registers(p) show-all-timers(q)"
                    + " unraw(r) sync(s) show-task-states(t) unmount(u) show-blocked-tasks(w)"
                    + " dump-ftrace-buffer(z) \r\n"));
    m.run("echo -n > /proc/sysrq-trigger");
    assertTrue(m.run("echo sc > /proc/sysrq-trigger").contains("Emergency Sync complete"));
    assertFalse(panicked(m));
  }

  @Test
  void aDigitSetsTheConsoleLevel() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder());
    String out = m.run("echo 3 > /proc/sysrq-trigger");
    assertTrue(out.contains("SysRq : Changing Loglevel\n") && out.contains("Loglevel set to 3\n"));
    assertEquals("3\t4\t1\t7\n", m.run("cat /proc/sys/kernel/printk"));
  }

  @Test
  void bRestartsWithoutAWord() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder());
    m.type("echo b > /proc/sysrq-trigger\r");
    assertTrue(m.text().contains("SysRq : Resetting\r\n[    0.000000] Initializing"));
    assertTrue(m.events.contains(new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET)));
  }
}
