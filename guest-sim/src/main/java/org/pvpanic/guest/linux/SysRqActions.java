package org.pvpanic.guest.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;

/**
 * What the SysRq keys do (the handlers of drivers/tty/sysrq.c), as steps that follow the running
 * one. What the kernel leaves to a worker is done at once here, since the worker has nothing else
 * to do.
 */
final class SysRqActions {

  private static final List<String> CRASH =
      List.of("? _printk+0x68/0x83", "sysrq_handle_crash+0x16/0x20");

  /** Where 3.10 waits for the answers of all CPUs, the one that asks among them. */
  private static final Symbol SENDING =
      new Symbol(0xffffffff81052fdeL, "native_apic_mem_write", 0xe, 0x20);

  private static final String SENDING_CODE =
      "81 48 89 e5 ff 90 50 01 00 00 5d c3 0f 1f 80 00 00 00 00 0f 1f 44 00 00 55 89 ff 48 89 e5 89"
          + " b7 00 c0 5f ff 5d c3 66 2e 0f 1f 84 <00> 00 00 00 00 0f 1f 44 00 00 55 8b 87 00 c0 5f"
          + " ff 48 89 e5 5d c3 ";

  private final Kernel kernel;
  private final SysRq.Origin origin;
  private final @Nullable Task task;

  /**
   * The actions of one key.
   *
   * @param task that wrote to /proc/sysrq-trigger
   */
  SysRqActions(Kernel kernel, SysRq.Origin origin, @Nullable Task task) {
    this.kernel = kernel;
    this.origin = origin;
    this.task = task;
  }

  void perform(SysRq.Key key) {
    switch (key) {
      case REBOOT -> then(kernel.power()::emergencyRestart);
      case CRASH -> crash();
      case TERMINATE -> signalAll(Signals.TERM);
      case KILL -> signalAll(Signals.KILL);
      case OOM -> then(() -> OomKiller.manual(kernel));
      case THAW -> complete("Emergency Thaw");
      case SAK -> then(this::secureAttention);
      case BACKTRACE -> new CpuBacktraces(kernel).print(asking());
      case MEMORY -> report(Printk.WARNING, MemInfo.lines(kernel));
      case POWER_OFF -> kernel.cpu().queue(() -> kernel.power().kernelPowerOff());
      case REGISTERS -> registers();
      case TIMERS -> new TimerList(kernel).report().print(kernel);
      case STATES -> states(false);
      case BLOCKED -> states(true);
      case SYNC -> complete("Emergency Sync");
      case UNMOUNT -> {
        then(kernel.files()::emergencyRemount);
        complete("Emergency Remount");
      }
      case FTRACE -> {
        say(Printk.EMERG, "Dumping ftrace buffer:");
        say(Printk.EMERG, "   (ftrace buffer empty)");
      }
      case LOGLEVEL, NICE, UNRAW -> {
        // Done by now, or nothing here that it could change: no task has a real-time priority, and
        // no virtual terminal a keyboard.
      }
    }
  }

  private boolean isInterrupt() {
    return origin != SysRq.Origin.PROC;
  }

  /** 3.10 writes to address 0, later kernels panic in so many words. */
  private void crash() {
    if (kernel.isEl7()) {
      kernel.sysctl().setPanicOnOops(1);
      kernel.crashPath().die(oldSite());
    } else {
      kernel.crashPath().panic("sysrq triggered crash", newSite(CRASH));
    }
  }

  /** Where 3.10 crashes. */
  private CrashSite oldSite() {
    SysRqCrash site = new SysRqCrash(kernel);
    return switch (origin) {
      case PROC -> site.byProc(task);
      case KEYBOARD -> site.byKey();
      case SERIAL -> site.bySerial();
    };
  }

  /** Where the CPU is while 6.1 does what the key says, in functions of its handler. */
  private CrashSite newSite(List<String> handler) {
    return isInterrupt()
        ? TaskCrash.sysRqByInterrupt(kernel, origin == SysRq.Origin.KEYBOARD, handler)
        : TaskCrash.sysRqByProc(kernel, task, handler);
  }

  /** 3.10 interrupts the CPU that asks like all others, while it sends them the interrupt. */
  private CrashSite asking() {
    return kernel.isEl7()
        ? oldSite().at(SENDING, SENDING_CODE).under(Stack310.asking(oldSite().trace()))
        : newSite(List.of());
  }

  /** Sends a signal to all tasks but pid 1; then all that the kernel says is shown. */
  private void signalAll(int signal) {
    for (Task each : kernel.tasks().all()) {
      if (each.pid() != 1) {
        each.signal(signal);
      }
    }
    kernel.printk().setConsoleLevel(kernel.profile().era().levelAfterSignals());
  }

  /** Kills who uses the virtual terminal that is on the screen (__do_SAK of tty_io.c). */
  private void secureAttention() {
    boolean el7 = kernel.isEl7();
    for (Task each : kernel.tasks().all()) {
      int descriptor = onScreen(each);
      if (descriptor >= 0) {
        String who = "SAK: killed process " + each.pid() + " (" + each.comm() + "): ";
        say(
            Printk.NOTICE,
            el7
                ? who + "fd#" + descriptor + " opened to the tty"
                : "tty tty1: " + who + "by fd#" + descriptor);
        then(() -> each.signal(Signals.KILL));
      }
    }
  }

  /** The first descriptor that is open on the screen, or -1. */
  private static int onScreen(Task task) {
    for (int i = 0; i < FileTable.LIMIT; i++) {
      if (task.file(i) instanceof ScreenTerminal screen && screen.number() <= 1) {
        return i;
      }
    }
    return -1;
  }

  /** Only an interrupt has found the CPU at something. */
  private void registers() {
    if (isInterrupt()) {
      report(Printk.WARNING, kernel.crashPath().words().showRegs(TaskCrash.idle(kernel)));
    }
  }

  private void states(boolean blockedOnly) {
    Report report = new Report();
    TaskDump dump =
        isInterrupt()
            ? new TaskDump(kernel, null, List.of())
            : new TaskDump(kernel, task, UserStack.ofWriter(kernel));
    dump.addTo(report, blockedOnly);
    if (!kernel.isEl7() && !blockedOnly) {
      report.add(Printk.INFO, "Showing busy workqueues and worker pools:");
    }
    report.print(kernel);
  }

  private void complete(String what) {
    say(Printk.WARNING, what + " complete");
  }

  private void report(int level, List<String> lines) {
    Report report = new Report();
    report.addAll(level, lines);
    report.print(kernel);
  }

  private void say(int level, String text) {
    then(() -> kernel.printk().print(level, text));
  }

  private void then(Step step) {
    kernel.cpu().call(step);
  }
}
