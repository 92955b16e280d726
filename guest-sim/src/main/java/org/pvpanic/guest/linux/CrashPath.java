package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;
import org.pvpanic.machine.Vcpu;

/**
 * What the kernel does when its code goes wrong: the oops (arch/x86/kernel/dumpstack.c) and the
 * warning (kernel/panic.c), each line and each thing done a step of its own. Whatever stops the
 * machine in the middle, {@code cont} takes the next one.
 */
final class CrashPath {

  /** What is printed with when its caller names no level. */
  static final int DEFAULT = Printk.WARNING;

  private final Kernel kernel;
  private final Panic panic;
  private @Nullable CrashWords words;
  private int oopses;
  private int deaths;
  private int warnings;

  CrashPath(Kernel kernel) {
    this.kernel = kernel;
    this.panic = new Panic(kernel, this);
  }

  /** How many tasks have died of an oops ({@code /sys/kernel/oops_count}). */
  int deaths() {
    return deaths;
  }

  /** How many warnings there have been ({@code /sys/kernel/warn_count}). */
  int warnings() {
    return warnings;
  }

  CrashWords words() {
    CrashWords known = words;
    if (known == null) {
      known = CrashWords.of(kernel);
      words = known;
    }
    return known;
  }

  /** An invalid access to address 0 at {@code site}. */
  void die(CrashSite site) {
    die(new Fault.PageFault(0, true), site);
  }

  /** An exception at {@code site}: its handler, the oops, and what follows. */
  void die(Fault fault, CrashSite site) {
    Vcpu cpu = kernel.cpu();
    cpu.enableInterrupts(false);
    kernel.printk().consoles().setInNmi(site.context() == CrashSite.Context.NMI);
    announce(fault);
    // oops_begin
    cpu.call(kernel.printk().consoles()::verbose);
    if (fault instanceof Fault.PageFault page) {
      print(Printk.ALERT, words().badPageFault(page, site));
    }
    print(DEFAULT, words().oops(fault, site, ++oopses));
    cpu.call(() -> oopsEnd(fault, site));
  }

  /** What a handler says before it knows that it is an oops. */
  private void announce(Fault fault) {
    if (fault instanceof Fault.Bug bug) {
      print(DEFAULT, List.of(CrashWords.CUT_HERE));
      print(Printk.CRIT, List.of("kernel BUG at " + bug.place() + "!"));
    } else if (fault instanceof Fault.StackOverflow && kernel.profile().era().guardsStacks()) {
      print(Printk.EMERG, List.of(words().stackOverflow()));
    }
  }

  private void oopsEnd(Fault fault, CrashSite site) {
    boolean panics = kernel.sysctl().panicOnOops() != 0;
    boolean hopeless = site.inInterrupt() || site.pid() <= 1 || panics;
    if (hopeless && panic.kexecComesFirst()) {
      panic.crashKexec();
      return;
    }
    // bust_spinlocks(0): whatever has been held back is shown, whichever stack this is.
    kernel.cpu().call(kernel.printk().consoles()::flush);
    kernel.taint().add(Taint.DIE);
    kernel.cpu().call(() -> print(DEFAULT, words().oopsEnd(site)));
    if (site.inInterrupt()) {
      panic("Fatal exception in interrupt", inHandler(fault, site));
    } else if (panics) {
      panic("Fatal exception", inHandler(fault, site));
    } else {
      kernel.cpu().call(() -> makeTaskDead(fault, site));
    }
  }

  private CrashSite inHandler(Fault fault, CrashSite site) {
    return site.under(words().inHandler(fault, site));
  }

  /** make_task_dead of kernel/exit.c. */
  private void makeTaskDead(Fault fault, CrashSite site) {
    Task task = site.task();
    if (task == null) {
      panic("Attempted to kill the idle task!", inHandler(fault, site));
      return;
    }
    if (fault.keepsInterruptsOff() && kernel.profile().era().tellsInterruptsOff()) {
      String who = task.comm() + "[" + task.pid() + "]";
      print(Printk.INFO, List.of("note: " + who + " exited with irqs disabled"));
    }
    long limit = kernel.sysctl().number("kernel/oops_limit");
    deaths++;
    if (limit != 0 && deaths >= limit) {
      String why = "Oopsed too often (kernel.oops_limit is " + limit + ")";
      panic(why, inHandler(fault, site));
      return;
    }
    kernel
        .cpu()
        .call(
            () -> {
              kernel.cpu().enableInterrupts(true);
              task.kill(fault.signal());
            });
  }

  /**
   * A WARN in kernel code: told, and nothing else unless the kernel is to panic then, which old
   * kernels do before they have told all of it.
   */
  void warn(String place, String message, CrashSite site) {
    print(DEFAULT, words().warning(place, message, site));
    kernel.cpu().call(() -> afterWarning(site));
  }

  /** check_panic_on_warn of kernel/panic.c; old kernels have it in warn_slowpath_common. */
  private void afterWarning(CrashSite site) {
    String origin = kernel.isEl7() ? "" : "kernel: ";
    long limit = kernel.sysctl().number("kernel/warn_limit");
    if (kernel.panicOnWarn()) {
      panic(origin + "panic_on_warn set ...\n", site.under(words().inWarning(site)));
      return;
    }
    warnings++;
    if (limit != 0 && warnings >= limit) {
      panic(
          origin + "system warned too often (kernel.warn_limit is " + limit + ")",
          site.under(words().inWarning(site)));
      return;
    }
    print(DEFAULT, words().warningEnd(site));
    kernel.cpu().call(() -> kernel.taint().add(Taint.WARN));
  }

  /** All CPUs show their stacks: the one that asks, then the others. */
  void backtraceAll(CrashSite site) {
    panic.backtraceAll(site.cpu(), words().backtrace(site));
  }

  /** The CPU has been in the kernel for too long. */
  void softLockup(int seconds, CrashSite site, boolean panics) {
    print(Printk.EMERG, words().softLockup(seconds, site));
    kernel
        .cpu()
        .call(
            () -> {
              kernel.taint().add(Taint.SOFT_LOCKUP);
              if (panics) {
                panic("softlockup: hung tasks", site.under(words().inWatchdog(site)));
              }
            });
  }

  /** Pid 1 is gone: with its wait status, there is nothing left to live for. */
  void initEnded(Task task, int waitStatus) {
    String status = Hex.wide(waitStatus).substring(8);
    panic("Attempted to kill init! exitcode=0x" + status + "\n", TaskCrash.ending(kernel, task, waitStatus));
  }

  /** The kernel cannot go on, in the idle task. */
  void panic(String why) {
    panic(why, TaskCrash.idle(kernel));
  }

  /**
   * The kernel cannot go on.
   *
   * @param why as the caller of panic says it, which may end with a line feed
   */
  void panic(String why, CrashSite site) {
    kernel.cpu().enableInterrupts(false);
    kernel.cpu().call(() -> panic.begin(why, site));
  }

  /** Prints lines, each in a step of its own. */
  void print(int level, List<String> lines) {
    List<Step> steps = new ArrayList<>(lines.size());
    for (String line : lines) {
      steps.add(() -> kernel.printk().print(level, line));
    }
    kernel.cpu().call(steps.toArray(Step[]::new));
  }
}
