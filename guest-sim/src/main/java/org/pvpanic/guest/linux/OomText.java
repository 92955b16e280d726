package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of the OOM killer (dump_header, dump_tasks and oom_kill_process of mm/oom_kill.c). */
final class OomText {

  private static final int PAGE_KIB = 4;

  private final Kernel kernel;
  private final boolean el7;

  OomText(Kernel kernel) {
    this.kernel = kernel;
    this.el7 = kernel.isEl7();
  }

  /** Who wanted memory for what, and how it came there. */
  List<String> header(
      Task task, String flags, int order, CrashSite site, @Nullable Task victim) {
    List<String> lines = new ArrayList<>(48);
    lines.add(
        task.comm()
            + " invoked oom-killer: gfp_mask="
            + flags
            + ", order="
            + order
            + ", oom_score_adj="
            + task.oomScoreAdj());
    if (el7) {
      lines.add(task.comm() + " cpuset=/ mems_allowed=0");
    }
    String header = el7 ? "[<ffffffff81680e57>] dump_header+0x8e/0x225" : "dump_header+0x4c/0x22b";
    List<String> callers = new ArrayList<>(2);
    callers.add(header);
    if (victim != null) {
      callers.add(
          el7
              ? "[<ffffffff81184cfe>] oom_kill_process+0x24e/0x3c0"
              : "oom_kill_process.cold+0xb/0x10");
    }
    List<String> trace = CrashWords.nested(callers, site.trace());
    lines.addAll(kernel.crashPath().words().dumpStack(site.under(trace)));
    return lines;
  }

  /** The tasks that could be killed. */
  List<String> tasks(List<Task> tasks) {
    List<String> lines = new ArrayList<>(tasks.size() + 2);
    if (el7) {
      lines.add("[ pid ]   uid  tgid total_vm      rss nr_ptes swapents oom_score_adj name");
    } else {
      lines.add("Tasks state (memory values in pages):");
      lines.add(
          "[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name");
    }
    for (Task task : tasks) {
      TaskMemory memory = TaskMemory.of(task);
      int width = el7 ? 5 : 7;
      lines.add(
          "["
              + Hex.decimal(task.pid(), width)
              + "] "
              + Hex.decimal(task.uid(), 5)
              + " "
              + Hex.decimal(task.pid(), 5)
              + " "
              + Hex.decimal(memory.virtual(), 8)
              + " "
              + Hex.decimal(memory.resident(), 8)
              + " "
              + (el7
                  ? Hex.decimal(memory.tables(), 7)
                  : Hex.decimal(memory.tables() * PAGE_KIB * 1024, 8))
              + " "
              + Hex.decimal(0, 8)
              + "         "
              + Hex.decimal(task.oomScoreAdj(), 5)
              + " "
              + task.comm());
    }
    return lines;
  }

  /** One line that tells all for those who read logs by machine. */
  String summary(Task victim) {
    return "oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom"
        + ",task_memcg=/,task="
        + victim.comm()
        + ",pid="
        + victim.pid()
        + ",uid="
        + victim.uid();
  }

  /** 3.10 says whom it has chosen before it looks at that one's children. */
  String chosen(String why, Task victim, long score) {
    return why
        + ": Kill process "
        + victim.pid()
        + " ("
        + victim.comm()
        + ") score "
        + score
        + " or sacrifice child";
  }

  /** Who was killed, and what it had. */
  String killed(String why, Task victim) {
    TaskMemory memory = TaskMemory.of(victim);
    boolean namesUser = el7 && kernel.profile().defaults().postNotifiers();
    String had =
        kib(" total-vm", memory.virtual())
            + kib(", anon-rss", memory.anonymous())
            + kib(", file-rss", memory.file())
            + kib(", shmem-rss", memory.shared());
    if (el7) {
      return "Killed process "
          + victim.pid()
          + " ("
          + victim.comm()
          + ")"
          + (namesUser ? ", UID " + victim.uid() + "," : "")
          + had;
    }
    return why
        + ": Killed process "
        + victim.pid()
        + " ("
        + victim.comm()
        + ")"
        + had
        + ", UID:"
        + victim.uid()
        + kib(" pgtables", memory.tables())
        + " oom_score_adj:"
        + victim.oomScoreAdj();
  }

  private static String kib(String name, long pages) {
    return name + ":" + pages * PAGE_KIB + "kB";
  }
}
