package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Clock;

/**
 * A kernel thread that waits for ever and cannot be interrupted, and khungtaskd, which tells of it
 * (kernel/hung_task.c): each time that it looks, it first remembers who waits, and tells of those
 * that still do when the timeout has passed.
 */
final class HungTask {

  private static final long NS = 1_000_000_000L;

  /** When khungtaskd looked first: as soon as it started, while the kernel initialized itself. */
  private static final long FIRST_LOOK_NS = 1_187 * NS / 1000;

  /** Where 3.10 keeps a CPU's run queue, which it shows as the place of a task that waits. */
  private static final long RUN_QUEUE = 0x14d00;

  private static final long HUNG_OFFSET = 0xc0;
  private static final int DEFAULT_TIMEOUT = 120;
  private static final String WARNINGS = "kernel/hung_task_warnings";

  private final Kernel kernel;
  private final Task task;
  private Clock.@Nullable Timer timer;
  private long noticed = -1;

  HungTask(Kernel kernel, String name) {
    this.kernel = kernel;
    this.task =
        kernel
            .tasks()
            .spawn(name, 0, FileTable.empty(), (self, words) -> {}, List.of(name), status -> {});
    task.setUninterruptible(true);
    kernel.sysctl().onChange("kernel/hung_task_timeout_secs", this::wake);
  }

  /** A new timeout is in force at once. */
  private void wake() {
    kernel.cpu().cancel(timer);
    start();
  }

  /** Sets the timer of the next look; a timeout that is 0 stops them. */
  void start() {
    long timeout = timeout();
    if (timeout > 0) {
      long interval = kernel.knob("hung_task_check_interval_secs", 0);
      long period = (interval > 0 && interval < timeout ? interval : timeout) * NS;
      // 3.10 sleeps for the whole timeout when somebody has changed it.
      long first = kernel.isEl7() ? Math.max(FIRST_LOOK_NS, changedNs()) : FIRST_LOOK_NS;
      long since = kernel.printk().uptimeNs() - first;
      timer = kernel.after(period - Math.floorMod(since, period), this::look);
    }
  }

  private long changedNs() {
    return kernel.sysctl().changedNs("kernel/hung_task_timeout_secs");
  }

  private long timeout() {
    return kernel.knob("hung_task_timeout_secs", DEFAULT_TIMEOUT);
  }

  private void look() {
    long now = kernel.printk().uptimeNs();
    long timeout = timeout();
    if (noticed < 0) {
      noticed = now;
    } else if (timeout > 0 && now - noticed >= timeout * NS) {
      tell(timeout);
    }
    start();
  }

  private void tell(long timeout) {
    boolean el7 = kernel.isEl7();
    if (el7 && kernel.sysctl().number(WARNINGS) == 0) {
      return; // and so it does not panic either
    }
    boolean panics = kernel.knob("hung_task_panic", 0) != 0;
    if (panics && !el7) {
      kernel.cpu().call(kernel.printk().consoles()::verbose);
    }
    long warnings = kernel.sysctl().number(WARNINGS);
    if (warnings != 0) {
      if (warnings > 0) {
        kernel.sysctl().setText(WARNINGS, Long.toString(warnings - 1));
      }
      kernel.crashPath().print(Printk.ERROR, report(timeout));
      kernel.crashPath().print(Printk.INFO, state());
    }
    boolean all = kernel.knob("hung_task_all_cpu_backtrace", 0) != 0;
    if (panics) {
      kernel.cpu().call(this::panic);
    } else if (all && !el7) {
      kernel.cpu().call(() -> kernel.crashPath().backtraceAll(khungtaskd()));
    }
  }

  private List<String> report(long timeout) {
    List<String> lines = new ArrayList<>(3);
    lines.add(
        "INFO: task "
            + task.comm()
            + ":"
            + task.pid()
            + " blocked for more than "
            + timeout
            + " seconds.");
    if (!kernel.isEl7()) {
      // The version stands behind the release with one blank here.
      lines.add(
          "      " + kernel.taint().text(false) + " " + kernel.releaseShown().replace("  ", " "));
    }
    lines.add("\"echo 0 > /proc/sys/kernel/hung_task_timeout_secs\" disables this message.");
    return lines;
  }

  /** sched_show_task. */
  private List<String> state() {
    if (kernel.isEl7()) {
      return state310();
    }
    String pid = Integer.toString(task.pid());
    return List.of(
        "task:"
            + padded(task.comm())
            + " state:D stack:0     pid:"
            + pid
            + " ".repeat(Math.max(0, 5 - pid.length()))
            + " ppid:2      flags:0x00004000",
        "Call Trace:",
        " <TASK>",
        " __schedule+0x34d/0xa00",
        " ? tmfn+0x20/0x20 [lkcrash]",
        " schedule+0x5a/0xd0",
        " schedule_timeout+0x94/0x150",
        " ? __bpf_trace_tick_stop+0x10/0x10",
        " hung+0x20/0x27 [lkcrash]",
        " kthread+0xda/0x100",
        " ? kthread_complete_and_exit+0x20/0x20",
        " ret_from_fork+0x22/0x30",
        " </TASK>");
  }

  private List<String> state310() {
    long hung = kernel.modules().address("lkcrash") + HUNG_OFFSET;
    List<String> frames = new ArrayList<>(8);
    frames.add("[<ffffffff8168bac9>] schedule+0x29/0x70");
    frames.add("[<ffffffff81689519>] schedule_timeout+0x239/0x2c0");
    frames.add("[<" + Hex.wide(hung) + ">] hung+0x20/0x30 [lkcrash]");
    frames.addAll(Stack310.KTHREAD);
    long runQueue = new CrashMemory(kernel).perCpu(kernel.view().cpuOf(task)) + RUN_QUEUE;
    List<String> lines = new ArrayList<>(16);
    lines.add(
        padded(task.comm())
            + " D "
            + Hex.wide(runQueue)
            + "     0 "
            + Hex.decimal(task.pid(), 5)
            + "      2 0x00000080");
    CrashSite site = TaskCrash.inThread(kernel, task, List.of(), List.of());
    lines.addAll(new OopsText(kernel).stackOf(site.under(frames)));
    return lines;
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(0, 15 - name.length()));
  }

  private void panic() {
    if (kernel.isEl7()) {
      kernel.cpu().call(() -> kernel.crashPath().backtraceAll(khungtaskd()));
    }
    kernel.cpu().call(() -> kernel.crashPath().panic("hung_task: blocked tasks", khungtaskd()));
  }

  /** The thread that looks. */
  private CrashSite khungtaskd() {
    KernelThreads.KernelThread thread = kernel.kernelThreads().byName("khungtaskd");
    return TaskCrash.inThread(
        kernel,
        kernel.tasks().thread(thread.pid(), thread.name()),
        List.of(
            "watchdog.cold+0xc/0xb5",
            "? proc_dohung_task_timeout_secs+0x90/0x90",
            "kthread+0xda/0x100",
            "? kthread_complete_and_exit+0x20/0x20",
            "ret_from_fork+0x22/0x30"),
        Stack310.HUNG_TASK_WATCHDOG);
  }
}
