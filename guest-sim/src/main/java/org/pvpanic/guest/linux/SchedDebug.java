package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the scheduler tells of its queues (kernel/sched/debug.c). This guest's tasks take no time to
 * speak of, so that the queues are empty but for who runs, and counts follow from the time since
 * the boot.
 */
final class SchedDebug {

  private static final long MILLISECOND_NS = 1_000_000;
  private static final long JIFFIES_PER_SECOND_310 = 1000;
  private static final long JIFFIES_PER_SECOND = 250;
  private static final long WRAP = 1L << 32;
  private static final long FIRST_WRAP_SECONDS = 300;

  private final Kernel kernel;
  private final List<ListedTask> tasks;
  private final boolean el7;
  private final long now;
  private final List<String> lines = new ArrayList<>();

  SchedDebug(Kernel kernel, List<ListedTask> tasks) {
    this.kernel = kernel;
    this.tasks = tasks;
    this.el7 = kernel.isEl7();
    this.now = kernel.printk().uptimeNs();
  }

  /** The tick count, which wraps for the first time five minutes after the boot. */
  static long jiffies(Kernel kernel) {
    long perSecond = kernel.isEl7() ? JIFFIES_PER_SECOND_310 : JIFFIES_PER_SECOND;
    return WRAP
        - FIRST_WRAP_SECONDS * perSecond
        + kernel.printk().uptimeNs() / (1_000_000_000L / perSecond);
  }

  List<String> lines() {
    header();
    for (int cpu = 0; cpu < kernel.view().cpus(); cpu++) {
      cpu(cpu);
    }
    return lines;
  }

  private void header() {
    add("Sched Debug Version: v0.11, " + kernel.release() + " #1");
    setting("%-40s: %s", "ktime", ms(now));
    setting("%-40s: %s", "sched_clk", ms(now + 20 * MILLISECOND_NS));
    setting("%-40s: %s", "cpu_clk", ms(now + 20 * MILLISECOND_NS));
    setting("%-40s: %s", "jiffies", Long.toString(jiffies(kernel)));
    setting("%-40s: %s", "sched_clock_stable()", el7 || kernel.view().cpus() == 1 ? "1" : "0");
    add("");
    int scale = 1 + (31 - Integer.numberOfLeadingZeros(Math.min(8, kernel.view().cpus())));
    add("sysctl_sched");
    tunable("latency", ms(6L * scale * MILLISECOND_NS));
    tunable("min_granularity", ms((el7 ? 10_000_000L : 750_000L * scale)));
    if (!el7) {
      tunable("idle_min_granularity", ms(750_000));
    }
    tunable("wakeup_granularity", ms(el7 ? 15_000_000L : 1_000_000L * scale));
    tunable("child_runs_first", "0");
    tunable("features", el7 ? "56955" : "125703739");
    tunable("tunable_scaling", el7 ? "1 (logaritmic)" : "1 (logarithmic)");
    add("");
  }

  private void cpu(int cpu) {
    long running = running(cpu);
    String load = Long.toString(running * (el7 ? 1024 : 1 << 20));
    add("cpu#" + cpu + ", 2300.006 MHz");
    value("nr_running", running);
    if (el7) {
      value("load", load);
    }
    value("nr_switches", now / (40 * MILLISECOND_NS) + cpu);
    if (el7) {
      value("nr_load_updates", now / (2 * MILLISECOND_NS));
    }
    value("nr_uninterruptible", blocked(cpu));
    long jiffies = jiffies(kernel);
    value("next_balance", ms(jiffies * 1000));
    value("curr->pid", current(cpu));
    value("clock", ms(now));
    if (el7) {
      for (int i = 0; i < 5; i++) {
        value("cpu_load[" + i + "]", 0);
      }
      value("avg_idle", 1_000_000);
      value("max_idle_balance_cost", 500_000);
      for (String name :
          new String[] {"yld_count", "sched_count", "sched_goidle", "ttwu_count", "ttwu_local"}) {
        value(name, 0);
      }
    } else {
      value("clock_task", ms(now));
      value("avg_idle", 1_000_000);
      value("max_idle_balance_cost", 500_000);
    }
    add("");
    fairQueue(cpu, running, load);
    realTimeQueue(cpu);
    if (!el7) {
      add("dl_rq[" + cpu + "]:");
      value("dl_nr_running", 0);
      value("dl_nr_migratory", 0);
      value("dl_bw->bw", 996_147);
      value("dl_bw->total_bw", 0);
      add("");
    }
    runnable(cpu);
  }

