package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;

/**
 * Each panic of 3.10.0-514 and 3.10.0-1160 that no oops comes before, by the means that a tester
 * has: the whole console from the trigger on, and what the host is told.
 */
final class Centos7PanicTest {

  private static TestMachine.Builder builder(String profile) {
    return TestMachine.builder().pausing().profile(profile).cpus(4);
  }

  private static TestMachine loggedIn(String profile) {
    return TestMachine.loggedIn(builder(profile));
  }

  /** A machine whose first program is a script. */
  private static TestMachine script(String profile, String text) {
    return TestMachine.booted(
        builder(profile).arguments("console=ttyS0,115200n8").file("opt/org.pvpanic/init", text));
  }

  private static void assertPanicked(TestMachine m) {
    assertEquals(
        List.of(
            new MachineEvent.Resume(),
            new MachineEvent.GuestPanicked(PanicAction.PAUSE),
            new MachineEvent.Stop()),
        m.events);
  }

  private static void assertNothingTold(TestMachine m) {
    assertEquals(List.of(new MachineEvent.Resume()), m.events);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aModulePanics(String profile) {
    TestMachine m = loggedIn(profile);
    m.type("insmod /mod/lkcrash.ko what=panic\r");
    ExpectedConsole.assertShown(
        """
        Kernel panic - not syncing: lkcrash: requested panic
        CPU: {n} PID: {n} Comm: insmod Tainted: G           OE  ------------   {kernel}
        Hardware name: {*}
        {words}
        Call Trace:
         [<{h}>] dump_stack+0x19/0x1b
        {panic}
         [<{h}>] lk_init+0x255/0x1000 [lkcrash]
        {loading}
        """,
        m,
        "Kernel panic - not syncing: lkcrash: requested panic");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void anNmiThatNobodyExplainsIsTold(String profile) {
    TestMachine m = loggedIn(profile);
    m.submit(Input.Command.INJECT_NMI);
    ExpectedConsole.assertShown(
        """
        {*} on CPU 0.
        Do you have a strange power saving mode enabled?
        Dazed and confused, but trying to continue
        """,
        m,
        " on CPU 0.");
    assertNothingTold(m);
    assertEquals("x\n", m.run("echo x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void anNmiIsShownBeforeTheHostHearsOfIt(String profile) {
    for (String knob : List.of("unknown_nmi_panic", "panic_on_unrecovered_nmi")) {
      TestMachine m = loggedIn(profile);
      m.run("echo 1 > /proc/sys/kernel/" + knob);
      m.submit(Input.Command.INJECT_NMI);
      ExpectedConsole.assertShown(
          """
          {*} on CPU 0.
          Do you have a strange power saving mode enabled?
          Kernel panic - not syncing: NMI: Not continuing
          CPU: 0 PID: 0 Comm: swapper/0 Not tainted {kernel}
          Hardware name: {*}
          {words}
          Call Trace:
           <NMI>  [<{h}>] dump_stack+0x19/0x1b
          {panic}
           [<{h}>] nmi_panic+0x3f/0x40
          514| [<{h}>] do_nmi+0x2fb/0x3f0
          514| [<{h}>] end_repeat_nmi+0x1e/0x2e
          1160| [<{h}>] do_nmi+0x36b/0x460
          1160| [<{h}>] end_repeat_nmi+0x1e/0x81
           [<{h}>] ? native_safe_halt+0x6/0x10
           [<{h}>] ? native_safe_halt+0x6/0x10
           [<{h}>] ? native_safe_halt+0x6/0x10
          514| <<EOE>>  [<{h}>] default_idle+0x1f/0xc0
          1160| <EOE>  [<{h}>] default_idle+0x1f/0xc0
          {idle}
          """,
          m,
          " on CPU 0.");
      assertPanicked(m);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aWarningIsTold(String profile) {
    TestMachine m = loggedIn(profile);
    String shown = m.run("insmod /mod/lkcrash.ko what=warn");
    assertTrue(shown.endsWith(" ]---\n"), shown);
    ExpectedConsole.assertShown(
        """
        ------------[ cut here ]------------
        514|WARNING: at /lab/lkcrash.c:26 lk_init+0xef/0x1000 [lkcrash]()
        1160|WARNING: CPU: {n} PID: {n} at /lab/lkcrash.c:26 lk_init+0xef/0x1000 [lkcrash]
        lkcrash: test warning
        Modules linked in: lkcrash(OE+) {*}
        CPU: {n} PID: {n} Comm: insmod Tainted: G           OE  ------------   {kernel}
        Hardware name: {*}
        {words}
        Call Trace:
         [<{h}>] dump_stack+0x19/0x1b
        514| [<{h}>] warn_slowpath_common+0x70/0xb0
        514| [<{h}>] warn_slowpath_fmt+0x5c/0x80
        1160| [<{h}>] __warn+0xd8/0x100
        1160| [<{h}>] warn_slowpath_fmt+0x5f/0x80
         [<{h}>] lk_init+0xef/0x1000 [lkcrash]
        {loading}
        ---[ end trace {h} ]---
        [root@localhost ~]#\s
        """,
        m,
        "------------[ cut here ]------------");
    assertEquals("12800\n", m.run("cat /proc/sys/kernel/tainted"), "O, E and W");
    assertNothingTold(m);
  }

  /** The panic comes before the dump, and its message ends with a line feed of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aWarningPanics(String profile) {
    TestMachine m = loggedIn(profile);
    m.run("echo 1 > /proc/sys/kernel/panic_on_warn");
    m.type("insmod /mod/lkcrash.ko what=warn\r");
    ExpectedConsole.assertShown(
        """
        ------------[ cut here ]------------
        514|WARNING: at /lab/lkcrash.c:26 lk_init+0xef/0x1000 [lkcrash]()
        1160|WARNING: CPU: {n} PID: {n} at /lab/lkcrash.c:26 lk_init+0xef/0x1000 [lkcrash]
        lkcrash: test warning
        Kernel panic - not syncing: panic_on_warn set ...

        CPU: {n} PID: {n} Comm: insmod Tainted: G           OE  ------------   {kernel}
        Hardware name: {*}
        {words}
        Call Trace:
         [<{h}>] dump_stack+0x19/0x1b
        {panic}
        514| [<{h}>] warn_slowpath_common+0x70/0xb0
        514| [<{h}>] warn_slowpath_fmt+0x5c/0x80
        1160| [<{h}>] __warn+0xd8/0x100
        1160| [<{h}>] warn_slowpath_fmt+0x5f/0x80
         [<{h}>] lk_init+0xef/0x1000 [lkcrash]
        {loading}
        """,
        m,
        "------------[ cut here ]------------");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void theEndOfInit(String profile) {
    TestMachine m = script(profile, "echo END; exit 1\n");
    ExpectedConsole.assertShown(
        """
        END
        Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100

        CPU: {n} PID: 1 Comm: init Not tainted {kernel}
        Hardware name: {*}
        {words}
        Call Trace:
         [<{h}>] dump_stack+0x19/0x1b
        {panic}
         [<{h}>] do_exit+0xb2a/0xb30
         [<{h}>] do_group_exit+0x3f/0xa0
         [<{h}>] SyS_exit_group+0x14/0x20
        {syscall}
        """,
        m,
        "END");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void anOopsInInitIsItsEnd(String profile) {
    TestMachine m =
        script(
            profile,
            "echo 0 > /proc/sys/kernel/panic_on_oops\nexec insmod /mod/lkcrash.ko what=null\n");
    List<String> lines = m.lines();
    int end =
        lines.indexOf("Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000009");
    assertTrue(end > 0, m::text);
    assertTrue(lines.get(end - 1).startsWith("---[ end trace "), lines::toString);
    assertEquals("", lines.get(end + 1));
    assertEquals(end + 2, lines.size(), "TAINT_DIE: no second stack");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void noRootFileSystem(String profile) {
    TestMachine m =
        TestMachine.booted(builder(profile).arguments("console=ttyS0 root=/dev/nosuch"));
    ExpectedConsole.assertShown(
        """
        VFS: Cannot open root device "nosuch" or unknown-block(0,0): error -6
        Please append a correct "root=" boot option; here are the available partitions:
        Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)
        CPU: {n} PID: 1 Comm: swapper/0 Not tainted {kernel}
        Hardware name: {*}
        {words}
        Call Trace:
         [<{h}>] dump_stack+0x19/0x1b
        {panic}
         [<{h}>] mount_block_root+0x2a1/0x2b0
         [<{h}>] mount_root+0x53/0x56
         [<{h}>] prepare_namespace+0x13c/0x174
         [<{h}>] kernel_init_freeable+0x1f2/0x219
         [<{h}>] ? initcall_blacklist+0xb0/0xb0
         [<{h}>] ? rest_init+0x80/0x80
         [<{h}>] kernel_init+0xe/0xf0
        514| [<{h}>] ret_from_fork+0x58/0x90
        1160| [<{h}>] ret_from_fork_nospec_begin+0x21/0x21
         [<{h}>] ? rest_init+0x80/0x80
        """,
        m,
        "unknown-block(0,0): error -6");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aSoftLockupPanics(String profile) {
    TestMachine m = loggedIn(profile);
    m.run("echo 1 > /proc/sys/kernel/softlockup_panic");
    m.type("insmod /mod/lkcrash.ko what=softlockup\r");
    ExpectedConsole.assertShown(
        """
        lkcrash: module verification failed: signature and/or required key missing - tainting kernel
        NMI watchdog: BUG: soft lockup - CPU#{n} stuck for {n}s! [insmod:{n}]
        Modules linked in: lkcrash(OE+) {*}
        CPU: {n} PID: {n} Comm: insmod Tainted: G           OE  ------------   {kernel}
        {task}
        RIP: 0010:[<{h}>]  [<{h}>] lk_init+0x173/0x1000 [lkcrash]
        RSP: 0018:{h}  EFLAGS: 00000246
        {registers}
        {stack}
        Call Trace:
        {loading}
        Code: {*}\s
        Kernel panic - not syncing: softlockup: hung tasks
        CPU: {n} PID: {n} Comm: insmod Tainted: G           OEL ------------   {kernel}
        Hardware name: {*}
        {words}
        Call Trace:
         <IRQ>  [<{h}>] dump_stack+0x19/0x1b
        {panic}
         [<{h}>] watchdog_timer_fn+0x215/0x220
         [<{h}>] ? watchdog+0x40/0x40
         [<{h}>] __hrtimer_run_queues+0xd2/0x260
         [<{h}>] hrtimer_interrupt+0xb0/0x1e0
         [<{h}>] local_apic_timer_interrupt+0x37/0x60
         [<{h}>] smp_apic_timer_interrupt+0x3f/0x60
         [<{h}>] apic_timer_interrupt+0x6d/0x80
         <EOI>  [<{h}>] ? lk_init+0x173/0x1000 [lkcrash]
        {loading}
        """,
        m,
        "- tainting kernel");
    assertPanicked(m);
  }

  /** No counter of this CPU could wake the detector; a non-maskable interrupt still speaks. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aHardLockupIsSilentUntilAnNmi(String profile) {
    TestMachine m = loggedIn(profile);
    m.run("echo 1 > /proc/sys/kernel/unknown_nmi_panic");
    m.type("insmod /mod/lkcrash.ko what=hardlockup\r");
    String before = m.text();
    m.submit(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    assertEquals(before, m.text());
    assertNothingTold(m);
    m.submit(Input.Command.INJECT_NMI);
    assertTrue(m.text().contains("Kernel panic - not syncing: NMI: Not continuing"));
    assertPanicked(m);
  }
}
