package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.ShutdownCause;

final class KdumpTest {

  private static final String TRIGGER = "echo c > /proc/sysrq-trigger\r";

  private static TestMachine withTwoGib() {
    return TestMachine.loggedIn(TestMachine.builder().pausing().ram(2L << 30));
  }

  @Test
  void isArmedFromTwoGibOn() {
    TestMachine m = withTwoGib();
    assertTrue(m.text().contains("] Reserving 161MB of memory at 704MB for crashkernel"));
    assertTrue(m.lines().contains("[  OK  ] Started Crash recovery kernel arming."));
    assertEquals("active\n", m.run("systemctl is-active kdump"));
    assertEquals("1\n", m.run("cat /sys/kernel/kexec_crash_loaded"));
    assertEquals((161 << 20) + "\n", m.run("cat /sys/kernel/kexec_crash_size"));
  }

  @Test
  void armedItTakesTheCrashBeforeAnythingElse() {
    TestMachine m = withTwoGib();
    int from = m.text().length();
    m.type(TRIGGER);
    String crash = m.text().substring(from);
    assertFalse(crash.contains("end trace"));
    assertFalse(crash.contains("Kernel panic"));
    int cr2 = crash.lastIndexOf("CR2: 0000000000000000\r\n");
    assertTrue(
        crash
            .substring(cr2)
            .startsWith(
                "CR2: 0000000000000000\r\n[    0.000000] Initializing cgroup subsys cpuset\r\n"),
        "a second kernel on the same console");
    assertEquals(
        List.of(
            new MachineEvent.Resume(),
            new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET),
            new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET)),
        m.events);
    assertEquals(RunState.RUNNING, m.machine.runState());
    assertTrue(m.text().endsWith(TestMachine.LOGIN));
  }

  @Test
  void theCaptureKernelSavesTheDumpAndRestarts() {
    TestMachine m = withTwoGib();
    m.type(TRIGGER);
    List<String> lines = m.lines();
    List<String> kdump = lines.stream().filter(line -> line.startsWith("kdump: ")).toList();
    assertEquals(6, kdump.size(), kdump::toString);
    assertEquals("kdump: dump target is /dev/mapper/cl-root", kdump.get(0));
    assertTrue(
        kdump
            .get(1)
            .matches(
                "kdump: saving to /sysroot//var/crash/127\\.0\\.0\\.1-\\d{4}-\\d\\d-\\d\\d-"
                    + "\\d\\d:\\d\\d:\\d\\d/"));
    assertEquals(
        List.of(
            "kdump: saving vmcore-dmesg.txt",
            "kdump: saving vmcore-dmesg.txt complete",
            "kdump: saving vmcore",
            "kdump: saving vmcore complete"),
        kdump.subList(2, 6));
    int restart = lines.indexOf("reboot: machine restart");
    assertEquals("Restarting system.", lines.get(restart - 1));
    assertEquals("Initializing cgroup subsys cpuset", lines.get(restart + 1));
  }

  @Test
  void theCaptureKernelHasTheArgumentsThatKdumpGivesIt() {
    TestMachine m = withTwoGib();
    m.type(TRIGGER);
    String line =
        m.lines().stream()
            .filter(each -> each.startsWith("Command line: ") && each.contains("elfcorehdr="))
            .findFirst()
            .orElseThrow();
    assertFalse(line.contains("crashkernel="));
    assertTrue(line.contains(" console=ttyS0,115200n8 ") && line.contains(" panic=10 "));
  }

  /** Lets time go on in small pieces until the console ends with {@code end}. */
  private static void advance(TestMachine m, String end) {
    int pieces = 0;
    do {
      m.machine.submit(new Input.AdvanceClock(20_000_000));
      while (m.machine.serve() == 0) {
        // more steps are waiting
      }
    } while (!m.text().endsWith(end) && ++pieces < 1_000);
    assertTrue(m.text().endsWith(end), m::text);
  }

  /** A machine whose time the test drives, at the instant when its first kernel is over. */
  private static TestMachine betweenTheKernels() {
    TestMachine m = TestMachine.builder().pausing().ram(2L << 30).clock(Clock.Mode.MANUAL).build();
    m.machine.powerOn();
    advance(m, TestMachine.LOGIN);
    type(m, "root\r", TestMachine.PROMPT);
    type(m, "echo 1 >/proc/sy", "");
    type(m, "s/kernel/sysrq\r", TestMachine.PROMPT);
    type(m, "echo c >/proc/sy", "");
    type(m, "srq-trigger\r", "CR2: 0000000000000000\r\n");
    return m;
  }

  private static void type(TestMachine m, String keys, String answer) {
    m.machine.submit(new Input.Serial(0, keys.getBytes(StandardCharsets.UTF_8)));
    advance(m, answer);
  }

  @Test
  void keysBetweenTheKernelsDoNotWakeTheFirstOne() {
    TestMachine m = betweenTheKernels();
    m.machine.submit(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    type(m, "x\r", TestMachine.LOGIN);
    assertEquals(1, m.lines().stream().filter(line -> line.startsWith("Oops: ")).count());
    assertTrue(m.lines().contains("kdump: saving vmcore complete"));
  }

  @Test
  void theCaptureKernelCanPanicItself() {
    TestMachine m = betweenTheKernels();
    advance(m, "Starting Kdump Vmcore Save Service...\r\n");
    m.machine.submit(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    advance(m, "Kernel panic - not syncing: Fatal exception in interrupt\r\n");
    assertEquals(
        List.of(
            new MachineEvent.Resume(),
            new MachineEvent.GuestPanicked(PanicAction.PAUSE),
            new MachineEvent.Stop()),
        m.events);
  }

  @Test
  void stoppedItLeavesTheCrashToPvpanic() {
    TestMachine m = withTwoGib();
    m.run("sudo systemctl stop kdump");
    assertEquals("0\n", m.run("cat /sys/kernel/kexec_crash_loaded"));
    assertEquals((161 << 20) + "\n", m.run("cat /sys/kernel/kexec_crash_size"));
    m.type(TRIGGER);
    assertTrue(m.text().endsWith("Kernel panic - not syncing: Fatal exception\r\n"));
    assertTrue(m.events.contains(new MachineEvent.GuestPanicked(PanicAction.PAUSE)));
  }

  @Test
  void disabledButNotStoppedItStillTakesTheCrash() {
    TestMachine m = withTwoGib();
    m.run("systemctl disable kdump");
    m.type(TRIGGER);
    assertFalse(m.text().contains("Kernel panic"));
  }

  @Test
  void startedAgainItIsArmedAgain() {
    TestMachine m = withTwoGib();
    m.run("systemctl stop kdump; systemctl start kdump");
    assertEquals("1\n", m.run("cat /sys/kernel/kexec_crash_loaded"));
  }

  @Test
  void cannotBeArmedInASmallMachine() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().pausing().ram((2L << 30) - 1));
    assertTrue(m.lines().contains("crashkernel=auto resulted in zero bytes of reserved memory."));
    assertTrue(
        m.lines()
            .containsAll(
                List.of(
                    "[FAILED] Failed to start Crash recovery kernel arming.",
                    "See 'systemctl status kdump.service' for details.")));
    assertEquals("failed\n", m.run("systemctl is-active kdump"));
    assertTrue(m.run("systemctl status kdump").contains("No memory reserved for crash kernel."));
    assertEquals(
        "Job for kdump.service failed because the control process exited with error code. See"
            + " \"systemctl status kdump.service\" and \"journalctl -xe\" for details.\n",
        m.run("systemctl start kdump"));
    m.type(TRIGGER);
    assertTrue(m.events.contains(new MachineEvent.GuestPanicked(PanicAction.PAUSE)));
  }

  @Test
  void aSizeOnTheCommandLineIsReservedInASmallMachine() {
    TestMachine m =
        TestMachine.loggedIn(
            TestMachine.builder().ram(512L << 20).arguments("console=ttyS0 crashkernel=128M"));
    assertEquals((128 << 20) + "\n", m.run("cat /sys/kernel/kexec_crash_size"));
    assertEquals("active\n", m.run("systemctl is-active kdump"));
  }

  @Test
  void withoutCrashkernelTheServiceIsNotTried() {
    TestMachine m =
        TestMachine.loggedIn(TestMachine.builder().ram(4L << 30).arguments("console=ttyS0"));
    assertFalse(m.text().contains("Crash recovery"));
    assertEquals("inactive\n", m.run("systemctl is-active kdump"));
  }

  @Test
  void crashMemoryCanBeGivenBackOnceNothingIsLoaded() {
    TestMachine m = withTwoGib();
    assertEquals(
        "-bash: echo: write error: No such file or directory\n",
        m.run("echo 0 > /sys/kernel/kexec_crash_size"));
    m.run("systemctl stop kdump");
    assertEquals("", m.run("echo 0 > /sys/kernel/kexec_crash_size"));
    m.run("systemctl start kdump");
    assertEquals("0\n", m.run("cat /sys/kernel/kexec_crash_loaded"));
  }
}
