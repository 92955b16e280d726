package org.pvpanic.guest.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What kernels of one era say when they go wrong, line by line. */
interface CrashWords {

  /** The words of a kernel's era. */
  static CrashWords of(Kernel kernel) {
    return kernel.isEl7() ? new OopsText(kernel) : new OopsText61(kernel);
  }

  /** What an exception's handler says first, with level ALERT. */
  List<String> fault(Fault fault, CrashSite site);

  /** From the line that counts the oopses of this boot to the end of the dump. */
  List<String> oops(Fault fault, CrashSite site, int number);

  /** From the end marker of the oops on. */
  List<String> oopsEnd(CrashSite site);

  /** The stack dump of panic, when there has been no oops. */
  List<String> panicDump(CrashSite site);

  /** A WARN: from the line to cut at to the end marker. */
  List<String> warning(String place, String message, CrashSite site);

  /** A soft lockup, with the seconds that the CPU has been stuck. */
  List<String> softLockup(int seconds, CrashSite site);

  /** show_regs: who runs, its registers and stack. */
  default List<String> showRegs(CrashSite site) {
    return panicDump(site);
  }

  /** How many seconds a CPU has been stuck, and in which task. */
  static String stuck(Kernel kernel, int seconds, CrashSite site) {
    return "watchdog: BUG: soft lockup - CPU#"
        + kernel.cpu().index()
        + " stuck for "
        + seconds
        + "s! ["
        + site.comm()
        + ":"
        + site.pid()
        + "]";
  }

  /** What panic says about where the kernel was put, or null. */
  @Nullable String kernelOffset();

  /** The marker behind a panic that nothing follows, or null. */
  @Nullable String panicEnd(String why);
}
