package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.ShutdownCause;

/** What SysRq keys leave of a guest. */
final class SysRqEffectsTest {

  private static final MachineEvent PANICKED = new MachineEvent.GuestPanicked(PanicAction.PAUSE);

  private static TestMachine machine(String profile) {
    return SysRqKeysTest.machine(profile, 1);
  }

  /** What a command prints where prompts may hold escape sequences. */
  private static String output(TestMachine m, String command) {
    int from = m.text().length();
    m.type("echo '<'$(" + command + ")'>'\r");
    String all = m.text().substring(from);
    int start = all.lastIndexOf('<');
    int end = all.indexOf('>', start);
    assertTrue(start >= 0 && end >= 0, all);
    return all.substring(start + 1, end);
  }

  static Stream<Arguments> profilesAndWays() {
    return SysRqKeysTest.profilesAndWays();
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void bRestartsTheMachineWithoutStoppingAnything(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    String told = way.told(m, 'b');
    assertTrue(m.events.contains(new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET)), told);
    assertTrue(told.contains("Resetting\r\n[    0.000000] "), told);
    assertFalse(told.contains("reboot:") || told.contains("Restarting system"), told);
    assertTrue(m.text().endsWith("login: "), told);
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void oSwitchesTheMachineOff(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    String told = way.told(m, 'o');
    assertTrue(told.contains("Power Off\r\n"), told);
    assertTrue(told.endsWith("ower down" + (profile.equals("debian12") ? "" : ".") + "\r\n"), told);
    assertEquals(
        List.of(
            new MachineEvent.Shutdown(true, ShutdownCause.GUEST_SHUTDOWN), new MachineEvent.Stop()),
        m.events.subList(1, m.events.size()));
    assertEquals(RunState.SHUTDOWN, m.machine.runState());
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void cCrashesWhereItIsGiven(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    output(m, "systemctl stop kdump");
    String told = way.told(m, 'c');
    String interrupt = way == SysRqWay.PROC ? "" : " in interrupt";
    String message =
        profile.equals("debian12") ? "sysrq triggered crash" : "Fatal exception" + interrupt;
    assertTrue(told.contains("Kernel panic - not syncing: " + message + "\r\n"), told);
    assertEquals(
        List.of(PANICKED, new MachineEvent.Stop()), m.events.subList(1, m.events.size()), told);
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void iKillsEveryProcessButTheFirst(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    m.type("sleep 12345 & sleep 12345 &\r");
    assertEquals("2", output(m, "pgrep -c sleep"));
    String told = way.told(m, 'i');
    assertTrue(told.endsWith("login: "), told);
    m.type("root\r");
    assertEquals("0", output(m, "pgrep -c sleep"));
    String level = profile.equals("debian12") ? "10 4 1 7" : "8 4 1 7";
    assertEquals(level, output(m, "cat /proc/sys/kernel/printk"));
  }

  /** An interactive shell ignores SIGTERM. */
  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void eTerminatesWhoeverDoesNotIgnoreIt(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    m.type("sleep 12345 & (trap '' TERM; exec sleep 54321) &\r");
    assertEquals("2", output(m, "pgrep -c sleep"));
    way.press(m, 'e');
    assertEquals("1", output(m, "pgrep -c sleep"));
    String level = profile.equals("debian12") ? "10 4 1 7" : "8 4 1 7";
    assertEquals(level, output(m, "cat /proc/sys/kernel/printk"));
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void fKillsOneProcess(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    String told = way.told(m, 'f');
    assertTrue(told.contains(" invoked oom-killer: "), told);
    assertTrue(told.contains("Killed process "), told);
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void kKillsWhoHasTheScreenAndNobodyElse(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    String getty = output(m, "pgrep -t tty1");
    assertFalse(getty.isEmpty());
    String told = way.told(m, 'k');
    assertTrue(told.contains("SAK: killed process " + getty + " ("), told);
    assertFalse(getty.equals(output(m, "pgrep -t tty1")), "systemd starts another");
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void uMakesFileSystemsReadOnly(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    m.type("echo before > /root/note\r");
    assertTrue(way.told(m, 'u').contains("Emergency Remount complete\r\n"));
    String refused = ": Read-only file system";
    assertTrue(output(m, "echo after 2>&1 > /root/note").isEmpty());
    m.type("echo after > /root/note\r");
    assertTrue(m.text().contains("/root/note" + refused), m.text());
    assertTrue(output(m, "rm -f /root/note 2>&1").endsWith(refused + "'") || output(m, "rm -f /root/note 2>&1").contains(refused.substring(2)));
    assertEquals("before", output(m, "cat /root/note"));
    assertTrue(output(m, "grep ' / ' /proc/mounts").contains(" ro,"), m.text());
    m.type("echo shared > /dev/shm/note\r");
    assertEquals("shared", output(m, "cat /dev/shm/note"), "has no block device");
    m.type("mount -o remount,rw / && echo after > /root/note\r");
    assertEquals("after", output(m, "cat /root/note"));
  }
}
