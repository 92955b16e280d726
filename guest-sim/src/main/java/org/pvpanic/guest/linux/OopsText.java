package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of an oops as 3.10.0-514 prints them on x86-64, blanks at line ends included. */
final class OopsText implements CrashWords {

  private static final String[] REGISTERS = {
    "RAX", "RBX", "RCX", "RDX", "RSI", "RDI", "RBP", "R08", "R09", "R10", "R11", "R12", "R13",
    "R14", "R15"
  };

  private static final String CUT_HERE = "------------[ cut here ]------------";
  private static final int WORDS_PER_LINE = 4;

  private final Kernel kernel;
  private long traceId;

  OopsText(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public List<String> fault(Fault fault, CrashSite site) {
    if (fault instanceof Fault.PageFault page) {
      boolean isNull = page.address() >= 0 && page.address() < 4096;
      return List.of(
          "BUG: unable to handle kernel "
              + (isNull ? "NULL pointer dereference" : "paging request")
              + " at "
              + (page.address() == 0 ? "          (null)" : Hex.wide(page.address())),
          "IP: " + site.ip(),
          site.pageTables());
    } else if (fault instanceof Fault.Bug bug) {
      return List.of(CUT_HERE, "kernel BUG at " + bug.place() + "!");
    }
    return List.of();
  }

  private static String header(Fault fault) {
    if (fault instanceof Fault.PageFault page) {
      return "Oops: 000" + page.errorCode();
    } else if (fault instanceof Fault.DivideError) {
      return "divide error: 0000";
    } else if (fault instanceof Fault.GeneralProtection) {
      return "general protection fault: 0000";
    } else if (fault instanceof Fault.StackOverflow) {
      return "double fault: 0000";
    }
    return "invalid opcode: 0000";
  }

  @Override
  public List<String> oops(Fault fault, CrashSite site, int number) {
    List<String> lines = new ArrayList<>(48);
    lines.add(header(fault) + " [#" + number + "] SMP ");
    lines.add("Modules linked in:" + kernel.modules().linkedIn());
    who(lines, site);
    dump(lines, site);
    lines.add("RIP  " + site.ip());
    lines.add(" RSP <" + Hex.wide(site.sp()) + ">");
    if (fault instanceof Fault.PageFault page) {
      lines.add("CR2: " + Hex.wide(page.address()));
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
    lines.add("Code: " + site.code());
  }

  private void who(List<String> lines, CrashSite site) {
    lines.add(
        "CPU: "
            + kernel.cpu().index()
            + " PID: "
            + site.pid()
            + " Comm: "
            + site.comm()
            + " "
            + kernel.taint().text(true)
            + " "
            + kernel.releaseShown());
    lines.add("Hardware name: " + kernel.hardware());
  }

  /** The number is random for the first oops of a boot, then counted on. */
  @Override
  public List<String> oopsEnd(CrashSite site) {
    return List.of(endTrace());
  }

  private String endTrace() {
    traceId = traceId == 0 ? kernel.entropy().next() : traceId + 1;
    return "---[ end trace " + Hex.wide(traceId) + " ]---";
  }

  @Override
  public List<String> panicDump(CrashSite site) {
    List<String> lines = new ArrayList<>(16);
    who(lines, site);
    wordsOnly(lines, site.stack());
    lines.add("Call Trace:");
    lines.addAll(site.panicTrace());
    return lines;
  }

  /** dump_stack: it has no headline for the words. */
  private static void wordsOnly(List<String> lines, long[] words) {
    List<String> stack = new ArrayList<>(4);
    stack(stack, words);
    lines.addAll(stack.subList(1, stack.size()));
  }

  @Override
  public List<String> warning(String place, String message, CrashSite site) {
    List<String> lines = new ArrayList<>(16);
    lines.add(CUT_HERE);
    lines.add("WARNING: at " + place + " " + site.ip().place() + "()");
    lines.add(message);
    lines.add("Modules linked in:" + kernel.modules().linkedIn());
    who(lines, site);
    wordsOnly(lines, site.stack());
    lines.add("Call Trace:");
    lines.addAll(site.panicTrace());
    lines.add(endTrace());
    return lines;
  }

  @Override
  public List<String> softLockup(int seconds, CrashSite site) {
    List<String> lines = new ArrayList<>(40);
    lines.add("NMI " + CrashWords.stuck(kernel, seconds, site));
    lines.add("Modules linked in:" + kernel.modules().linkedIn());
    who(lines, site);
    dump(lines, site);
    return lines;
  }

  @Override
  public @Nullable String kernelOffset() {
    return kernel.profile().defaults().kaslr() ? kernel.kaslr().panicLine() : null;
  }

  @Override
  public @Nullable String panicEnd(String why) {
    return null;
  }

  private static void registers(List<String> lines, CrashSite site) {
    lines.add("RIP: 0010:" + Hex.address(site.ip().address()) + "  " + site.ip());
    lines.add("RSP: 0018:" + Hex.wide(site.sp()) + "  EFLAGS: 00010246");
    long[] values = site.registers();
    for (int i = 0; i < REGISTERS.length; i += 3) {
      lines.add(
          named(REGISTERS[i], values[i])
              + " "
              + named(REGISTERS[i + 1], values[i + 1])
              + " "
              + named(REGISTERS[i + 2], values[i + 2]));
    }
    lines.add(
        "FS:  "
            + Hex.wide(site.fs())
            + "(0000) GS:"
            + Hex.wide(site.gs())
            + "(0000) knlGS:"
            + Hex.wide(0));
    lines.add("CS:  0010 DS: 0000 ES: 0000 CR0: " + Hex.wide(0x80050033L));
    lines.add(
        named("CR2", site.cr2()) + " " + named("CR3", site.cr3()) + " " + named("CR4", 0x6f0));
    lines.add(named("DR0", 0) + " " + named("DR1", 0) + " " + named("DR2", 0));
    lines.add(named("DR3", 0) + " " + named("DR6", 0xffff0ff0L) + " " + named("DR7", 0x400));
  }

  private static String named(String register, long value) {
    return register + ": " + Hex.wide(value);
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
