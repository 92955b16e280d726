package org.pvpanic.guest.linux;

import java.util.List;

/**
 * A kernel thread that waits for ever and cannot be interrupted, and khungtaskd, which tells of it
 * (kernel/hung_task.c).
 */
final class HungTask {

  private static final long NS = 1_000_000_000L;

  private final Kernel kernel;
  private final String name;
  private final int pid;
  private final long since;

  HungTask(Kernel kernel, String name) {
    this.kernel = kernel;
    this.name = name;
    this.since = kernel.printk().uptimeNs();
    Task thread =
        kernel
            .tasks()
            .spawn(name, 0, FileTable.empty(), (self, words) -> {}, List.of(name), status -> {});
    this.pid = thread.pid();
  }

  void start() {
    int timeout = kernel.knob("hung_task_timeout_secs", 120);
    if (timeout > 0) {
      kernel.after(timeout * NS, this::check);
    }
  }

  private void check() {
    int timeout = kernel.knob("hung_task_timeout_secs", 120);
    if (timeout > 0 && kernel.printk().uptimeNs() - since > timeout * NS) {
      tell(timeout);
      if (kernel.knob("hung_task_panic", 0) != 0) {
        kernel.crashPath().panic("hung_task: blocked tasks");
        return;
      }
    }
    start();
  }

  private void tell(int timeout) {
    boolean el7 = kernel.isEl7();
    print("INFO: task " + name + ":" + pid + " blocked for more than " + timeout + " seconds.");
    if (!el7) {
      print("      " + kernel.taint().text(false) + " " + kernel.releaseShown().replace("  ", " "));
    }
    print("\"echo 0 > /proc/sys/kernel/hung_task_timeout_secs\" disables this message.");
    if (el7) {
      print(padded(name) + " D ffff88007fd14d00     0 " + pid + "      2 0x00000080");
      print("Call Trace:");
      print(" [<ffffffff8168bac9>] schedule+0x29/0x70");
      print(" [<ffffffff81689519>] schedule_timeout+0x239/0x2c0");
      print(" [<ffffffff810b052f>] kthread+0xcf/0xe0");
      print(" [<ffffffff81696418>] ret_from_fork+0x58/0x90");
      return;
    }
    print(
        "task:"
            + padded(name)
            + " state:D stack:0     pid:"
            + pid
            + "    ppid:2      flags:0x00004000");
    print("Call Trace:");
    print(" <TASK>");
    print(" __schedule+0x34d/0xa00");
    print(" schedule+0x5a/0xd0");
    print(" schedule_timeout+0x94/0x150");
    print(" hung+0x20/0x27 [lkcrash]");
    print(" kthread+0xda/0x100");
    print(" ret_from_fork+0x22/0x30");
    print(" </TASK>");
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(0, 15 - name.length()));
  }

  private void print(String line) {
    kernel.cpu().call(() -> kernel.printk().print(Printk.ERROR, line));
  }
}
