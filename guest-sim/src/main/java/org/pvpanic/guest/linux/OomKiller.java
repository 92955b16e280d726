package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;

/**
 * What the kernel does when memory has run out and nothing of it can be reclaimed: it kills the
 * task that has most of it (mm/oom_kill.c).
 */
final class OomKiller {

  /** Who runs what SysRq-f leaves to be done. */
  private static final int WORKER = 17;

  /** How long what a worker prints first takes. */
  private static final long MEANWHILE_NS = 5_000_000;

  private static final String MANUAL_61 = "0xcc0(GFP_KERNEL)";
  private static final String MANUAL_310 = "0xd0";

  private final Kernel kernel;
  private final OomText text;
  private final boolean el7;

  OomKiller(Kernel kernel) {
    this.kernel = kernel;
    this.text = new OomText(kernel);
    this.el7 = kernel.isEl7();
  }

  /** Who is to die, and what its badness was. */
  private record Choice(Task task, long points) {}

  /** A call of the killer: who called it for what, and where that was. */
  private record Call(Task task, String flags, int order, boolean manual, CrashSite site) {}

  /**
   * Finds memory for a task, or the kernel panics.
   *
   * @param retry what the task does then, unless it is the one that was killed
   */
  void outOfMemory(Task task, Allocation allocation, Step retry) {
    String flags = el7 ? allocation.flags310() : allocation.flags61();
    CrashSite site =
        TaskCrash.inCall(
            kernel,
            task,
            allocation.call(),
            allocation.below61(List.of("out_of_memory+0x1fd/0x4c0")),
            allocation.below310(List.of("[<ffffffff81185536>] out_of_memory+0x4b6/0x4f0")));
    run(new Call(task, flags, allocation.order(), false, site));
    kernel.cpu().call(() -> task.then(retry));
  }

  /** SysRq-f (moom_callback of drivers/tty/sysrq.c), in the context of a worker. */
  static void manual(Kernel kernel) {
    kernel.memoryPressure().killer().manual();
  }

  private void manual() {
    Task worker = kernel.tasks().thread(WORKER, "kworker/0:1");
    CrashSite site =
        TaskCrash.inThread(
            kernel,
            worker,
            List.of(
                "out_of_memory.cold+0xa/0x7e",
                "moom_callback+0x76/0xb0",
                "process_one_work+0x1c7/0x380",
                "worker_thread+0x4d/0x380",
                "? rescuer_thread+0x3a0/0x3a0",
                "kthread+0xda/0x100",
                "? kthread_complete_and_exit+0x20/0x20",
                "ret_from_fork+0x22/0x30"),
            List.of(
                "[<ffffffff81185536>] out_of_memory+0x4b6/0x4f0",
                "[<ffffffff813fe5ed>] moom_callback+0x4d/0x50",
                "[<ffffffff810a845b>] process_one_work+0x17b/0x470",
                "[<ffffffff810a9296>] worker_thread+0x126/0x410",
                "[<ffffffff810b052f>] kthread+0xcf/0xe0",
                "[<ffffffff81696418>] ret_from_fork+0x58/0x90"));
    run(new Call(worker, el7 ? MANUAL_310 : MANUAL_61, el7 ? 0 : -1, true, site));
  }

  private void run(Call call) {
    long panics = kernel.sysctl().number("vm/panic_on_oom");
    if (panics != 0 && !(call.manual() && !el7)) {
      String word = panics == 2 ? "compulsory" : "system-wide";
      header(
          call, null, () -> panic(call, "Out of memory: " + word + " panic_on_oom is enabled\n"));
      return;
    }
    Task task = call.task();
    boolean itself = kernel.sysctl().number("vm/oom_kill_allocating_task") != 0 && !call.manual();
    if (itself && isKillable(task)) {
      kill(call, new Choice(task, 0), "Out of memory (oom_kill_allocating_task)");
      return;
    }
    Choice choice = worst();
    if (choice != null) {
      kill(call, choice, "Out of memory");
    } else {
      nobody(call);
    }
  }

  /** There is nobody who could be killed. */
  private void nobody(Call call) {
    header(call, null, () -> tellOfNobody(call));
  }

