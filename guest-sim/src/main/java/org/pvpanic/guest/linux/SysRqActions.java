package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;

/**
 * What the SysRq keys do (the handlers of drivers/tty/sysrq.c), as steps that follow the running
 * one. What the kernel leaves to a worker is done at once here, since the worker has nothing else
 * to do.
 */
final class SysRqActions {

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
      case BACKTRACE -> new CpuBacktraces(kernel).print(site(), isInterrupt());
      case MEMORY -> report(Printk.WARNING, MemInfo.lines(kernel));
      case POWER_OFF -> kernel.cpu().queue(() -> kernel.power().powerOff());
      case REGISTERS -> registers();
      case TIMERS -> new TimerList(kernel).report().print(kernel);
      case STATES -> states(false);
      case BLOCKED -> states(true);
      case SYNC -> complete("Emergency Sync");
      case UNMOUNT -> {
        then(() -> remountReadOnly());
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
}
