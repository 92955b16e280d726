package org.pvpanic.guest.linux;

import org.pvpanic.machine.Step;

/**
 * Tasks that want memory when there may be none: each waits until the OOM killer has found them
 * some, unless it is itself whom that takes.
 */
final class MemoryPressure {

  private final Kernel kernel;
  private final OomKiller killer;
  private boolean warnedOfOldScale;

  MemoryPressure(Kernel kernel) {
    this.kernel = kernel;
    this.killer = new OomKiller(kernel);
  }

  OomKiller killer() {
    return killer;
  }

  /** A task's program takes pages and writes to them. */
  void allocate(Task task, long pages, Step then) {
    long had = Math.min(pages, Math.max(0, kernel.view().memory().pages().spare()));
    task.addHeap(had);
    if (had == pages) {
      task.then(then);
    } else {
      killer.outOfMemory(task, Allocation.OWN_PAGE, () -> allocate(task, pages - had, then));
    }
  }

  /** The first to write to an {@code oom_adj} is told of the file that replaces it. */
  void warnOfOldScale(Task writer, Task task) {
    if (warnedOfOldScale) {
      return;
    }
    warnedOfOldScale = true;
    String folder = "/proc/" + task.pid() + "/";
    String warning =
        writer.comm()
            + " ("
            + writer.pid()
            + "): "
            + folder
            + "oom_adj is deprecated, please use "
            + folder
            + "oom_score_adj instead.";
    kernel.cpu().call(() -> kernel.printk().print(Printk.WARNING, warning));
  }

  /** There was no page for a file. */
  void filePages(Task task, Step retry) {
    killer.outOfMemory(task, Allocation.FILE_PAGE, retry);
  }

  /** A new task gets its stack first, and then two pages that lie together. */
  void fork(Task parent) {
    MemoryUse memory = kernel.view().memory();
    memory.setStartsTask(true);
    if (memory.pages().hasPair()) {
      memory.setStartsTask(false);
    } else {
      killer.outOfMemory(parent, Allocation.NEW_TASK, () -> memory.setStartsTask(false));
    }
  }
}