  private void tellOfNobody(Call call) {
    if (el7) {
      panic(call, "Out of memory and no killable processes...\n");
      return;
    }
    print(Printk.WARNING, List.of("Out of memory and no killable processes..."));
    if (call.manual()) {
      print(Printk.INFO, List.of("sysrq: OOM request ignored. No task eligible"));
    } else {
      panic(call, "System is deadlocked on memory\n");
    }
  }

  private void panic(Call call, String why) {
    kernel.cpu().call(() -> kernel.crashPath().panic(why, call.site()));
  }

  /** What is left to say comes when memory and tasks have been listed. */
  private void header(Call call, @Nullable Task victim, Step then) {
    print(
        Printk.WARNING, text.header(call.task(), call.flags(), call.order(), call.site(), victim));
    if (call.manual() && kernel.view().cpus() > 1) {
      // Who asked goes on meanwhile on another CPU, and may start tasks that are listed then.
      kernel.cpu().call(() -> kernel.after(MEANWHILE_NS, () -> listing(call, victim, then)));
    } else {
      listing(call, victim, then);
    }
  }

  private void listing(Call call, @Nullable Task victim, Step then) {
    print(Printk.WARNING, MemInfo.lines(kernel, call.manual()));
    if (MemInfo.listsSlabs(kernel)) {
      print(Printk.INFO, Slabs.lines());
    }
    if (kernel.sysctl().number("vm/oom_dump_tasks") != 0) {
      print(Printk.INFO, text.tasks(eligible()));
    }
    if (victim != null && !el7) {
      print(Printk.INFO, List.of(text.summary(victim)));
    }
    kernel.cpu().call(then);
  }

  private void kill(Call call, Choice choice, String why) {
    Task victim = choice.task();
    header(call, victim, () -> send(choice, why));
  }

  private void send(Choice choice, String why) {
    Task victim = choice.task();
    if (el7) {
      print(Printk.ERROR, List.of(text.chosen(why, victim, score(choice.points()))));
      victim = sacrificed(victim);
    }
    print(Printk.ERROR, List.of(text.killed(why, victim)));
    Task dies = victim;
    kernel.cpu().call(() -> dies.kill(Signals.KILL));
  }

  /** 3.10 kills the worst of its children instead, so that less work is lost. */
  private Task sacrificed(Task parent) {
    Task victim = parent;
    long most = 0;
    for (Task child : kernel.tasks().childrenOf(parent)) {
      long points = isKillable(child) ? badness(child) : 0;
      if (points > most) {
        victim = child;
        most = points;
      }
    }
    return victim;
  }

  private List<Task> eligible() {
    List<Task> eligible = new ArrayList<>(kernel.tasks().living());
    eligible.removeIf(task -> task.pid() <= 1);
    return eligible;
  }

  /** Of equally bad ones 3.10 takes the first, and 6.1 the last. */
  private @Nullable Choice worst() {
    Choice worst = null;
    for (Task task : eligible()) {
      if (isKillable(task)) {
        long points = badness(task);
        if (worst == null || points > worst.points() || (points == worst.points() && !el7)) {
          worst = new Choice(task, points);
        }
      }
    }
    return worst;
  }

  /** Neither pid 1 nor a thread of the kernel's, nor who has asked to be left alone. */
  private static boolean isKillable(Task task) {
    return task.pid() > 1 && task.isAlive() && task.oomScoreAdj() != OomAdjustment.NEVER;
  }

  private long total() {
    return Math.max(1, kernel.view().memory().totalKib() / 4);
  }

  /** oom_badness: pages, and a share of all memory for each point of adjustment. */
  private long badness(Task task) {
    TaskMemory memory = TaskMemory.of(task);
    long points = memory.resident() + memory.tables();
    if (el7 && task.uid() == 0) {
      points -= points * 3 / 100;
    }
    points += task.oomScoreAdj() * (total() / 1000);
    return el7 ? Math.max(1, points) : points;
  }

  private long score(long points) {
    return points * 1000 / total();
  }

  /** {@code /proc/PID/oom_score}. */
  static long score(Kernel kernel, Task task) {
    return kernel.memoryPressure().killer().shownScore(task);
  }

  private long shownScore(Task task) {
    if (!isKillable(task)) {
      return 0;
    }
    long score = score(badness(task));
    return el7 ? score : (1000 + score) * 2 / 3;
  }

  private void print(int level, List<String> lines) {
    kernel.crashPath().print(level, lines);
  }
}
