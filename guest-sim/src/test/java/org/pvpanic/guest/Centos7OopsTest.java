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
 * Each oops of 3.10.0-514 and 3.10.0-1160, by the means that a tester has: the whole console from
 * the trigger on, and what the host is told.
 */
final class Centos7OopsTest {

  private static final String TAINTED = "Tainted: G           OE  ------------  ";

  private static TestMachine loggedIn(String profile) {
    return TestMachine.loggedIn(TestMachine.builder().pausing().profile(profile).cpus(4));
  }

  private static TestMachine insmod(String profile, String what) {
    TestMachine m = loggedIn(profile);
    m.type("insmod /mod/lkcrash.ko what=" + what + "\r");
    return m;
  }

  private static void assertPanicked(TestMachine m) {
    assertEquals(
        List.of(
            new MachineEvent.Resume(),
            new MachineEvent.GuestPanicked(PanicAction.PAUSE),
            new MachineEvent.Stop()),
        m.events);
  }

  /** What a fault in the init function of the module is told as, from the title on. */
  private static String inModule(String title, String place, String taint) {
    return """
    %s [#1] SMP\s
    Modules linked in: lkcrash(OE+) {*}
    CPU: {n} PID: {n} Comm: insmod %s {kernel}
    {task}
    RIP: 0010:[<{h}>]  [<{h}>] lk_init+%s/0x1000 [lkcrash]
    RSP: 0018:{h}  EFLAGS: 00010246
    {registers}
    {stack}
    Call Trace:
    {loading}
    Code: {*}\s
    RIP  [<{h}>] lk_init+%s/0x1000 [lkcrash]
     RSP <{h}>
    """
        .formatted(title, taint, place, place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void sysRqTriggerWritesToAddressZero(String profile) {
    TestMachine m = loggedIn(profile);
    m.type("echo c > /proc/sysrq-trigger\r");
    ExpectedConsole.assertShown(
        """
        SysRq : Trigger a crash
        BUG: unable to handle kernel NULL pointer dereference at           (null)
        514|IP: [<ffffffff813fe606>] sysrq_handle_crash+0x16/0x20
        1160|IP: [<{h}>] sysrq_handle_crash+0x16/0x20
        514|PGD 7a36e067 PUD 7a370067 PMD 0\s
        1160|PGD {*}067 PUD {*}067 PMD 0\s
        Oops: 0002 [#1] SMP\s
        Modules linked in: {*}
        CPU: {n} PID: {n} Comm: bash Not tainted {kernel}
        {task}
        514|RIP: 0010:[<ffffffff813fe606>]  [<ffffffff813fe606>] sysrq_handle_crash+0x16/0x20
        1160|RIP: 0010:[<{h}>]  [<{h}>] sysrq_handle_crash+0x16/0x20
        RSP: 0018:{h}  EFLAGS: 00010246
        {registers}
        {stack}
        Call Trace:
        514| [<ffffffff813fee27>] __handle_sysrq+0x107/0x170
        514| [<ffffffff813ff29f>] write_sysrq_trigger+0x2f/0x40
        514| [<ffffffff8126f26d>] proc_reg_write+0x3d/0x80
        514| [<ffffffff811fe9fd>] vfs_write+0xbd/0x1e0
        514| [<ffffffff811ff51f>] SyS_write+0x7f/0xe0
        1160| [<{h}>] __handle_sysrq+0x10d/0x170
        1160| [<{h}>] write_sysrq_trigger+0x2f/0x40
        1160| [<{h}>] proc_reg_write+0x40/0x80
        1160| [<{h}>] vfs_write+0xc0/0x1f0
        1160| [<{h}>] SyS_write+0x7f/0xf0
        {syscall}
        Code: {*} <c6> 04 25 00 00 00 00 01 {*}\s
        RIP  [<{h}>] sysrq_handle_crash+0x16/0x20
         RSP <{h}>
        CR2: 0000000000000000
        {fatal}
        """,
        m,
        "SysRq : Trigger a crash");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aKeyIsHandledInItsInterrupt(String profile) {
    TestMachine m = loggedIn(profile);
    m.run("echo 1 > /proc/sys/kernel/sysrq");
    m.submit(new Input.Keys(TestKeys.ALT_SYSRQ_C));
    ExpectedConsole.assertShown(
        """
        {*}SysRq : Trigger a crash
        BUG: unable to handle kernel NULL pointer dereference at           (null)
        IP: [<{h}>] sysrq_handle_crash+0x16/0x20
        PGD 0\s
        Oops: 0002 [#1] SMP\s
        Modules linked in: {*}
        CPU: 0 PID: 0 Comm: swapper/0 Not tainted {kernel}
        {task}
        RIP: 0010:[<{h}>]  [<{h}>] sysrq_handle_crash+0x16/0x20
        RSP: 0018:{h}  EFLAGS: 00010046
        {registers}
        {stack}
        Call Trace:
         <IRQ>\s
        514| [<{h}>] __handle_sysrq+0x107/0x170
        1160| [<{h}>] __handle_sysrq+0x10d/0x170
         [<{h}>] sysrq_filter+0x243/0x340
         [<{h}>] input_to_handler+0x5c/0x100
         [<{h}>] input_pass_values.part.6+0x134/0x150
         [<{h}>] input_handle_event+0x7f/0x520
         [<{h}>] input_event+0x60/0x80
         [<{h}>] atkbd_interrupt+0x5be/0x6b0
         [<{h}>] serio_interrupt+0x48/0xa0
         [<{h}>] i8042_interrupt+0x189/0x360
         [<{h}>] handle_irq_event_percpu+0x3e/0x1e0
         [<{h}>] handle_irq_event+0x3d/0x60
         [<{h}>] handle_edge_irq+0x77/0x130
         [<{h}>] handle_irq+0xbf/0x150
         [<{h}>] do_IRQ+0x4f/0xf0
         [<{h}>] common_interrupt+0x6d/0x6d
         <EOI>\s
         [<{h}>] ? native_safe_halt+0x6/0x10
         [<{h}>] default_idle+0x1f/0xc0
        {idle}
        Code: {*} <c6> 04 25 00 00 00 00 01 {*}\s
        RIP  [<{h}>] sysrq_handle_crash+0x16/0x20
         RSP <{h}>
        CR2: 0000000000000000
        ---[ end trace {h} ]---
        Kernel panic - not syncing: Fatal exception in interrupt
        """,
        m,
        "SysRq : Trigger a crash");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aPointerToNothingInAModule(String profile) {
    TestMachine m = insmod(profile, "null");
    ExpectedConsole.assertShown(
        """
        BUG: unable to handle kernel NULL pointer dereference at           (null)
        IP: [<{h}>] lk_init+0x20/0x1000 [lkcrash]
        PGD {*}067 PUD {*}067 PMD 0\s
        """
            + inModule("Oops: 0002", "0x20", TAINTED)
            + "CR2: 0000000000000000\n{fatal}\n",
        m,
        "BUG: unable to handle kernel NULL pointer dereference at           (null)");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aPointerToWhereNothingIsMapped(String profile) {
    TestMachine m = insmod(profile, "badaddr");
    ExpectedConsole.assertShown(
        """
        BUG: unable to handle kernel paging request at ffffc90000000010
        IP: [<{h}>] lk_init+0xa8/0x1000 [lkcrash]
        PGD 0\s
        """
            + inModule("Oops: 0000", "0xa8", TAINTED)
            + "CR2: ffffc90000000010\n{fatal}\n",
        m,
        "BUG: unable to handle kernel paging request at ffffc90000000010");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aPointerThatNoPointerCanBe(String profile) {
    TestMachine m = insmod(profile, "gpf");
    ExpectedConsole.assertShown(
        inModule("general protection fault: 0000", "0x78", TAINTED) + "{fatal}\n",
        m,
        "general protection fault: 0000 [#1] SMP ");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aDivisionByZero(String profile) {
    TestMachine m = insmod(profile, "div");
    ExpectedConsole.assertShown(
        inModule("divide error: 0000", "0x11c", TAINTED) + "{fatal}\n",
        m,
        "divide error: 0000 [#1] SMP ");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void anInvalidInstruction(String profile) {
    TestMachine m = insmod(profile, "ud");
    ExpectedConsole.assertShown(
        inModule("invalid opcode: 0000", "0x232", TAINTED) + "{fatal}\n",
        m,
        "invalid opcode: 0000 [#1] SMP ");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aBug(String profile) {
    TestMachine m = insmod(profile, "bug");
    ExpectedConsole.assertShown(
        """
        ------------[ cut here ]------------
        kernel BUG at /lab/lkcrash.c:25!
        """
            + inModule("invalid opcode: 0000", "0xce", TAINTED)
            + "{fatal}\n",
        m,
        "------------[ cut here ]------------");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void aFullStackIsADoubleFault(String profile) {
    TestMachine m = insmod(profile, "stack");
    List<String> lines = m.lines();
    int first = lines.indexOf("double fault: 0000 [#1] SMP ");
    assertEquals("RIP  [<", lines.get(lines.size() - 4).substring(0, 7), lines::toString);
    assertEquals(
        "Kernel panic - not syncing: Fatal exception in interrupt", lines.get(lines.size() - 1));
    assertEquals(
        List.of(),
        lines.subList(first, lines.size()).stream()
            .filter(line -> line.startsWith("CR2: 0"))
            .filter(line -> !line.contains("CR3"))
            .toList());
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void anOopsInATimerIsFatalWhateverIsSet(String profile) {
    TestMachine m = loggedIn(profile);
    m.run("echo 0 > /proc/sys/kernel/panic_on_oops");
    m.type("insmod /mod/lkcrash.ko what=irq\r");
    ExpectedConsole.assertShown(
        """
        {*}BUG: unable to handle kernel NULL pointer dereference at           (null)
        IP: [<{h}>] tmfn+0x5/0x20 [lkcrash]
        PGD 0\s
        Oops: 0002 [#1] SMP\s
        Modules linked in: lkcrash(OE+) {*}
        CPU: 0 PID: 0 Comm: swapper/0 Tainted: G           OE  ------------   {kernel}
        {task}
        RIP: 0010:[<{h}>]  [<{h}>] tmfn+0x5/0x20 [lkcrash]
        RSP: 0018:{h}  EFLAGS: 00010246
        {registers}
        {stack}
        Call Trace:
         <IRQ>\s
         [<{h}>] call_timer_fn+0x36/0x110
         [<{h}>] run_timer_softirq+0x21d/0x320
         [<{h}>] __do_softirq+0xef/0x280
         [<{h}>] call_softirq+0x1c/0x30
         [<{h}>] do_softirq+0x65/0xa0
         [<{h}>] irq_exit+0x115/0x120
         [<{h}>] smp_apic_timer_interrupt+0x45/0x60
         [<{h}>] apic_timer_interrupt+0x6d/0x80
         <EOI>\s
         [<{h}>] ? native_safe_halt+0x6/0x10
         [<{h}>] default_idle+0x1f/0xc0
        {idle}
        Code: {*}\s
        RIP  [<{h}>] tmfn+0x5/0x20 [lkcrash]
         RSP <{h}>
        CR2: 0000000000000000
        ---[ end trace {h} ]---
        Kernel panic - not syncing: Fatal exception in interrupt
        """,
        m,
        "BUG: unable to handle kernel NULL pointer dereference at           (null)");
    assertPanicked(m);
  }

  @ParameterizedTest
  @ValueSource(strings = {"centos7", "centos7.9"})
  void withoutPanicOnOopsTheTaskIsKilledAndTheNextOopsIsCounted(String profile) {
    TestMachine m = loggedIn(profile);
    m.run("echo 0 > /proc/sys/kernel/panic_on_oops");
    String first = m.run("insmod /mod/lkcrash.ko what=null");
    assertTrue(first.endsWith(" ]---\nKilled\n"), first);
    assertEquals("12416\n", m.run("cat /proc/sys/kernel/tainted"), "O, E and D");
    assertEquals(List.of(new MachineEvent.Resume()), m.events);
    m.type("echo c > /proc/sysrq-trigger\r");
    List<String> lines = m.lines();
    assertTrue(lines.contains("Oops: 0002 [#2] SMP "));
    assertTrue(
        lines.stream()
            .anyMatch(
                line -> line.contains("Comm: bash Tainted: G      D    OE  ------------   3.10.0")),
        lines::toString);
    List<Long> ids =
        lines.stream()
            .filter(line -> line.startsWith("---[ end trace "))
            .map(line -> Long.parseUnsignedLong(line.substring(15, 31), 16))
            .toList();
    assertEquals(2, ids.size());
    assertEquals(ids.get(0) + 1, ids.get(1));
    assertPanicked(m);
  }
}
