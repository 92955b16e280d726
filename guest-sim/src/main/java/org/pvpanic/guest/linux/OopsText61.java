package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a crash as Linux 6.1 prints them on x86-64, blanks at line ends included. */
final class OopsText61 implements CrashWords {

  private static final String SUFFIX = " [#%d] PREEMPT SMP NOPTI";
  private static final String CUT_HERE = "------------[ cut here ]------------";
  private static final String END_TRACE = "---[ end trace 0000000000000000 ]---";

  private static final String[] REGISTERS = {
    "RAX", "RBX", "RCX", "RDX", "RSI", "RDI", "RBP", "R08", "R09", "R10", "R11", "R12", "R13",
    "R14", "R15"
  };

  private final Kernel kernel;

  OopsText61(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public List<String> fault(Fault fault, CrashSite site) {
    List<String> lines = new ArrayList<>(4);
    if (fault instanceof Fault.PageFault page) {
      boolean isNull = page.address() >= 0 && page.address() < 4096;
      lines.add(
          (isNull
                  ? "BUG: kernel NULL pointer dereference, address: "
                  : "BUG: unable to handle page fault for address: ")
              + Hex.wide(page.address()));
      lines.add("#PF: supervisor " + (page.write() ? "write" : "read") + " access in kernel mode");
      lines.add("#PF: error_code(0x000" + page.errorCode() + ") - not-present page");
      lines.add(site.pageTables());
    } else if (fault instanceof Fault.Bug bug) {
      lines.add(CUT_HERE);
      lines.add("kernel BUG at " + bug.place() + "!");
    } else if (fault instanceof Fault.StackOverflow) {
      lines.add(
          "BUG: TASK stack guard page was hit at (____ptrval____) (stack is"
              + " (____ptrval____)..(____ptrval____))");
    }
    return lines;
  }

  private static String header(Fault fault) {
    if (fault instanceof Fault.PageFault page) {
      return "Oops: 000" + page.errorCode();
    } else if (fault instanceof Fault.DivideError) {
      return "divide error: 0000";
    } else if (fault instanceof Fault.GeneralProtection protection) {
      return "general protection fault, probably for non-canonical address 0x"
          + Long.toHexString(protection.address())
          + ": 0000";
    } else if (fault instanceof Fault.StackOverflow) {
      return "stack guard page: 0000";
    }
    return "invalid opcode: 0000";
  }

  @Override
  public List<String> oops(Fault fault, CrashSite site, int number) {
    List<String> lines = new ArrayList<>(48);
    lines.add(header(fault) + SUFFIX.replace("%d", Integer.toString(number)));
    who(lines, site);
    lines.addAll(registers(site));
    lines.add("Call Trace:");
    lines.addAll(site.trace());
    lines.add("Modules linked in:" + kernel.modules().linkedIn());
    if (fault instanceof Fault.PageFault page) {
      lines.add("CR2: " + Hex.wide(page.address()));
    }
    return lines;
  }

  @Override
  public List<String> oopsEnd(CrashSite site) {
    List<String> lines = new ArrayList<>(12);
    lines.add(END_TRACE);
    lines.addAll(registers(site));
    return lines;
  }

  private void who(List<String> lines, CrashSite site) {
    lines.add(
        "CPU: "
            + kernel.cpu().index()
            + " PID: "
            + site.pid()
            + " Comm: "
            + site.comm()
            + (kernel.kexec().isLoaded() ? " Kdump: loaded " : " ")
            + kernel.taint().text(false)
            + " "
            + kernel.releaseShown());
    lines.add("Hardware name: " + kernel.hardware());
  }

  private static List<String> registers(CrashSite site) {
    List<String> lines = new ArrayList<>(10);
    lines.add("RIP: 0010:" + site.ip().place());
    lines.add("Code: " + site.code());
    lines.add("RSP: 0018:" + Hex.wide(site.sp()) + " EFLAGS: 00000246");
    general(lines, site.registers());
    lines.add(
        "FS:  "
            + Hex.wide(site.fs())
            + "(0000) GS:"
            + Hex.wide(site.gs())
            + "(0000) knlGS:"
            + Hex.wide(0));
    lines.add("CS:  0010 DS: 0000 ES: 0000 CR0: " + Hex.wide(0x80050033L));
    lines.add(
        "CR2: "
            + Hex.wide(site.cr2())
            + " CR3: "
            + Hex.wide(site.cr3())
            + " CR4: "
            + Hex.wide(0x6b0));
    return lines;
  }

  /** Three to a line. */
  static void general(List<String> lines, long[] values) {
    for (int i = 0; i < REGISTERS.length; i += 3) {
      StringBuilder line = new StringBuilder();
      for (int j = i; j < i + 3; j++) {
        line.append(j > i ? " " : "").append(REGISTERS[j]).append(": ").append(Hex.wide(values[j]));
      }
      lines.add(line.toString());
    }
  }

  @Override
  public List<String> panicDump(CrashSite site) {
    List<String> lines = new ArrayList<>(32);
    who(lines, site);
    lines.add("Call Trace:");
    lines.addAll(site.panicTrace());
    return lines;
  }

  @Override
  public List<String> warning(String place, String message, CrashSite site) {
    List<String> lines = new ArrayList<>(32);
    lines.add(CUT_HERE);
    lines.add(message);
    lines.add(
        "WARNING: CPU: "
            + kernel.cpu().index()
            + " PID: "
            + site.pid()
            + " at "
            + place
            + " "
            + site.ip().place());
    dump(lines, site);
    lines.add(END_TRACE);
    return lines;
  }

  @Override
  public List<String> softLockup(int seconds, CrashSite site) {
    List<String> lines = new ArrayList<>(32);
    lines.add(CrashWords.stuck(kernel, seconds, site));
    dump(lines, site);
    return lines;
  }

  private void dump(List<String> lines, CrashSite site) {
    lines.add("Modules linked in:" + kernel.modules().linkedIn());
    who(lines, site);
    lines.addAll(registers(site));
    lines.add("Call Trace:");
    lines.addAll(site.trace());
  }

  @Override
  public String kernelOffset() {
    return kernel.kaslr().panicLine();
  }

  @Override
  public @Nullable String panicEnd(String why) {
    return "---[ end Kernel panic - not syncing: " + why + " ]---";
  }
}
