package org.pvpanic.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineCheckError;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineEvent.PanicAction;

/**
 * Each panic of 3.10.0-514 and 3.10.0-1160 that no oops comes before, by the means that a tester
 * has: the whole console from the trigger on, and what the host is told. {@link Centos7OopsTest}
 * has those that an oops comes before.
 *
 * <table>
 *   <caption>Which cause is where</caption>
 *   <tr><td>SysRq-c</td><td>Centos7OopsTest: sysRqTriggerWritesToAddressZero,
 *       aKeyIsHandledInItsInterrupt</td></tr>
 *   <tr><td>oops, panic_on_oops=1</td><td>Centos7OopsTest: aPointerToNothingInAModule,
 *       aPointerToWhereNothingIsMapped, aPointerThatNoPointerCanBe, aDivisionByZero,
 *       anInvalidInstruction, aBug</td></tr>
 *   <tr><td>oops, panic_on_oops=0</td><td>Centos7OopsTest:
 *       withoutPanicOnOopsTheTaskIsKilledAndTheNextOopsIsCounted</td></tr>
 *   <tr><td>oops in an interrupt, full stack</td><td>Centos7OopsTest:
 *       anOopsInATimerIsFatalWhateverIsSet, aFullStackIsADoubleFault</td></tr>
 *   <tr><td>oops in pid 1</td><td>anOopsInInitIsItsEnd</td></tr>
 *   <tr><td>pid 1 exits, by a signal, kill -9 1</td><td>theEndOfInit, theEndOfInitByASignal,
 *       nobodyKillsInit</td></tr>
 *   <tr><td>soft and hard lockup</td><td>aSoftLockupPanics, aHardLockupIsSilentUntilAnNmi</td></tr>
 *   <tr><td>hung task</td><td>aTaskThatHangsPanics</td></tr>
 *   <tr><td>no memory</td><td>memoryThatRunsOutPanics,
 *       memoryThatNobodyCanBeKilledForPanics</td></tr>
 *   <tr><td>NMI</td><td>anNmiThatNobodyExplainsIsTold, anNmiIsShownBeforeTheHostHearsOfIt</td></tr>
 *   <tr><td>warning</td><td>aWarningIsTold, aWarningPanics</td></tr>
 *   <tr><td>machine check</td><td>aMachineCheckPanics</td></tr>
 *   <tr><td>no root</td><td>noRootFileSystem, noRootAtAll</td></tr>
 *   <tr><td>panic in a module</td><td>aModulePanics</td></tr>
 * </table>
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

  /** Signal 11 of a stack that overflows: the kernel tells of it, for pid 1 as an emergency. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void theEndOfInitByASignal(String profile) {
    TestMachine m = script(profile, "echo END\nf() { f; }\nf\n");
    ExpectedConsole.assertShown(
        """
        END
        init[1]: segfault at {*}ff8 ip 000000000041d2c4 sp {h} error 6 in {*}[400000+{*}]
        Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b

        CPU: {n} PID: 1 Comm: init Not tainted {kernel}
        Hardware name: {*}
        {words}
        Call Trace:
         [<{h}>] dump_stack+0x19/0x1b
        {panic}
         [<{h}>] do_exit+0xb2a/0xb30
         [<{h}>] do_group_exit+0x3f/0xa0
         [<{h}>] get_signal_to_deliver+0x1ce/0x5e0
         [<{h}>] do_signal+0x57/0x6c0
         [<{h}>] do_notify_resume+0x5f/0xb0
         [<{h}>] retint_signal+0x48/0x8c
        """,
        m,
        "END");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aProgramThatOverflowsItsStackIsTold(String profile) {
    TestMachine m = loggedIn(profile);
    m.run("dmesg -n 8");
    m.run("echo 'f() { f; }; f' > /tmp/deep");
    String shown = m.run("bash /tmp/deep");
    assertTrue(
        shown.matches(
            "\\[ *[0-9.]+\\] bash\\[\\d+\\]: segfault at 7ff[0-9a-f]{6}ff8 ip 000000000041d2c4"
                + " sp 00007ff[0-9a-f]{6}ff0 error 6 in bash\\[400000\\+de000\\]\n"
                + "Segmentation fault.*\n"),
        shown);
    assertNothingTold(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void nobodyKillsInit(String profile) {
    TestMachine m = loggedIn(profile);
    assertEquals("0\n", m.run("kill -9 1; echo $?"));
    assertNothingTold(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void noRootAtAll(String profile) {
    TestMachine m = TestMachine.booted(builder(profile).arguments("console=ttyS0 rdinit=/none"));
    ExpectedConsole.assertShown(
        """
        VFS: Cannot open root device "(null)" or unknown-block(0,0): error -6
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

  private static final String HUNG =
      """
      {*}INFO: task lkhung:{n} blocked for more than 10 seconds.
      "echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.
      lkhung          D {h}     0 {*}      2 0x00000080
      {words}
      Call Trace:
       [<{h}>] schedule+0x29/0x70
       [<{h}>] schedule_timeout+0x239/0x2c0
       [<{h}>] hung+0x20/0x30 [lkcrash]
      {kthread}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aTaskThatHangsPanics(String profile) {
    TestMachine m = TestMachine.loggedIn(builder(profile).cpus(1));
    m.run("echo 10 > /proc/sys/kernel/hung_task_timeout_secs");
    m.run("echo 1 > /proc/sys/kernel/hung_task_panic");
    m.run("dmesg -n 8");
    m.type("insmod /mod/lkcrash.ko what=hung\r");
    ExpectedConsole.assertShown(
        HUNG
            + """
            sending NMI to all CPUs:
            NMI backtrace for cpu 0
            CPU: 0 PID: {n} Comm: khungtaskd Tainted: G           OE  ------------   {kernel}
            {task}
            RIP: 0010:[<{h}>]  [<{h}>] {*}
            RSP: 0018:{h}  EFLAGS: {*}
            {registers}
            {stack}
            Call Trace:
             [<{h}>] watchdog+0x22e/0x2c0
             [<{h}>] ? reset_hung_task_detector+0x20/0x20
            {kthread}
            Code: {*}\s
            Kernel panic - not syncing: hung_task: blocked tasks
            CPU: 0 PID: {n} Comm: khungtaskd Tainted: G           OE  ------------   {kernel}
            Hardware name: {*}
            {words}
            Call Trace:
             [<{h}>] dump_stack+0x19/0x1b
            {panic}
             [<{h}>] watchdog+0x22e/0x2c0
             [<{h}>] ? reset_hung_task_detector+0x20/0x20
            {kthread}
            """,
        m,
        "blocked for more than 10 seconds.");
    assertPanicked(m);
  }

  private static final Input FATAL =
      new Input.MachineCheck(
          0, new MachineCheckError(4, 0xbe00000000000135L, 5, 0x1000, 0), false, said -> {});

  /** 1160 knows errors of AMD's CPUs as local ones, and has no reason to tell for those. */
  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aMachineCheckPanics(String profile) {
    TestMachine m = loggedIn(profile);
    m.submit(FATAL);
    ExpectedConsole.assertShown(
        """
        {*}mce: [Hardware Error]: CPU 0: Machine Check Exception: 5 Bank 4: be00000000000135
        mce: [Hardware Error]: RIP !INEXACT! 10:<{h}> {native_safe_halt+0x6/0x10}
        mce: [Hardware Error]: TSC {*} ADDR 1000\s
        mce: [Hardware Error]: PROCESSOR 2:60fb1 TIME {n} SOCKET 0 APIC 0 microcode 1000065
        mce: [Hardware Error]: Run the above through 'mcelog --ascii'
        514|mce: [Hardware Error]: Machine check: Unknown
        514|Kernel panic - not syncing: Fatal machine check on current CPU
        1160|Kernel panic - not syncing: Machine check from unknown source
        CPU: 0 PID: 0 Comm: swapper/0 Tainted: G   M           ------------   {kernel}
        Hardware name: {*}
        {words}
        Call Trace:
         <#MC>  [<{h}>] dump_stack+0x19/0x1b
        {panic}
         [<{h}>] mce_panic+0x1ab/0x230
         [<{h}>] do_machine_check+0xa3c/0xac0
         [<{h}>] machine_check+0x1f/0x30
         [<{h}>] ? native_safe_halt+0x6/0x10
         [<{h}>] ? native_safe_halt+0x6/0x10
         [<{h}>] ? native_safe_halt+0x6/0x10
        514| <<EOE>>  [<{h}>] default_idle+0x1f/0xc0
        1160| <EOE>  [<{h}>] default_idle+0x1f/0xc0
        {idle}
        """,
        m,
        "Machine Check Exception: 5 Bank 4: be00000000000135");
    assertTrue(m.events.get(1) instanceof MachineEvent.MemoryFailure, m.events::toString);
    assertEquals(
        List.of(new MachineEvent.GuestPanicked(PanicAction.PAUSE), new MachineEvent.Stop()),
        m.events.subList(2, m.events.size()));
  }

  /** Where a program found no memory. */
  private static final String NO_MEMORY =
      """
       [<{h}>] out_of_memory+0x4b6/0x4f0
       [<{h}>] __alloc_pages_slowpath+0x5d7/0x725
       [<{h}>] __alloc_pages_nodemask+0x405/0x420
       [<{h}>] alloc_pages_vma+0x9a/0x150
       [<{h}>] shmem_alloc_page+0x65/0x80
       [<{h}>] shmem_getpage_gfp+0x418/0x810
       [<{h}>] shmem_write_begin+0x43/0x70
       [<{h}>] generic_file_buffered_write+0x11f/0x2c0
       [<{h}>] __generic_file_aio_write+0x1e2/0x400
       [<{h}>] generic_file_aio_write+0x59/0xa0
       [<{h}>] do_sync_write+0x8d/0xd0
      514| [<{h}>] vfs_write+0xbd/0x1e0
      514| [<{h}>] SyS_write+0x7f/0xe0
      1160| [<{h}>] vfs_write+0xc0/0x1f0
      1160| [<{h}>] SyS_write+0x7f/0xf0
      {syscall}
      """;

  private static final String MEMORY_PANIC =
      """
      dd invoked oom-killer: gfp_mask=0x200da, order=0, oom_score_adj=%d
      dd cpuset=/ mems_allowed=0
      CPU: {n} PID: {n} Comm: dd Not tainted {kernel}
      Hardware name: {*}
      {words}
      Call Trace:
       [<{h}>] dump_stack+0x19/0x1b
       [<{h}>] dump_header+0x8e/0x225
      """
          + NO_MEMORY
          + """
          Kernel panic - not syncing: Out of memory%s

          CPU: {n} PID: {n} Comm: dd Not tainted {kernel}
          Hardware name: {*}
          {words}
          Call Trace:
           [<{h}>] dump_stack+0x19/0x1b
          {panic}
          """
          + NO_MEMORY;

  private static void assertOutOfMemory(TestMachine m, String why, int adjustment) {
    List<String> lines = m.lines();
    int first = 0;
    while (!lines.get(first).contains(" invoked oom-killer: ")) {
      first++;
    }
    int from = lines.indexOf("Mem-Info:");
    int to = from;
    while (!lines.get(to).startsWith("Kernel panic")) {
      to++;
    }
    List<String> report = lines.subList(from, to);
    assertTrue(
        report.contains(
            "[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name"),
        report::toString);
    List<String> shown = new ArrayList<>(lines.subList(first, from));
    shown.addAll(lines.subList(to, lines.size()));
    ExpectedConsole.assertLines(MEMORY_PANIC.formatted(adjustment, why), m, shown);
    assertPanicked(m);
  }

  @ParameterizedTest
  @CsvSource({
    "centos7, 1, system-wide",
    "centos7, 2, compulsory",
    "centos7.9, 1, system-wide",
    "centos7.9, 2, compulsory"
  })
  void memoryThatRunsOutPanics(String profile, int setting, String word) {
    TestMachine m = loggedIn(profile);
    m.run("echo " + setting + " > /proc/sys/vm/panic_on_oom");
    m.type("mount -t tmpfs -o size=100% t /mnt; dd if=/dev/zero of=/mnt/x bs=1M\r");
    assertOutOfMemory(m, ": " + word + " panic_on_oom is enabled", 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void memoryThatNobodyCanBeKilledForPanics(String profile) {
    TestMachine m = loggedIn(profile);
    m.run("for p in /proc/[0-9]*; do echo -1000 > $p/oom_score_adj; done 2> /dev/null");
    m.type("mount -t tmpfs -o size=100% t /mnt; dd if=/dev/zero of=/mnt/x bs=1M\r");
    assertOutOfMemory(m, " and no killable processes...", -1000);
  }
}
