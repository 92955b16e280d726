package org.pvpanic.guest.linux;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The list of tasks with their stacks (show_state_filter of kernel/sched/core.c). */
final class TaskDump {

  private static final int KERNEL_FLAGS = 0x4000;
  private static final int USER_FLAGS = 0x2;
  private static final int OLD_FLAGS = 0x80;

  private final Kernel kernel;
  private final @Nullable Task current;
  private final List<String> trace;
  private final boolean el7;
  private final boolean showsWords;

  /**
   * A list.
   *
   * @param current the task that asked for it; null when an interrupt did
   * @param trace its own stack, from the function on that prints it
   */
  TaskDump(Kernel kernel, @Nullable Task current, List<String> trace) {
    this.kernel = kernel;
    this.current = current;
    this.trace = trace;
    this.el7 = kernel.isEl7();
    this.showsWords = el7 && !new Trace310(kernel).isLater();
  }

  /**
   * Adds the list to a report.
   *
   * @param blockedOnly leaves out all tasks but those that wait and cannot be interrupted
   */
  void addTo(Report report, boolean blockedOnly) {
    if (el7) {
      report.add(Printk.INFO, "  task                        PC stack   pid father");
    }
    List<ListedTask> all = ListedTask.all(kernel, current);
    for (ListedTask task : all) {
      if (!blockedOnly || task.isBlocked()) {
        add(report, task);
      }
    }
    if (el7 || !blockedOnly) {
      report.addAll(Printk.WARNING, new SchedDebug(kernel, all).lines());
    }
  }

  private void add(Report report, ListedTask task) {
    report.add(Printk.INFO, el7 ? headline310(task) : headline61(task));
    if (!el7 && !task.work().isEmpty()) {
      report.add(Printk.INFO, "Workqueue:  0x0 (" + task.work() + ")");
    }
    if (!el7 && task.isStopper()) {
      report.add(Printk.INFO, "Stopper: 0x0 <- 0x0");
    }
    int level = el7 ? Printk.WARNING : Printk.INFO;
    List<String> stack = stack(task);
    if (showsWords) {
      report.addAll(level, words(task, stack));
    }
    report.add(level, "Call Trace:");
    report.addAll(level, stack);
  }

  private List<String> words(ListedTask task, List<String> stack) {
    Trace310 text = new Trace310(kernel);
    long place = kernel.kaslr().directMap() + address(task);
    long structure = place + 0x8b30;
    long[] callers = {text.returnAddress(stack, 0), text.returnAddress(stack, 1)};
    return task.isRunning()
        ? StackWords.running(place, structure, callers)
        : StackWords.waiting(place, structure, callers);
  }

  private static String headline61(ListedTask task) {
    int flags = task.task() == null ? KERNEL_FLAGS : task.isRunning() ? 0 : USER_FLAGS;
    return String.format(
        Locale.ROOT,
        "task:%-15s state:%c%s stack:%-5d pid:%-5d ppid:%-6d flags:0x%08x",
        task.comm(),
        task.state(),
        task.isRunning() ? "  running task    " : "",
        0,
        task.pid(),
        task.parent(),
        flags);
  }

  /** Where a task that is not running saved its program counter is an address in its stack. */
  private String headline310(ListedTask task) {
    String place =
        task.isRunning()
            ? "  running task    "
            : " " + Hex.wide(kernel.kaslr().directMap() + address(task)) + " ";
    return String.format(
        Locale.ROOT,
        "%-15s %c%s%5d %5d %6d 0x%08x",
        task.comm(),
        task.state(),
        place,
        0,
        task.pid(),
        task.parent(),
        task.task() == null ? 0 : OLD_FLAGS);
  }

  /** Somewhere in the memory that the kernel has, the same for the same task. */
  private long address(ListedTask task) {
    long from = KernelLayout.NORMAL.base() + KernelLayout.SIZE;
    long room = Math.max(1 << 20, kernel.memoryMap().lowEnd() - from);
    return from + task.pid() * 0x9e3779b1L % (room >> 12) * 4096 + 0x150;
  }

  private List<String> stack(ListedTask listed) {
    Task task = listed.task();
    if (task == null) {
      return TaskStack.ofThread(kernel, listed);
    }
    return listed.isRunning() ? trace : UserStack.ofWaiting(kernel, task);
  }
}
