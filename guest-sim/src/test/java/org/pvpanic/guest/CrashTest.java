package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.ShutdownCause;

final class CrashTest {

  private static final String TRIGGER = "echo c > /proc/sysrq-trigger\r";

  private static final Actions NONE = Actions.DEFAULT.withPanic(Actions.Panic.NONE);

  private static TestMachine.Builder pausing() {
    return TestMachine.builder().pausing();
  }

  @Test
  void theSeedAsTyped() {
    TestMachine m = TestMachine.loggedIn(pausing());
    assertEquals("", m.run("sudo systemctl stop kdump"));
    assertEquals(
        "Removed symlink /etc/systemd/system/multi-user.target.wants/kdump.service.\n",
        m.run("sudo systemctl disable kdump"));
    assertEquals("1\n", m.run("echo \"1\" | sudo tee /proc/sys/kernel/sysrq"));
    int from = m.lines().size() - 1;
    m.type("echo c | sudo tee /proc/sysrq-trigger\r");
    List<String> lines = m.lines().subList(from, m.lines().size());
    assertEquals(
        List.of(
            "[root@localhost ~]# echo c | sudo tee /proc/sysrq-trigger",
            "c",
            "SysRq : Trigger a crash",
            "BUG: unable to handle kernel NULL pointer dereference at           (null)",
            "IP: [<ffffffff813fe606>] sysrq_handle_crash+0x16/0x20",
            "PGD 7a36e067 PUD 7a370067 PMD 0 ",
            "Oops: 0002 [#1] SMP "),
        lines.subList(0, 7));
    assertEquals("Kernel panic - not syncing: Fatal exception", lines.get(lines.size() - 1));
    assertTrue(m.text().endsWith("\r\n"), "the last line is whole");
    assertEquals(
        List.of(
            new MachineEvent.Resume(),
            new MachineEvent.GuestPanicked(PanicAction.PAUSE),
            new MachineEvent.Stop()),
        m.events);
    assertEquals(RunState.GUEST_PANICKED, m.machine.runState());
  }

  @Test
  void theOopsHasTheLinesOfThatKernelInTheirOrder() {
    TestMachine m = TestMachine.loggedIn(pausing());
    m.type(TRIGGER);
    List<String> lines = m.lines();
    List<String> oops = lines.subList(lines.indexOf("Oops: 0002 [#1] SMP "), lines.size());
    String[] patterns = {
      "Oops: 0002 \\[#1\\] SMP ",
      "Modules linked in: .+",
      "CPU: 0 PID: [0-9]+ Comm: bash Not tainted 3\\.10\\.0-514\\.el7\\.x86_64 #1",
      "Hardware name: QEMU Standard PC .+",
      "task: ffff88[0-9a-f]{10} ti: (ffff88[0-9a-f]{10}) task\\.ti: \\1",
      "RIP: 0010:\\[<ffffffff813fe606>\\]  \\[<ffffffff813fe606>\\] sysrq_handle_crash\\+0x16/0x20",
      "RSP: 0018:ffff88[0-9a-f]{10}  EFLAGS: 00010246",
      "RAX: 000000000000000f RBX: [0-9a-f]{16} RCX: 0{16}",
      "RDX: 0{16} RSI: [0-9a-f]{16} RDI: 0000000000000063",
      "RBP: ffff88[0-9a-f]{10} R08: [0-9a-f]{16} R09: [0-9a-f]{16}",
      "R10: [0-9a-f]{16} R11: [0-9a-f]{16} R12: 0000000000000063",
      "R13: [0-9a-f]{16} R14: [0-9a-f]{16} R15: [0-9a-f]{16}",
      "FS:  00007f[0-9a-f]{10}\\(0000\\) GS:ffff88[0-9a-f]{10}\\(0000\\) knlGS:0{16}",
      "CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033",
      "CR2: 0{16} CR3: 000000007a36b000 CR4: 00000000000006f0",
      "DR0: 0{16} DR1: 0{16} DR2: 0{16}",
      "DR3: 0{16} DR6: 00000000ffff0ff0 DR7: 0000000000000400",
      "Stack:",
      " [0-9a-f]{16} ffffffff813fee27 [0-9a-f]{16} [0-9a-f]{16}",
      " [0-9a-f]{16} [0-9a-f]{16} [0-9a-f]{16} [0-9a-f]{16}",
      " ffffffff813ff29f [0-9a-f]{16} [0-9a-f]{16} [0-9a-f]{16}",
      "Call Trace:",
      " \\[<[0-9a-f]{16}>\\] __handle_sysrq\\+0x107/0x170",
      " \\[<[0-9a-f]{16}>\\] write_sysrq_trigger\\+0x2f/0x40",
      " \\[<[0-9a-f]{16}>\\] proc_reg_write\\+0x3d/0x80",
      " \\[<[0-9a-f]{16}>\\] vfs_write\\+0xbd/0x1e0",
      " \\[<[0-9a-f]{16}>\\] SyS_write\\+0x7f/0xe0",
      " \\[<[0-9a-f]{16}>\\] system_call_fastpath\\+0x16/0x1b",
      "Code: ([0-9a-f]{2} )+<c6> ([0-9a-f]{2} )+",
      "RIP  \\[<ffffffff813fe606>\\] sysrq_handle_crash\\+0x16/0x20",
      " RSP <ffff88[0-9a-f]{10}>",
      "CR2: 0{16}",
      "---\\[ end trace [0-9a-f]{16} \\]---",
      "Kernel panic - not syncing: Fatal exception",
    };
    assertEquals(patterns.length, oops.size(), oops::toString);
    for (int i = 0; i < patterns.length; i++) {
      assertTrue(oops.get(i).matches(patterns[i]), oops.get(i));
    }
  }

