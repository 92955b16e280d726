package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/** The lines of an oops as 3.10.0-514 prints them on x86-64, blanks at line ends included. */
final class OopsText extends CrashWords {

  private static final int WORDS_PER_LINE = 4;

  private static final long CR4 = 0x6f0;

  private static final String DUMP_STACK = "[<ffffffff81685eac>] dump_stack+0x19/0x1b";

  private static final List<String> PANIC =
      List.of(DUMP_STACK, "[<ffffffff8167f2b3>] panic+0xe3/0x1f2");

  private static final List<String> WARN =
      List.of(
          "[<ffffffff81085940>] warn_slowpath_common+0x70/0xb0",
          "[<ffffffff810859dc>] warn_slowpath_fmt+0x5c/0x80");

  private long traceId;

  OopsText(Kernel kernel) {
    super(kernel);
  }

  @Override
  List<String> badPageFault(Fault.PageFault fault, CrashSite site) {
    return List.of(
        "BUG: unable to handle kernel "
            + (fault.isNull() ? "NULL pointer dereference" : "paging request")
            + " at "
            + (fault.address() == 0 ? "          (null)" : Hex.wide(fault.address())),
        "IP: " + site.ip(),
        site.pageTables());
  }

  @Override
  String stackOverflow() {
    return "";
  }

  @Override
  List<String> oops(Fault fault, CrashSite site, int number) {
    List<String> lines = new ArrayList<>(48);
    lines.add(fault.title(Era.LINUX_3_10) + " [#" + number + "] SMP ");
    modules(lines);
    who(lines, site, false);
    dump(lines, site);
    lines.add("RIP  " + site.ip());
    lines.add(" RSP <" + Hex.wide(site.registers().sp()) + ">");
    if (fault instanceof Fault.PageFault page) {
      lines.add(named("CR2", page.address()));
    }
    return lines;
  }

  private void dump(List<String> lines, CrashSite site) {
    lines.add(
        "task: "
            + Hex.wide(site.taskAddress())
            + " ti: "
            + Hex.wide(site.threadInfo())
            + " task.ti: "
            + Hex.wide(site.threadInfo()));
    registers(lines, site);
    stack(lines, site.stack());
    lines.add("Call Trace:");
    lines.addAll(site.trace());
    String code = site.code();
    lines.add("Code: " + (site.hasPrologue() ? code : code.substring(code.indexOf('<'))));
  }

  /** The number is random for the first oops of a boot, then counted on. */
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
    return stack(site, PANIC);
  }

  @Override
  List<String> backtrace(CrashSite site) {
    return stack(site, List.of());
  }

  private List<String> stack(CrashSite site, List<String> innermost) {
    List<String> lines = new ArrayList<>(24);
    who(lines, site, false);
    wordsOnly(lines, site.stack());
    lines.add("Call Trace:");
    lines.addAll(nested(innermost, site.trace()));
    return lines;
  }

  @Override
  List<String> inHandler(Fault fault, CrashSite site) {
    return site.trace();
  }

  @Override
  List<String> inWarning(CrashSite site) {
    List<String> frames = new ArrayList<>(WARN);
    frames.add(site.ip().toString());
    return nested(frames, site.trace());
  }

  /** dump_stack: it has no headline for the words. */
  private static void wordsOnly(List<String> lines, long[] words) {
    List<String> stack = new ArrayList<>(4);
    stack(stack, words);
    lines.addAll(stack.subList(1, stack.size()));
  }

  @Override
  List<String> warning(String place, String message, CrashSite site) {
    return List.of(CUT_HERE, "WARNING: at " + place + " " + site.ip().place() + "()", message);
  }

  @Override
  List<String> warningEnd(CrashSite site) {
    List<String> lines = new ArrayList<>(16);
    modules(lines);
    lines.addAll(stack(site.under(inWarning(site)), List.of(DUMP_STACK)));
    lines.add(endTrace());
    return lines;
  }

  @Override
  List<String> softLockup(int seconds, CrashSite site) {
    List<String> lines = new ArrayList<>(40);
    lines.add("NMI " + stuck(seconds, site));
    modules(lines);
    who(lines, site, false);
    dump(lines, site);
    return lines;
  }

  private static void registers(List<String> lines, CrashSite site) {
    CrashSite.Registers registers = site.registers();
    lines.add("RIP: 0010:" + Hex.address(site.ip().address()) + "  " + site.ip());
    lines.add(
        "RSP: 0018:"
            + Hex.wide(registers.sp())
            + "  EFLAGS: "
            + Hex.wide(registers.flags()).substring(8));
    general(lines, registers.general());
    control(lines, registers, CR4);
    lines.add(named("DR0", 0) + " " + named("DR1", 0) + " " + named("DR2", 0));
    lines.add(named("DR3", 0) + " " + named("DR6", 0xffff0ff0L) + " " + named("DR7", 0x400));
  }

  private static void stack(List<String> lines, long[] words) {
    lines.add("Stack:");
    for (int i = 0; i < words.length; i += WORDS_PER_LINE) {
      StringBuilder line = new StringBuilder();
      for (int j = i; j < Math.min(i + WORDS_PER_LINE, words.length); j++) {
        line.append(' ').append(Hex.wide(words[j]));
      }
      lines.add(line.toString());
    }
  }
}
