package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task, or a thread of the kernel, as lists of all of them show it.
 *
 * @param state R, S, D, T, Z or I
 * @param cpu that it ran on last
 * @param cpuNs the time that it ran
 * @param work what a worker of the kernel did last, such as {@code events}; else ""
 * @param task null for a thread of the kernel
 */
record ListedTask(
    int pid,
    int parent,
    String comm,
    char state,
    int cpu,
    long cpuNs,
    String work,
    @Nullable Task task) {

  private static final int COMM = 15;
  private static final int PRIORITY = 120;
  private static final int HIGH_PRIORITY = 100;
  private static final int LOW_PRIORITY = 125;

  /** All there are, by number; the one that runs is {@code current}. */
  static List<ListedTask> all(Kernel kernel, @Nullable Task current) {
    List<ListedTask> all = new ArrayList<>();
    for (KernelThreads.KernelThread thread : kernel.kernelThreads().all()) {
      all.add(of(thread));
    }
    for (Task task : kernel.tasks().all()) {
      Task parent = task.parent();
      char state = task.equals(current) ? 'R' : task.state();
      all.add(
          new ListedTask(
              task.pid(),
              parent == null ? 0 : parent.pid(),
              task.comm(),
              state,
              kernel.view().cpuOf(task),
              task.cpuNs(),
              "",
              task));
    }
    all.sort((a, b) -> Integer.compare(a.pid, b.pid));
    return all;
  }

  private static ListedTask of(KernelThreads.KernelThread thread) {
    String name = thread.name();
    String work = "";
    int dash = name.startsWith("kworker/") ? name.indexOf('-') : -1;
    if (dash > 0) {
      work = name.substring(dash + 1);
      name = name.substring(0, dash);
    }
    String comm = name.length() > COMM ? name.substring(0, COMM) : name;
    return new ListedTask(
        thread.pid(), thread.parent(), comm, thread.state(), cpuOf(name), 0, work, null);
  }

  /** The number behind the slash of a thread that each CPU has. */
  private static int cpuOf(String name) {
    int at = name.indexOf('/') + 1;
    int cpu = 0;
    while (at > 0 && at < name.length() && Character.isDigit(name.charAt(at))) {
      cpu = 10 * cpu + name.charAt(at++) - '0';
    }
    return cpu;
  }

  boolean isRunning() {
    return state == 'R';
  }

  boolean isBlocked() {
    return state == 'D';
  }

  /** A thread that each CPU has, and that starts and stops with it (kernel/smpboot.c). */
  boolean isPerCpuThread() {
    return comm.startsWith("ksoftirqd/")
        || comm.startsWith("cpuhp/")
        || isStopper()
        || isWatchdog();
  }

  boolean isStopper() {
    return comm.startsWith("migration/");
  }

  private boolean isWatchdog() {
    return comm.startsWith("watchdog/");
  }

  boolean isWorker() {
    return comm.startsWith("kworker/");
  }

  /** Its priority as the scheduler has it: 0 to 99 are real-time ones. */
  int priority() {
    if (isStopper() || isWatchdog()) {
      return 0;
    } else if (comm.equals("ksmd")) {
      return LOW_PRIORITY;
    }
    boolean high = isWorker() ? comm.endsWith("H") : task == null && state == 'I' && isRescuer();
    return high ? HIGH_PRIORITY : PRIORITY;
  }

  /** The thread of a workqueue that works when there is no memory for another worker. */
  boolean isRescuer() {
    return task == null && !isPerCpuThread() && !isWorker() && !TaskStack.isNamed(comm);
  }
}
