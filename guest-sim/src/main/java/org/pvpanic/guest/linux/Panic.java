package org.pvpanic.guest.linux;

import java.util.List;
import org.pvpanic.machine.Vcpu;

/**
 * What {@code panic} does, in its order (kernel/panic.c). No kmsg dumper is told of it: none of the
 * boards has a store that would keep the log.
 */
final class Panic {

  /** Bits of {@code kernel.panic_print}. */
  private static final int ALL_TASKS = 0x01;

  private static final int MEMORY = 0x02;
  private static final int TIMERS = 0x04;
  private static final int WHOLE_LOG = 0x20;
  private static final int ALL_CPUS = 0x40;

  private static final List<String> SHOW_TASKS =
      List.of(
          "sched_show_task.cold+0xce/0xdc",
          "show_state_filter+0x54/0xe0",
          "panic_print_sys_info.part.0+0x15/0x52",
          "panic+0x17c/0x2f4");

  /** A loaded capture kernel is checked before it is entered. */
  private static final long PURGATORY_NS = 1_100_000_000L;

  private static final long NS = 1_000_000_000L;

  private final Kernel kernel;
  private final CrashPath path;

  Panic(Kernel kernel, CrashPath path) {
    this.kernel = kernel;
    this.path = path;
  }

  /** The kernel cannot go on: from here to the end of this kernel. */
  void begin(String message, CrashSite site) {
    boolean ended = message.endsWith("\n") && kernel.profile().era().endsPanicMessage();
    String why = ended ? message.substring(0, message.length() - 1) : message;
    Vcpu cpu = kernel.cpu();
    cpu.onNmi(() -> {});
    kernel.printk().consoles().verbose();
    cpu.call(
        () -> kernel.printk().print(Printk.EMERG, "Kernel panic - not syncing: " + why),
        () -> dumpStack(site),
        () -> kexecFirst(site),
        () -> stopOthers(site),
        () -> cpu.call(kernel.panicNotifiers().steps()),
        () -> systemInfo(site),
        () -> kexecLast(site),
        kernel.printk().consoles()::flush,
        this::replay,
        this::reboot,
        () -> end(why));
  }

  /** An oops has told where the kernel was. */
  private void dumpStack(CrashSite site) {
    if (!kernel.taint().has(Taint.DIE)) {
      path.print(CrashPath.DEFAULT, path.words().panicDump(site));
    }
  }

  private void kexecFirst(CrashSite site) {
    if (kexecComesFirst()) {
      crashKexec(site);
    }
  }

  /** Whether a capture kernel waits and gets its turn before anybody else is told. */
  boolean kexecComesFirst() {
    return kernel.kexec().isLoaded() && !kernel.crashKexecPostNotifiers();
  }

  private void kexecLast(CrashSite site) {
    if (kernel.kexec().isLoaded()) {
      crashKexec(site);
    }
  }

  /** This kernel ends. */
  void crashKexec(CrashSite site) {
    kernel.cpu().delay(PURGATORY_NS);
    kernel.cpu().call(() -> kernel.succession().startCaptureKernel(site.cpu()));
  }

  /** The site as functions see it that panic calls. */
  private static CrashSite in(String panic, CrashSite site) {
    return site.under(CrashWords.nested(List.of(panic), site.trace()));
  }

  private boolean prints(int what) {
    return (kernel.sysctl().number("kernel/panic_print") & what) != 0;
  }

  /** The others stop where they are; each may tell before where that is. */
  private void stopOthers(CrashSite site) {
    if (prints(ALL_CPUS)) {
      new CpuBacktraces(kernel).print(in("panic+0x154/0x2f4", site));
    }
    kernel.stopScheduling(site.task());
  }

  /** panic_print_sys_info. Nobody has locks to show, or a trace. */
  private void systemInfo(CrashSite site) {
    if (prints(ALL_TASKS)) {
      Report tasks = new Report();
      List<String> own = CrashWords.nested(SHOW_TASKS, site.trace());
      new TaskDump(kernel, site.task(), own).addTo(tasks, false);
      tasks.print(kernel);
    }
    if (prints(MEMORY)) {
      path.print(CrashPath.DEFAULT, MemInfo.lines(kernel));
    }
    if (prints(TIMERS)) {
      new TimerList(kernel).report().print(kernel);
    }
  }

  private void replay() {
    if (prints(WHOLE_LOG)) {
      kernel.printk().consoles().replay();
    }
  }

  private void reboot() {
    int seconds = kernel.sysctl().panic();
    if (seconds > 0) {
      countDown(seconds);
    }
    if (seconds != 0) {
      kernel.cpu().call(kernel.power().machineRestart()::afterPanic);
    }
  }

  private void countDown(int seconds) {
    String text = "Rebooting in " + seconds + " seconds..";
    if (kernel.profile().era().joinsPieces()) {
      kernel.printk().print(Printk.EMERG, text);
    } else {
      kernel.printk().printPiece(Printk.EMERG, text);
    }
    kernel.cpu().delay(seconds * NS);
  }

  /** Nothing follows. */
  private void end(String why) {
    if (kernel.profile().era().marksPanicEnd()) {
      kernel.printk().print(Printk.EMERG, "---[ end Kernel panic - not syncing: " + why + " ]---");
      kernel.printk().silence();
      kernel.printk().consoles().flush();
    }
    kernel.cpu().call(kernel.cpu()::hang);
  }
}
