package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/** The lines of a crash as Linux 6.1 prints them on x86-64, blanks at line ends included. */
final class OopsText61 extends CrashWords {

  private static final String SUFFIX = "] PREEMPT SMP NOPTI";
  private static final String END_TRACE = "---[ end trace 0000000000000000 ]---";
  private static final long CR4 = 0x6b0;

  private static final String DUMP_STACK = "dump_stack_lvl+0x44/0x5c";

  private static final List<String> PANIC = List.of(DUMP_STACK, "panic+0x118/0x2f4");

  private static final List<String> BACKTRACE =
      List.of(
          DUMP_STACK,
          "nmi_cpu_backtrace.cold+0x32/0x79",
          "? lapic_can_unplug_cpu+0x70/0x70",
          "nmi_trigger_cpumask_backtrace+0xed/0x100");

  private static final List<String> WARN =
      List.of(
          "check_panic_on_warn.cold+0x14/0x20",
          "__warn+0x81/0x130",
          "report_bug+0xc4/0x1a0",
          "handle_bug+0x3c/0x80",
          "exc_invalid_op+0x13/0x60",
          "asm_exc_invalid_op+0x16/0x20");

  private static final List<String> WATCHDOG =
      List.of(
          "watchdog_timer_fn.cold+0xc/0x16",
          "? lockup_detector_update_enable+0x50/0x50",
          "__hrtimer_run_queues+0x10d/0x250",
          "hrtimer_interrupt+0xf4/0x210",
          "__sysvec_apic_timer_interrupt+0x5d/0x110",
          "sysvec_apic_timer_interrupt+0x69/0x90");

  private static final List<String> PAGE_FAULT =
      List.of(
          "oops_end.cold+0xc/0x18",
          "page_fault_oops+0xcc/0x2e0",
          "exc_page_fault+0x70/0x170",
          "asm_exc_page_fault+0x22/0x30");

  private static final List<String> OTHER_FAULT =
      List.of("oops_end.cold+0xc/0x18", "die+0x2e/0x50");

  OopsText61(Kernel kernel) {
    super(kernel);
  }

  @Override
  List<String> badPageFault(Fault.PageFault fault, CrashSite site) {
    return List.of(
        (fault.isNull()
                ? "BUG: kernel NULL pointer dereference, address: "
                : "BUG: unable to handle page fault for address: ")
            + Hex.wide(fault.address()),
        "#PF: supervisor " + (fault.write() ? "write" : "read") + " access in kernel mode",
        "#PF: error_code(0x000" + fault.errorCode() + ") - not-present page",
        site.pageTables());
  }

  @Override
  String stackOverflow() {
    return "BUG: TASK stack guard page was hit at (____ptrval____) (stack is"
        + " (____ptrval____)..(____ptrval____))";
  }

  @Override
  List<String> oops(Fault fault, CrashSite site, int number) {
    List<String> lines = new ArrayList<>(64);
    lines.add(fault.title(Era.LINUX_6_1) + " [#" + number + SUFFIX);
    who(lines, site, true);
    registers(lines, site);
    trace(lines, site.trace());
    modules(lines);
    if (fault instanceof Fault.PageFault page) {
      lines.add(named("CR2", page.address()));
    }
    return lines;
  }

  @Override
  List<String> oopsEnd(CrashSite site) {
    List<String> lines = new ArrayList<>(12);
    lines.add(END_TRACE);
    registers(lines, site);
    return lines;
  }

  @Override
  List<String> warning(String place, String message, CrashSite site) {
    List<String> lines = new ArrayList<>(48);
    lines.add(CUT_HERE);
    lines.add(message);
    lines.add(
        "WARNING: CPU: "
            + site.cpu()
            + " PID: "
            + site.pid()
            + " at "
            + place
            + " "
            + site.ip().place());
    dump(lines, site);
    return lines;
  }

  @Override
  List<String> warningEnd(CrashSite site) {
    return List.of(END_TRACE);
  }

  @Override
  List<String> dumpStack(CrashSite site) {
    return stack(site, List.of(DUMP_STACK));
  }

  @Override
  List<String> panicDump(CrashSite site) {
    return stack(site, PANIC);
  }

  @Override
  List<String> backtrace(CrashSite site) {
    return stack(site, BACKTRACE);
  }

  @Override
  List<String> showRegs(CrashSite site) {
    List<String> lines = new ArrayList<>(48);
    who(lines, site, true);
    registers(lines, site);
    trace(lines, site.trace());
    return lines;
  }

  private List<String> stack(CrashSite site, List<String> innermost) {
    List<String> lines = new ArrayList<>(32);
    who(lines, site, true);
    trace(lines, nested(innermost, site.trace()));
    return lines;
  }

  @Override
  List<String> softLockup(int seconds, CrashSite site) {
    List<String> lines = new ArrayList<>(48);
    lines.add(stuck(seconds, site));
    dump(lines, site);
    return lines;
  }

  private void dump(List<String> lines, CrashSite site) {
    modules(lines);
    who(lines, site, true);
    registers(lines, site);
    trace(lines, site.trace());
  }

  private static void trace(List<String> lines, List<String> trace) {
    lines.add("Call Trace:");
    lines.addAll(trace);
  }

  @Override
  List<String> inHandler(Fault fault, CrashSite site) {
    return exception(fault instanceof Fault.PageFault ? PAGE_FAULT : OTHER_FAULT, site);
  }

  @Override
  List<String> inWarning(CrashSite site) {
    return exception(WARN, site);
  }

  @Override
  List<String> inWatchdog(CrashSite site) {
    List<String> lines = new ArrayList<>(64);
    lines.add(" <IRQ>");
    for (String frame : WATCHDOG) {
      lines.add(" " + frame);
    }
    lines.add(" </IRQ>");
    lines.addAll(exception(List.of("asm_sysvec_apic_timer_interrupt+0x16/0x20"), site));
    lines.add(lines.size() - site.trace().size() + 1, " ? " + site.ip().before().place());
    return lines;
  }

  /** The unwinder shows the registers that an exception has put on the stack. */
  private static List<String> exception(List<String> handlers, CrashSite site) {
    List<String> lines = new ArrayList<>(48);
    lines.add(site.trace().get(0));
    for (String frame : handlers) {
      lines.add(" " + frame);
    }
    lines.add("RIP: 0010:" + site.ip().place());
    general(lines, site, "0018");
    lines.addAll(site.trace().subList(1, site.trace().size()));
    return lines;
  }

  private static void registers(List<String> lines, CrashSite site) {
    lines.add("RIP: 0010:" + site.ip().place());
    general(lines, site, "0018");
    control(lines, site.registers(), CR4);
  }

  private static void general(List<String> lines, CrashSite site, String segment) {
    lines.add(
        "Code: "
            + (site.hasPrologue()
                ? site.code()
                : "Unable to access opcode bytes at 0x"
                    + Long.toHexString(site.ip().address() - CrashSite.PROLOGUE)
                    + "."));
    CrashSite.Registers registers = site.registers();
    lines.add(
        "RSP: "
            + segment
            + ":"
            + Hex.wide(registers.sp())
            + " EFLAGS: "
            + Hex.wide(registers.flags()).substring(8));
    general(lines, registers.general());
  }
}
