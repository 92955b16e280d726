package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * What a kernel says when it goes wrong, line by line: what all kernels say is here, what those of
 * one era say is in its words.
 */
abstract class CrashWords {

  static final String CUT_HERE = "------------[ cut here ]------------";

  private static final String[] REGISTERS = {
    "RAX", "RBX", "RCX", "RDX", "RSI", "RDI", "RBP", "R08", "R09", "R10", "R11", "R12", "R13",
    "R14", "R15"
  };

  private static final int REGISTERS_PER_LINE = 3;

  final Kernel kernel;

  CrashWords(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The words of a kernel's era. */
  static CrashWords of(Kernel kernel) {
    return kernel.isEl7() ? new OopsText(kernel) : new OopsText61(kernel);
  }

  /** Why a page fault is none that could be served (show_fault_oops). */
  abstract List<String> badPageFault(Fault.PageFault fault, CrashSite site);

  /** What is said of a stack that is full before the oops begins, or "". */
  abstract String stackOverflow();

  /** From the line that counts the oopses of this boot to the end of the dump (__die). */
  abstract List<String> oops(Fault fault, CrashSite site, int number);

  /** From the end marker of the oops on. */
  abstract List<String> oopsEnd(CrashSite site);

  /** A WARN up to where {@code panic_on_warn} takes over. */
  abstract List<String> warning(String place, String message, CrashSite site);

  /** The rest of a WARN. */
  abstract List<String> warningEnd(CrashSite site);

  /** What dump_stack prints when the innermost function of the site's frames calls it. */
  abstract List<String> dumpStack(CrashSite site);

  /** What dump_stack prints when panic calls it. */
  abstract List<String> panicDump(CrashSite site);

  /** What a CPU prints of itself when it asks all for their backtraces. */
  abstract List<String> backtrace(CrashSite site);

  /** A soft lockup, with the seconds that the CPU has been stuck. */
  abstract List<String> softLockup(int seconds, CrashSite site);

  /** The callers of panic in the handler of a fault. */
  abstract List<String> inHandler(Fault fault, CrashSite site);

  /** The callers of panic in the watchdog's timer, whose interrupt found the CPU stuck. */
  abstract List<String> inWatchdog(CrashSite site);

  /** The callers of panic in a WARN. */
  abstract List<String> inWarning(CrashSite site);

  /** show_regs: who runs, its registers and stack; 3.10 asks each CPU of all for that. */
  List<String> showRegs(CrashSite site) {
    return backtrace(site);
  }

  /** How many seconds a CPU has been stuck, and in which task. */
  static String stuck(int seconds, CrashSite site) {
    return "watchdog: BUG: soft lockup - CPU#"
        + site.cpu()
        + " stuck for "
        + seconds
        + "s! ["
        + site.comm()
        + ":"
        + site.pid()
        + "]";
  }

  /** The lines that say which task on which machine it was, and a worker's what it does. */
  final void who(List<String> lines, CrashSite site, boolean kdump) {
    lines.add(
        "CPU: "
            + site.cpu()
            + " PID: "
            + site.pid()
            + " Comm: "
            + site.comm()
            + (kdump && kernel.kexec().isLoaded() ? " Kdump: loaded " : " ")
            + kernel.taint().text(kernel.isEl7())
            + " "
            + kernel.releaseShown());
    lines.add("Hardware name: " + kernel.hardware());
    String work = site.work();
    if (!work.isEmpty()) {
      lines.add("Workqueue: events " + work);
    }
  }

  final void modules(List<String> lines) {
    lines.add("Modules linked in:" + kernel.modules().linkedIn());
  }

  /** The general registers, from RAX to R15. */
  static void general(List<String> lines, long[] values) {
    for (int i = 0; i < REGISTERS.length; i += REGISTERS_PER_LINE) {
      StringBuilder line = new StringBuilder();
      for (int j = i; j < i + REGISTERS_PER_LINE; j++) {
        line.append(j > i ? " " : "").append(named(REGISTERS[j], values[j]));
      }
      lines.add(line.toString());
    }
  }

  /** Segment and control registers. */
  static void control(List<String> lines, CrashSite.Registers registers, long cr4) {
    lines.add(
        "FS:  "
            + Hex.wide(registers.fs())
            + "(0000) GS:"
            + Hex.wide(registers.gs())
            + "(0000) knlGS:"
            + Hex.wide(0));
    lines.add("CS:  0010 DS: 0000 ES: 0000 CR0: " + Hex.wide(0x80050033L));
    lines.add(
        named("CR2", registers.cr2())
            + " "
            + named("CR3", registers.cr3())
            + " "
            + named("CR4", cr4));
  }

  static String named(String register, long value) {
    return register + ": " + Hex.wide(value);
  }

  /** Frames of functions that the innermost of {@code trace} has called, before the others. */
  static List<String> nested(List<String> frames, List<String> trace) {
    List<String> lines = new ArrayList<>(frames.size() + trace.size());
    String first = trace.isEmpty() ? "" : trace.get(0);
    int end = first.startsWith(" <") ? first.indexOf('>') + 1 : 0;
    boolean alone = end > 0 && end == first.length();
    if (alone) {
      lines.add(first);
    }
    String context = alone || end == 0 ? "" : first.substring(0, end) + " ";
    for (String frame : frames) {
      lines.add((lines.isEmpty() ? context : "") + " " + frame);
    }
    for (int i = alone ? 1 : 0; i < trace.size(); i++) {
      boolean moved = i == 0 && !context.isEmpty() && !frames.isEmpty();
      lines.add(moved ? trace.get(0).substring(end + 1) : trace.get(i));
    }
    return lines;
  }
}