  @Test
  void theOopsNamesTheTaskThatWrote() {
    TestMachine m = TestMachine.loggedIn(pausing());
    int shell = Integer.parseInt(m.run("echo $$").trim());
    m.type("echo c | sudo tee /proc/sysrq-trigger\r");
    assertTrue(m.text().contains("PID: " + (shell + 3) + " Comm: tee Not tainted"), m::text);
  }

  @Test
  void everyLineOfTheCrashHasALaterTimeThanTheOneBefore() {
    TestMachine m = TestMachine.loggedIn(pausing());
    m.type(TRIGGER);
    String crash = m.text().substring(m.text().indexOf("SysRq : Trigger") - 15);
    double before = 0;
    for (String line : crash.split("\r\n")) {
      double time = Double.parseDouble(line.substring(1, line.indexOf(']')).trim());
      assertTrue(time > before, line);
      before = time;
    }
  }

  @Test
  void contAfterThePanicLetsTheKernelHangForGood() {
    TestMachine m = TestMachine.loggedIn(pausing());
    m.type(TRIGGER);
    String atPanic = m.text();
    m.submit(Input.Command.CONT);
    assertEquals(RunState.RUNNING, m.machine.runState());
    m.submit(new Input.Serial(0, new byte[] {'x', '\r'}));
    m.submit(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    m.submit(Input.Command.INJECT_NMI);
    assertEquals(atPanic, m.text(), "this kernel says no more, and nothing wakes it");
    assertEquals(
        List.of(
            new MachineEvent.Resume(),
            new MachineEvent.GuestPanicked(PanicAction.PAUSE),
            new MachineEvent.Stop(),
            new MachineEvent.Resume()),
        m.events);
  }

  @Test
  void aPausedPanicCountsDownOnlyAfterCont() {
    TestMachine m = TestMachine.loggedIn(pausing());
    m.run("echo 5 > /proc/sys/kernel/panic");
    m.type(TRIGGER);
    assertFalse(m.text().contains("Rebooting"));
    long stopped = m.machine.now();
    m.submit(Input.Command.CONT);
    assertTrue(m.text().contains("] Rebooting in 5 seconds..[    0.000000] Initializing"));
    assertEquals(
        new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET), m.events.get(m.events.size() - 1));
    assertTrue(m.machine.now() - stopped > 10_000_000_000L, "five seconds and a boot");
    assertTrue(m.text().endsWith(TestMachine.LOGIN));
  }

