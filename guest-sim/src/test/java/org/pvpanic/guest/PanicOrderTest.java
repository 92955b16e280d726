package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.ShutdownCause;

/** What a Debian guest says and does from its trigger on, in the order of kernel/panic.c. */
final class PanicOrderTest {

  private static final MachineEvent PANICKED =
      new MachineEvent.GuestPanicked(MachineEvent.PanicAction.RUN);

  /** Waits for ever at the end, so that pid 1 does not end. */
  private static TestMachine.Builder debian(String script) {
    return TestMachine.builder()
        .profile("debian12")
        .actions(Actions.DEFAULT.withPanic(Actions.Panic.NONE))
        .file(
            "opt/org.pvpanic/init",
            "insmod /mod/pvpanic.ko\ninsmod /mod/pvpanic-mmio.ko\n"
                + script
                + "\nwhile :; do read line; done\n");
  }

  private static TestMachine ran(String script) {
    return ran(debian(script));
  }

  private static TestMachine ran(TestMachine.Builder builder) {
    TestMachine m = builder.build();
    m.machine.powerOn();
    m.settle();
    return m;
  }

  private static int at(List<String> lines, String start) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(start)) {
        return i;
      }
    }
    throw new AssertionError("no line " + start + " in " + String.join("\n", lines));
  }

  private static long count(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).count();
  }

  @Test
  void aWarningPanicsBeforeItHasEnded() {
    TestMachine m =
        ran("echo 1 > /proc/sys/kernel/panic_on_warn; insmod /mod/lkcrash.ko what=warn");
    List<String> lines = m.lines();
    int warning = at(lines, "WARNING: CPU: 0 PID: ");
    int panic = at(lines, "Kernel panic - not syncing: kernel: panic_on_warn set ...");
    assertTrue(warning < panic);
    assertEquals("lkcrash: test warning", lines.get(warning - 1));
    assertEquals(" </TASK>", lines.get(panic - 1));
    assertEquals(0, count(lines, "---[ end trace"), "panic does not come back");
    List<String> second = lines.subList(panic, lines.size());
    at(second, " check_panic_on_warn");
    at(second, "RIP: 0010:lk_init+0xef/0x1000 [lkcrash]");
    at(second, "RIP: 0033:");
    assertEquals(
        "---[ end Kernel panic - not syncing: kernel: panic_on_warn set ... ]---",
        lines.get(lines.size() - 1));
    assertEquals(List.of(new MachineEvent.Resume(), PANICKED), m.events);
  }

  @Test
  void enoughWarningsArePanicToo() {
    String warn = "insmod /mod/lkcrash.ko what=warn; rmmod lkcrash; ";
    TestMachine m = ran("echo 2 > /proc/sys/kernel/warn_limit; " + warn + warn + warn);
    assertEquals(2, count(m.lines(), "WARNING: "));
    at(
        m.lines(),
        "Kernel panic - not syncing: kernel: system warned too often (kernel.warn_limit is 2)");
  }

  @Test
  void warningsAndDeathsAreCounted() {
    TestMachine m =
        ran(
            """
            insmod /mod/lkcrash.ko what=warn; rmmod lkcrash; insmod /mod/lkcrash.ko what=null
            cat /sys/kernel/warn_count /sys/kernel/oops_count
            """);
    List<String> lines = m.lines();
    assertEquals(List.of("1", "1"), lines.subList(lines.size() - 2, lines.size()));
  }

  @Test
  void enoughDeathsArePanic() {
    TestMachine m =
        ran("echo 1 > /proc/sys/kernel/oops_limit; insmod /mod/lkcrash.ko what=null; echo alive");
    List<String> lines = m.lines();
    int panic = at(lines, "Kernel panic - not syncing: Oopsed too often (kernel.oops_limit is 1)");
    assertTrue(lines.get(panic - 1).startsWith("CR2: "), "the registers, once more");
    assertTrue(lines.get(panic + 1).startsWith("Kernel Offset: 0x"), "an oops has told the rest");
    assertFalse(lines.contains("alive"));
  }

  @Test
  void aTaskThatDiesOfAnAddressOfTheKernelHadInterruptsOff() {
    TestMachine m = ran("insmod /mod/lkcrash.ko what=badaddr; echo rc=$?");
    List<String> lines = m.lines();
    int note = at(lines, "note: insmod[");
    assertTrue(lines.get(note).endsWith("] exited with irqs disabled"));
    assertEquals(List.of("Killed", "rc=137"), lines.subList(note + 1, note + 3));
  }

  @Test
  void aFullStackIsToldInPart() {
    TestMachine m = ran(debian("insmod /mod/lkcrash.ko what=stack").pausing());
    List<String> before = m.lines();
    assertTrue(before.get(before.size() - 1).startsWith("Modules linked in: lkcrash(OE+)"));
    m.submit(Input.Command.CONT);
    List<String> after = m.lines().subList(before.size(), m.lines().size());
    assertEquals("---[ end trace 0000000000000000 ]---", after.get(0));
    int panic = at(after, "Kernel panic - not syncing: Fatal exception in interrupt");
    assertTrue(after.get(panic + 1).startsWith("Kernel Offset: "));
    assertEquals(
        "---[ end Kernel panic - not syncing: Fatal exception in interrupt ]---",
        after.get(after.size() - 1));
    assertEquals(panic + 3, after.size());
  }

  @Test
  void timeDoesNotPassWhileTheGuestStandsStillInTheWrite() {
    TestMachine m = ran(debian("echo c > /proc/sysrq-trigger").pausing());
    int from = m.text().length();
    double before = stamp(m.text().substring(m.text().lastIndexOf('[')));
    m.submit(Input.Command.CONT);
    double after = stamp(m.text().substring(from));
    assertTrue(after > before && after < before + 0.01, before + " to " + after);
  }

  private static double stamp(String line) {
    return Double.parseDouble(line.substring(1, line.indexOf(']')).trim());
  }

  @Test
  void levelZeroMutesEvenAPanic() {
    TestMachine m = ran("echo 0 > /proc/sys/kernel/printk; echo c > /proc/sysrq-trigger");
    assertEquals(0, count(m.lines(), "Kernel panic"));
    assertTrue(m.events.contains(PANICKED), "the device is told all the same");
  }

  @Test
  void aLevelThatStaysHidesWhatIsLessUrgent() {
    TestMachine m =
        ran(
            debian(
                """
                echo 1 > /sys/module/printk/parameters/console_no_auto_verbose
                cat /sys/module/printk/parameters/console_no_auto_verbose
                dmesg -n 4; echo c > /proc/sysrq-trigger
                """));
    List<String> lines = m.lines();
    int panic = at(lines, "Kernel panic - not syncing: sysrq triggered crash");
    assertTrue(lines.get(panic + 1).startsWith("Kernel Offset: "), "the dump is a warning");
    assertTrue(lines.contains("Y"));
  }

  @Test
  void aQuietKernelHidesOnlyWhatComesBeforeTheOops() {
    TestMachine m = ran("dmesg -n 4; insmod /mod/lkcrash.ko what=bug");
    List<String> lines = m.lines();
    assertEquals(0, count(lines, "------------[ cut here ]"), "printed before the oops begins");
    int bug = at(lines, "kernel BUG at ");
    assertEquals("invalid opcode: 0000 [#1] PREEMPT SMP NOPTI", lines.get(bug + 1));
  }

  @Test
  void theCpuThatPanicsIsTheTasksAndTheOthersAreAskedFirst() {
    TestMachine m =
        ran(
            debian("echo 0x40 > /proc/sys/kernel/panic_print; echo c > /proc/sysrq-trigger")
                .cpus(4));
    List<String> lines = m.lines();
    int panic = at(lines, "Kernel panic - not syncing: sysrq triggered crash");
    assertTrue(lines.get(panic + 1).startsWith("CPU: 1 PID: 1 Comm: init "), lines.get(panic + 1));
    int own = at(lines, "NMI backtrace for cpu 1");
    int others = at(lines, "Sending NMI from CPU 1 to CPUs 0,2-3:");
    assertTrue(panic < own && own < others);
    assertEquals(
        List.of(
            "NMI backtrace for cpu 0 skipped: idling at native_safe_halt+0xb/0x10",
            "NMI backtrace for cpu 2 skipped: idling at native_safe_halt+0xb/0x10",
            "NMI backtrace for cpu 3 skipped: idling at native_safe_halt+0xb/0x10"),
        lines.subList(others + 1, others + 4));
    assertTrue(lines.get(others + 4).startsWith("Kernel Offset: "));
  }

  @Test
  void theWholeLogMayBeShownAgain() {
    TestMachine m = ran("echo 0x20 > /proc/sys/kernel/panic_print; echo c > /proc/sysrq-trigger");
    List<String> lines = m.lines();
    assertEquals(2, count(lines, "Linux version 6.1"));
    assertEquals(2, count(lines, "Kernel panic - not syncing: sysrq triggered crash"));
    assertEquals(2, count(lines, "Kernel Offset: "));
    assertEquals(1, count(lines, "---[ end Kernel panic"));
  }

  @Test
  void withATimeoutTheKernelRestartsAndThereIsNoEndMarker() {
    TestMachine m =
        ran(
            debian("echo c > /proc/sysrq-trigger")
                .arguments("console=ttyS0 panic=7")
                .actions(
                    Actions.DEFAULT
                        .withPanic(Actions.Panic.NONE)
                        .withReboot(Actions.Reboot.SHUTDOWN)));
    List<String> lines = m.lines();
    int countdown = at(lines, "Rebooting in 7 seconds..");
    assertTrue(lines.get(countdown - 1).startsWith("Kernel Offset: "));
    assertEquals(0, count(lines, "---[ end Kernel panic"));
    assertEquals(PANICKED, m.events.get(1));
    assertEquals(
        new MachineEvent.Shutdown(true, ShutdownCause.GUEST_RESET), m.events.get(2), "a restart");
  }

  @Test
  void withoutKaslrItSaysSo() {
    TestMachine m = ran(debian("echo c > /proc/sysrq-trigger").arguments("console=ttyS0 nokaslr"));
    at(m.lines(), "Kernel Offset: disabled");
  }

  @Test
  void theIdleTaskCannotDie() {
    TestMachine m = ran(debian("insmod /mod/lkcrash.ko what=irq; echo survived").pausing());
    assertEquals(
        "Kernel panic - not syncing: Fatal exception in interrupt",
        m.lines().get(m.lines().size() - 1));
    assertFalse(m.lines().contains("survived"));
  }

  @Test
  void pidOneMayEndByAFaultOfItsOwn() {
    TestMachine m = ran(debian("f() { f; }; f").pausing());
    List<String> lines = m.lines();
    int panic =
        at(lines, "Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b");
    List<String> dump = lines.subList(panic, lines.size());
    at(dump, " get_signal");
    at(dump, "RIP: 0033:");
    assertEquals(" </TASK>", dump.get(dump.size() - 1));
  }

  @Test
  void aPanicTellsWhatItsTaskDoesWhenAllTasksAreListed() {
    TestMachine m = ran("echo 1 > /proc/sys/kernel/panic_print; echo c > /proc/sysrq-trigger");
    List<String> lines = m.lines();
    int offset = at(lines, "Kernel Offset: ");
    List<String> tasks = lines.subList(offset, lines.size());
    int init = at(tasks, "task:init            state:R  running task     stack:0     pid:1 ");
    assertEquals(
        List.of("Call Trace:", " <TASK>", " sched_show_task.cold+0xce/0xdc"),
        tasks.subList(init + 1, init + 4));
    at(tasks, " panic_print_sys_info.part.0");
  }
}
