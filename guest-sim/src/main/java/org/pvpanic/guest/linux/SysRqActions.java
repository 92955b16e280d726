package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;

/** What the longer of the SysRq keys do. */
final class SysRqActions {

  private static final int PAGE_KIB = 4;

  private final Kernel kernel;

  SysRqActions(Kernel kernel) {
    this.kernel = kernel;
  }

  /** 3.10 writes to address 0, later kernels panic in so many words. */
  void crash(SysRq.Origin origin, @Nullable Task task) {
    boolean byProc = origin == SysRq.Origin.PROC;
    if (kernel.isEl7()) {
      kernel.sysctl().setPanicOnOops(1);
      SysRqCrash site = new SysRqCrash(kernel);
      kernel
          .crashPath()
          .die(
              switch (origin) {
                case PROC -> site.byProc(task);
                case KEYBOARD -> site.byKey();
                case SERIAL -> site.bySerial();
              });
    } else {
      kernel
          .crashPath()
          .panic(
              "sysrq triggered crash",
              byProc
                  ? TaskCrash.sysRqByProc(kernel, task)
                  : TaskCrash.sysRqByInterrupt(kernel, origin == SysRq.Origin.KEYBOARD));
    }
  }

  /** Sends a signal to all tasks but pid 1. */
  void signalAll(int signal) {
    for (Task task : kernel.tasks().all()) {
      if (task.pid() != 1) {
        task.signal(signal);
      }
    }
  }

  /** Kills the youngest task that is not pid 1. */
  void oom() {
    Task victim = null;
    for (Task task : kernel.tasks().all()) {
      if (task.pid() != 1) {
        victim = task;
      }
    }
    if (victim == null) {
      print(
          Printk.WARNING,
          List.of(
              "Out of memory and no killable processes...",
              (kernel.isEl7() ? "SysRq : " : "sysrq: ") + "OOM request ignored. No task eligible"));
      return;
    }
    print(
        Printk.ERROR,
        List.of("Out of memory: Killed process " + victim.pid() + " (" + victim.comm() + ")"));
    victim.signal(Signals.KILL);
  }

  /** The stack of the CPU that does it. */
  void backtrace(@Nullable Task task) {
    CrashSite site = TaskCrash.sysRqByProc(kernel, task);
    List<String> lines = new ArrayList<>(32);
    lines.add("NMI backtrace for cpu " + kernel.cpu().index());
    lines.addAll(CrashWords.of(kernel).panicDump(site));
    print(Printk.WARNING, lines);
  }

  /** The head of what show_mem prints. */
  void memory() {
    long usable = kernel.memoryMap().usable() / 1024 / PAGE_KIB;
    long reserved = usable / 12;
    print(
        Printk.WARNING,
        List.of(
            "Mem-Info:",
            "Node 0 hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB",
            "0 pages in swap cache",
            "Free swap  = 0kB",
            "Total swap = 0kB",
            usable + " pages RAM",
            "0 pages HighMem/MovableOnly",
            reserved + " pages reserved"));
  }

  /** A line for each task. */
  void states() {
    List<String> lines = new ArrayList<>();
    for (Task task : kernel.tasks().all()) {
      Task parent = task.parent();
      boolean running = task == kernel.current();
      lines.add(
          "task:"
              + padded(task.comm(), 15)
              + " state:"
              + (running ? "R  running task     stack:0     pid:" : "S stack:0     pid:")
              + padded(Integer.toString(task.pid()), 5)
              + " ppid:"
              + padded(Integer.toString(parent == null ? 0 : parent.pid()), 6)
              + " flags:0x00000000");
    }
    print(Printk.INFO, lines);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private void print(int level, List<String> lines) {
    List<Step> steps = new ArrayList<>(lines.size());
    for (String line : lines) {
      steps.add(() -> kernel.printk().print(level, line));
    }
    kernel.cpu().call(steps.toArray(Step[]::new));
  }
}
