package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a crash as 3.10 of Red Hat Enterprise Linux 7 prints them on x86-64, blanks at line
 * ends included: 514 of 7.3, and later ones whose dumps are shorter.
 */
final class OopsText extends CrashWords {

  /** How far dump_stack's frame is below that of the function that goes wrong. */
  private static final long DUMP_DEPTH = 0x100;

  private static final long CANARY = 0x9e3779b97f4a7c15L;
  private static final long CR4 = 0x6f0;

  private final Trace310 trace;
  private final boolean isLater;
  private long traceId;

  OopsText(Kernel kernel) {
    super(kernel);
    this.trace = new Trace310(kernel);
    this.isLater = trace.isLater();
  }

  /** show_fault_oops of arch/x86/mm/fault.c. */
  @Override
  List<String> badPageFault(Fault.PageFault fault, CrashSite site) {
    return List.of(
        "BUG: unable to handle kernel "
            + (fault.isNull() ? "NULL pointer dereference" : "paging request")
            + " at "
            + (fault.address() == 0 ? "          (null)" : Hex.wide(fault.address())),
        "IP: " + trace.at(site.ip()),
        site.pageTables());
  }

  /** Nothing: the stack has no page below it that could tell. */
  @Override
  String stackOverflow() {
    return "";
  }

  /** __die of arch/x86/kernel/dumpstack.c. */
  @Override
  List<String> oops(Fault fault, CrashSite site, int number) {
    List<String> lines = new ArrayList<>(56);
    lines.add(fault.title(Era.LINUX_3_10) + " [#" + number + "] SMP ");
    modules(lines);
    showRegs(lines, site);
    lines.add("RIP  " + trace.at(site.ip()));
    lines.add(" RSP <" + Hex.wide(site.registers().sp()) + ">");
    if (fault instanceof Fault.PageFault page) {
      lines.add(named("CR2", page.address()));
    }
    return lines;
  }

  /** show_regs of arch/x86/kernel/dumpstack_64.c. */
  private void showRegs(List<String> lines, CrashSite site) {
    who(lines, site, isLater);
    lines.add(
        "task: "
            + Hex.wide(site.taskAddress())
            + " ti: "
            + Hex.wide(site.threadInfo())
            + " task.ti: "
            + Hex.wide(site.threadInfo()));
    registers(lines, site);
    if (!isLater) {
      lines.add("Stack:");
      words(lines, site);
    }
    lines.add("Call Trace:");
    lines.addAll(trace.inOops(site.trace()));
    String code = site.code();
    String shown = site.hasPrologue() ? code : code.substring(code.indexOf('<'));
    lines.add("Code: " + shown.strip() + " ");
  }

  /** __show_regs of arch/x86/kernel/process_64.c. */
  private void registers(List<String> lines, CrashSite site) {
    CrashSite.Registers registers = site.registers();
    long ip = trace.relocated(site.ip().address());
    lines.add("RIP: 0010:" + Hex.address(ip) + "  " + trace.at(site.ip()));
    lines.add(
        "RSP: 0018:"
            + Hex.wide(registers.sp())
            + "  EFLAGS: "
            + Hex.wide(registers.flags()).substring(8));
    general(lines, registers.general());
    control(lines, registers, CR4);
    if (!isLater) {
      // Later kernels print them only when a debugger has set them.
      lines.add(named("DR0", 0) + " " + named("DR1", 0) + " " + named("DR2", 0));
      lines.add(named("DR3", 0) + " " + named("DR6", 0xffff0ff0L) + " " + named("DR7", 0x400));
    }
  }

  /** The words at the stack pointer (show_stack_log_lvl): what the innermost functions hold. */
  private void words(List<String> lines, CrashSite site) {
    long sp = site.registers().sp();
    long value = site.registers().general()[1];
    lines.add(StackWords.row(sp + 0x38, returnTo(site, 0), 2, value));
    lines.add(StackWords.row(sp + 0xf0, 2, 0, sp + 0x50));
    lines.add(StackWords.row(returnTo(site, 1), value + 0x40, sp + 0x70, returnTo(site, 2)));
  }