  private void fairQueue(int cpu, long running, String load) {
    add("cfs_rq[" + cpu + "]:/");
    String zero = ms(0);
    value("exec_clock", zero);
    value("MIN_vruntime", ms(1));
    value("min_vruntime", ms(virtualNs(cpu)));
    value("max_vruntime", ms(1));
    value("spread", zero);
    value("spread0", ms(virtualNs(cpu) - virtualNs(0)));
    value("nr_spread_over", 0);
    value("nr_running", running);
    if (el7) {
      value("load", load);
      zeros("runnable_load_avg", "blocked_load_avg", "tg_load_avg", "tg_load_contrib");
      zeros("tg_runnable_contrib", "tg->runnable_avg", "tg->cfs_bandwidth.timer_active");
      zeros("throttled", "throttle_count", "avg->runnable_avg_sum");
      value("avg->runnable_avg_period", 47_000);
    } else {
      value("h_nr_running", running);
      zeros("idle_nr_running", "idle_h_nr_running");
      value("load", load);
      zeros("load_avg", "runnable_avg", "util_avg", "util_est_enqueued", "removed.load_avg");
      zeros("removed.util_avg", "removed.runnable_avg", "tg_load_avg_contrib", "tg_load_avg");
      zeros("throttled", "throttle_count");
    }
    add("");
  }

  private void realTimeQueue(int cpu) {
    add("rt_rq[" + cpu + "]:" + (el7 ? "/" : ""));
    value("rt_nr_running", 0);
    if (!el7) {
      value("rt_nr_migratory", 0);
    }
    value("rt_throttled", 0);
    value("rt_time", ms(0));
    value("rt_runtime", ms(950 * MILLISECOND_NS));
    add("");
  }

  private void runnable(int cpu) {
    String mark = el7 ? "" : " S";
    add("runnable tasks:");
    add(
        (el7 ? "" : mark)
            + "            task   PID         tree-key  switches  prio     wait-time            "
            + " sum-exec        sum-sleep");
    add("-".repeat(el7 ? 106 : 109));
    for (ListedTask task : tasks) {
      if (task.cpu() == cpu) {
        add(row(task, cpu));
      }
    }
    add("");
  }

  private String row(ListedTask task, int cpu) {
    String mark = el7 ? task.isRunning() ? "R" : " " : task.isRunning() ? ">R" : " " + task.state();
    String zero = String.format(Locale.ROOT, "%16s", ms(0));
    long key = task.priority() == 0 ? 0 : virtualNs(cpu);
    return String.format(
        Locale.ROOT,
        "%s%s%15s %5d %16s %9d %5d %s %16s %s%s 0%s",
        mark,
        el7 ? "" : " ",
        task.comm(),
        task.pid(),
        ms(key),
        2 + task.cpuNs() / 100_000,
        task.priority(),
        zero,
        ms(task.cpuNs()),
        zero,
        el7 ? "" : " " + zero + " 0",
        " /");
  }

  /** How far the clock of fair shares has come on a CPU: not far while it idles. */
  private long virtualNs(int cpu) {
    return kernel.view().busyNs() / (cpu + 1) + 1_000_000_000L;
  }

  private long running(int cpu) {
    return tasks.stream().filter(task -> task.cpu() == cpu && task.isRunning()).count();
  }

  private long blocked(int cpu) {
    return tasks.stream().filter(task -> task.cpu() == cpu && task.isBlocked()).count();
  }

  private long current(int cpu) {
    for (ListedTask task : tasks) {
      if (task.cpu() == cpu && task.isRunning()) {
        return task.pid();
      }
    }
    return 0;
  }

  private void zeros(String... names) {
    for (String name : names) {
      value(name, 0);
    }
  }

  private void tunable(String name, String value) {
    setting("  .%-40s: %s", "sysctl_sched_" + name, value);
  }

  private void value(String name, long value) {
    value(name, Long.toString(value));
  }

  private void value(String name, String value) {
    setting("  .%-30s: %s", name, value);
  }

  private void setting(String format, String name, String value) {
    add(String.format(Locale.ROOT, format, name, value));
  }

  private void add(String line) {
    lines.add(line);
  }

  /** Milliseconds with six decimals. */
  private static String ms(long ns) {
    long rest = Math.abs(ns % MILLISECOND_NS);
    return ns / MILLISECOND_NS + "." + Hex.zeros(rest, 6);
  }
}
