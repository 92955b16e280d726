package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;
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
    m.type("echo {{$(" + command + ")}}\r");
    String all = m.text().substring(from);
    int start = all.lastIndexOf("{{");
    int end = all.indexOf("}}", start);
    assertTrue(start >= 0 && end >= 0, all);
    return all.substring(start + 2, end);
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
    MachineConfig config = MachineConfig.DEFAULT.withRam(1L << 30).withClock(Clock.Mode.WARP);
    TestMachine m = TestMachine.of(new PcBoard(config, false, profile).finish());
    m.machine.powerOn();
    m.settle();
    m.type("root\r");
    m.type("echo 1 > /proc/sys/kernel/sysrq\r");
    String told = way.told(m, 'o');
    assertTrue(told.contains("Power Off\r\n"), told);
    assertTrue(m.lines().get(m.lines().size() - 1).matches("(reboot: )?Power down\\.?"), told);
    assertEquals(
        List.of(new MachineEvent.Shutdown(true, ShutdownCause.GUEST_SHUTDOWN)),
        m.events.stream().filter(e -> e instanceof MachineEvent.Shutdown).toList());
    assertFalse(told.contains("Stopping"), "no service is asked");
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

  private static String level(String profile) {
    return profile.equals("debian12") ? "10 4 1 7" : "8 4 1 7";
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void iKillsEveryProcessButTheFirst(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    m.type("mkfifo /f; cat /f & (trap '' TERM; exec cat /f) &\r");
    assertEquals("2", output(m, "pgrep -c cat"));
    way.press(m, 'i');
    assertTrue(m.text().endsWith("login: "), m.text());
    m.type("root\r");
    assertEquals("0", output(m, "pgrep -c cat"));
    assertEquals(level(profile), output(m, "cat /proc/sys/kernel/printk"));
  }

  /** An interactive shell ignores SIGTERM, but login passes it on as SIGHUP, too. */
  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void eTerminatesWhoeverDoesNotIgnoreIt(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    m.type("mkfifo /f; cat /f & (trap '' TERM HUP; exec cat /f) &\r");
    assertEquals("2", output(m, "pgrep -c cat"));
    way.press(m, 'e');
    assertTrue(m.text().endsWith("login: "), m.text());
    m.type("root\r");
    assertEquals("1", output(m, "pgrep -c cat"));
    assertEquals(level(profile), output(m, "cat /proc/sys/kernel/printk"));
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void fKillsOneProcess(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    String told = way.told(m, 'f');
    assertTrue(told.contains("kworker/0:1 invoked oom-killer: "), told);
    Matcher victim = Pattern.compile("Killed process ([0-9]+) \\(").matcher(told);
    assertTrue(victim.find(), told);
    assertTrue(m.text().endsWith("login: "), "bash or login was the biggest");
    m.type("root\r");
    assertEquals("gone", output(m, "[ -d /proc/" + victim.group(1) + " ] || echo gone"));
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void kKillsWhoHasTheScreenAndNobodyElse(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    m.type("mkfifo /f; cat /f < /dev/tty1 & cat /f &\r");
    String all = output(m, "pgrep cat");
    String user = all.substring(0, all.indexOf(' '));
    String told = way.told(m, 'k');
    assertTrue(told.contains("SAK: killed process " + user + " (cat): "), told);
    assertEquals(all.substring(user.length() + 1), output(m, "pgrep cat"));
  }

  @ParameterizedTest
  @MethodSource("profilesAndWays")
  void uMakesFileSystemsReadOnly(String profile, SysRqWay way) {
    TestMachine m = machine(profile);
    m.type("echo before > /root/note\r");
    String told = way.told(m, 'u');
    assertTrue(told.contains("Emergency Remount complete\r\n"), told);
    String refused = "Read-only file system";
    for (String change :
        List.of(
            "echo after > /root/note",
            "echo more >> /root/note",
            "touch /root/new",
            "rm -f /root/note",
            "mkdir /root/d",
            "mv /root/note /root/other",
            "chmod 0 /root/note")) {
      String said = output(m, "(" + change + ") 2>&1");
      assertTrue(said.contains(refused), change + ": " + said);
    }
    assertEquals("before", output(m, "cat /root/note"));
    assertTrue(output(m, "grep ' / ' /proc/mounts").contains(" ro,"));
    m.type("echo shared > /dev/shm/note\r");
    assertEquals("shared", output(m, "cat /dev/shm/note"), "has no block device");
    m.type("mount -o remount,rw / && echo after > /root/note\r");
    assertEquals("after", output(m, "cat /root/note"));
  }
}
