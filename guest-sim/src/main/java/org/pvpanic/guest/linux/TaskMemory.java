package org.pvpanic.guest.linux;

/**
 * The memory of a task, in pages: as much as a small shell takes, and what its program has asked
 * for on top.
 *
 * @param virtual its address space
 * @param anonymous pages of its own
 * @param file pages of files on a disk
 * @param shared pages of files that are on no disk
 * @param tables its page tables
 */
public record TaskMemory(long virtual, long anonymous, long file, long shared, long tables) {

  /** What is counted late: the counters of a thread are added to its task's now and then. */
  private static final long UNCOUNTED = 7;

  /** Pages of its own that a static program in an initramfs has written. */
  static final long STATIC_ANONYMOUS = 4;

  /** Pages that a program touches before they are counted (TASK_RSS_EVENTS_THRESH). */
  private static final long EVENTS = 64;

  /** Whether it has used so little memory that its counters show next to nothing yet. */
  static boolean isSmall(Task task) {
    return task.pid() != 1 && task.heapPages() < EVENTS;
  }

  /** What a task has; nothing once it has ended. */
  public static TaskMemory of(Task task) {
    long heap = task.heapPages();
    if (!task.isAlive()) {
      return new TaskMemory(0, 0, 0, 0, 0);
    }
    long tables = heap == 0 ? 9 : 11 + heap / 512;
    if (task.kernel().root() == RootKind.INITRAMFS) {
      if (isSmall(task)) {
        return new TaskMemory(565 + heap, 1, 0, 0, 7);
      }
      long anonymous = Math.max(1, STATIC_ANONYMOUS + heap - UNCOUNTED);
      return new TaskMemory(565 + heap, anonymous, 0, 255, tables);
    }
    return new TaskMemory(1_120 + heap, 110 + heap, 402, 0, tables + 2);
  }

  /** Its pages that are in memory. */
  public long resident() {
    return anonymous + file + shared;
  }
}
