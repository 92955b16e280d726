package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/** The lines of an oops as 3.10.0-514 prints them on x86-64, blanks at line ends included. */
final class OopsText {

  private static final String[] REGISTERS = {
    "RAX", "RBX", "RCX", "RDX", "RSI", "RDI", "RBP", "R08", "R09", "R10", "R11", "R12", "R13",
    "R14", "R15"
  };

  /** Proprietary modules no, died before yes; the distribution's own flags are the dashes. */
  private static final String DIED_BEFORE = " Tainted: G      D        ------------   ";

  private static final int WORDS_PER_LINE = 4;

  private OopsText() {}

  /** What the page fault handler says of a write to address 0. */
  static List<String> faultLines(CrashSite site) {
    return List.of(
        "BUG: unable to handle kernel NULL pointer dereference at           (null)",
        "IP: " + site.ip(),
        site.pageTables());
  }

  /** From {@code Oops:} to CR2; {@code number} counts the oopses of this boot. */
  static List<String> bodyLines(Kernel kernel, CrashSite site, int number) {
    List<String> lines = new ArrayList<>(48);
    lines.add("Oops: 0002 [#" + number + "] SMP ");
    lines.add("Modules linked in: " + kernel.profile().modules());
    lines.add(
        "CPU: "
            + kernel.cpu().index()
            + " PID: "
            + site.pid()
            + " Comm: "
            + site.comm()
            + (number == 1 ? " Not tainted " : DIED_BEFORE)
            + kernel.release()
            + " "
            + kernel.profile().release().shown());
    lines.add("Hardware name: " + kernel.hardware());
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
    lines.add("RIP  " + site.ip());
    lines.add(" RSP <" + Hex.wide(site.sp()) + ">");
    lines.add("CR2: " + Hex.wide(0));
    return lines;
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
    lines.add(named("CR2", 0) + " " + named("CR3", site.cr3()) + " " + named("CR4", 0x6f0));
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