  @Test
  void withPanicActionNoneTheGuestRebootsByItself() {
    TestMachine m =
        TestMachine.loggedIn(
            TestMachine.builder().actions(NONE).arguments("console=ttyS0,115200n8 panic=3"));
    m.type(TRIGGER);
    assertEquals(
        List.of(
            new MachineEvent.Resume(),
            new MachineEvent.GuestPanicked(PanicAction.RUN),
            new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET),
            new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET)),
        m.events);
  }

  @Test
  void aNegativeTimeoutRestartsAtOnce() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().actions(NONE));
    m.run("echo -1 > /proc/sys/kernel/panic");
    m.type(TRIGGER);
    assertFalse(m.text().contains("Rebooting"));
    assertTrue(m.events.contains(new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET)));
  }

  @Test
  void withoutAKeyboardControllerTheRestartIsATripleFault() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().actions(NONE).withoutKeyboard());
    m.run("echo 1 > /proc/sys/kernel/panic");
    m.type(TRIGGER);
    assertTrue(m.text().contains("Rebooting in 1 seconds.."));
    assertTrue(m.text().endsWith(TestMachine.LOGIN));
    MachineEvent reset = new MachineEvent.Reset(true, ShutdownCause.GUEST_RESET);
    assertEquals(
        List.of(
            new MachineEvent.Resume(),
            new MachineEvent.GuestPanicked(PanicAction.RUN),
            reset,
            reset),
        m.events);
  }

  @Test
  void withoutPvpanicTheHostHearsNothing() {
    TestMachine m = TestMachine.loggedIn(pausing().withoutPvpanic());
    m.type(TRIGGER);
    assertTrue(m.text().endsWith("Kernel panic - not syncing: Fatal exception\r\n"));
    assertEquals(List.of(new MachineEvent.Resume()), m.events);
    assertEquals(RunState.RUNNING, m.machine.runState());
  }

  /** The device is there, but the driver finds its devices in ACPI tables alone. */
  @Test
  void withoutAcpiTheHostHearsNothing() {
    String off = "console=ttyS0 acpi=off";
    for (TestMachine.Builder builder : List.of(pausing().withoutAcpi(), pausing().arguments(off))) {
      TestMachine m = TestMachine.loggedIn(builder);
      m.type(TRIGGER);
      assertTrue(m.text().endsWith("Kernel panic - not syncing: Fatal exception\r\n"));
      assertEquals(List.of(new MachineEvent.Resume()), m.events);
    }
  }

  @Test
  void aQuietConsoleStillTellsTheWholeCrash() {
    TestMachine m = TestMachine.loggedIn(pausing().arguments("console=ttyS0,115200n8 quiet"));
    m.type(TRIGGER);
    assertTrue(m.lines().contains("Oops: 0002 [#1] SMP "));
    assertTrue(m.text().endsWith("Kernel panic - not syncing: Fatal exception\r\n"));
  }

  @Test
  void consoleLevelZeroMutesTheCrashButNotTheEvent() {
    TestMachine m = TestMachine.loggedIn(pausing());
    m.run("echo 0 > /proc/sys/kernel/printk");
    m.type(TRIGGER);
    assertTrue(m.text().endsWith("SysRq : Trigger a crash\r\n"), m::text);
    assertTrue(m.events.contains(new MachineEvent.GuestPanicked(PanicAction.PAUSE)));
  }

  @Test
  void aResetAfterThePanicBootsAgainOnceTheMachineRuns() {
    TestMachine m = TestMachine.loggedIn(pausing());
    m.type(TRIGGER);
    m.submit(Input.Command.SYSTEM_RESET);
    String atReset = m.text();
    assertTrue(atReset.endsWith("Fatal exception\r\n"));
    m.submit(Input.Command.CONT);
    assertTrue(m.text().substring(atReset.length()).endsWith(TestMachine.LOGIN));
  }

  @Test
  void theNextCrashAfterARebootIsTheFirstOopsAgain() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().actions(NONE));
    m.run("echo 1 > /proc/sys/kernel/panic");
    m.type(TRIGGER);
    m.type("root\r");
    m.type(TRIGGER);
    assertEquals(2, m.lines().stream().filter("Oops: 0002 [#1] SMP "::equals).count());
  }

  @Test
  void anUnknownNmiPrintsThreeLinesAndTheGuestGoesOn() {
    TestMachine m = TestMachine.loggedIn(TestMachine.builder().cpus(2));
    int from = m.lines().size();
    m.submit(Input.Command.INJECT_NMI);
    List<String> lines = m.lines().subList(from - 1, m.lines().size());
    assertTrue(
        lines
            .get(0)
            .matches(
                "\\[root@localhost ~\\]# \\[ .*\\] Uhhuh\\. NMI received for unknown reason"
                    + " [23]1 on CPU 0\\."),
        lines.get(0));
    assertEquals(
        List.of(
            "Do you have a strange power saving mode enabled?",
            "Dazed and confused, but trying to continue"),
        lines.subList(1, lines.size()));
    assertEquals("x\n", m.run("echo x"));
  }
}