  /** The same in dump_stack, which panic or a warning called with arguments of variable number. */
  private void wordsOfDump(List<String> lines, CrashSite site) {
    long sp = site.registers().sp() - DUMP_DEPTH;
    long canary = (site.registers().general()[1] * CANARY) >>> 32;
    lines.add(StackWords.row(site.taskAddress(), canary, sp, returnTo(site, 0)));
    lines.add(StackWords.row(sp + 0x80, returnTo(site, 1), 0xffffffff00000010L, sp + 0x90));
    lines.add(StackWords.row(sp + 0x30, canary, site.taskAddress(), 0));
  }

  private long returnTo(CrashSite site, int frame) {
    return trace.returnAddress(site.trace(), frame);
  }

  /** The number is random for the first oops of a boot, then counted on (init_oops_id). */
  @Override
  List<String> oopsEnd(CrashSite site) {
    return List.of(endTrace());
  }

  private String endTrace() {
    traceId = traceId == 0 ? kernel.entropy().next() : traceId + 1;
    return "---[ end trace " + Hex.wide(traceId) + " ]---";
  }

  @Override
  List<String> panicDump(CrashSite site) {
    return dumpStack(site.under(Trace310.under(List.of(Stack310.PANIC), site.trace())));
  }

  /** It has no headline for the words. */
  @Override
  List<String> dumpStack(CrashSite caller) {
    CrashSite site = caller.under(Trace310.under(List.of(Stack310.DUMP_STACK), caller.trace()));
    List<String> lines = new ArrayList<>(32);
    who(lines, site, isLater);
    lines.addAll(stackOf(site));
    return lines;
  }

  /** show_stack: the stack of a task, in functions that wait or that called it. */
  List<String> stackOf(CrashSite site) {
    List<String> lines = new ArrayList<>(24);
    if (!isLater) {
      wordsOfDump(lines, site);
    }
    lines.add("Call Trace:");
    lines.addAll(trace.inDump(site.trace()));
    return lines;
  }

  @Override
  List<String> backtrace(CrashSite site) {
    List<String> lines = new ArrayList<>(48);
    showRegs(lines, site);
    return lines;
  }

  @Override
  List<String> inHandler(Fault fault, CrashSite site) {
    return site.trace();
  }

  @Override
  List<String> inWatchdog(CrashSite site) {
    List<String> lines = new ArrayList<>(32);
    String open = " <IRQ>  ";
    for (String frame : Stack310.WATCHDOG_TIMER) {
      lines.add(open + frame);
      open = " ";
    }
    lines.add(" <EOI>  " + site.ip().toString().replace("] ", "] ? "));
    lines.addAll(site.trace());
    return lines;
  }

  @Override
  List<String> inWarning(CrashSite site) {
    List<String> frames = new ArrayList<>(Stack310.WARN);
    frames.add(site.ip().toString());
    return Trace310.under(frames, site.trace());
  }

  /** warn_slowpath_common of 514, __warn of later ones (kernel/panic.c). */
  @Override
  List<String> warning(String place, String message, CrashSite site) {
    String symbol = site.ip().place();
    return List.of(
        CUT_HERE,
        isLater
            ? "WARNING: CPU: " + site.cpu() + " PID: " + site.pid() + " at " + place + " " + symbol
            : "WARNING: at " + place + " " + symbol + "()",
        message);
  }

  @Override
  List<String> warningEnd(CrashSite site) {
    List<String> lines = new ArrayList<>(32);
    modules(lines);
    lines.addAll(dumpStack(site.under(inWarning(site))));
    lines.add(endTrace());
    return lines;
  }

  @Override
  List<String> softLockup(int seconds, CrashSite site) {
    List<String> lines = new ArrayList<>(48);
    lines.add("NMI " + stuck(seconds, site));
    modules(lines);
    showRegs(lines, site);
    return lines;
  }
}
