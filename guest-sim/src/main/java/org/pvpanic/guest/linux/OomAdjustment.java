package org.pvpanic.guest.linux;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much a task's memory counts when the OOM killer looks for a victim, as its files in /proc say
 * it (oom_score_adj and the older oom_adj of fs/proc/base.c; Documentation/filesystems/proc.rst).
 */
public final class OomAdjustment {

  /** OOM_SCORE_ADJ_MIN: such a task is never killed. */
  static final int NEVER = -1000;

  private static final int MOST = 1000;

  /** OOM_DISABLE, and the ends of the older scale. */
  private static final int OLD_NEVER = -17;

  private static final int OLD_LEAST = -16;
  private static final int OLD_MOST = 15;

  /** What is looked at of a text: PROC_NUMBUF less the zero at its end. */
  private static final int LONGEST = 12;

  private OomAdjustment() {}

  /** What {@code /proc/PID/oom_score} says: how bad a task is, of 1000 or, since 5.9, of 2000. */
  public static long score(Task task) {
    return OomKiller.score(task.kernel(), task);
  }

  /** What {@code /proc/PID/oom_adj} says, from -17 to 15. */
  public static int old(Task task) {
    int value = task.oomScoreAdj();
    return value == MOST ? OLD_MOST : value * -OLD_NEVER / MOST;
  }

  /**
   * Somebody writes to {@code oom_score_adj}.
   *
   * @return null, or EINVAL and ERANGE for what is no number from -1000 to 1000, EACCES for one
   *     below the least that root has ever set when the writer is not root
   */
  public static @Nullable Errno store(Task task, Task writer, String text) {
    Number number = Number.of(text);
    if (number.errno() != null) {
      return number.errno();
    }
    int value = number.value();
    if (value < NEVER || value > MOST) {
      return Errno.EINVAL;
    }
    Errno gone = gone(task);
    if (gone != null) {
      return gone;
    }
    if (value < task.oomScoreAdjLeast() && !isPrivileged(writer)) {
      return Errno.EACCES;
    }
    task.setOomScoreAdj(value);
    if (isPrivileged(writer)) {
      task.setOomScoreAdjLeast(value);
    }
    return null;
  }

  /** Somebody writes to {@code oom_adj}, of which the kernel warns once. */
  public static @Nullable Errno storeOld(Task task, Task writer, String text) {
    Number number = Number.of(text);
    if (number.errno() != null) {
      return number.errno();
    }
    int old = number.value();
    if ((old < OLD_LEAST || old > OLD_MOST) && old != OLD_NEVER) {
      return Errno.EINVAL;
    }
    Errno gone = gone(task);
    if (gone != null) {
      return gone;
    }
    int value = old == OLD_MOST ? MOST : old * MOST / -OLD_NEVER;
    if (value < task.oomScoreAdj() && !isPrivileged(writer)) {
      return Errno.EACCES;
    }
    task.kernel().memoryPressure().warnOfOldScale(writer, task);
    task.setOomScoreAdj(value);
    return null;
  }

  /** CAP_SYS_RESOURCE. */
  private static boolean isPrivileged(Task writer) {
    return writer.uid() == 0;
  }

  /** One that has ended has no memory, after which 3.10 asks. */
  private static @Nullable Errno gone(Task task) {
    if (task.kernel().tasks().byPid(task.pid()) != task) {
      return Errno.ESRCH;
    }
    return task.kernel().isEl7() && !task.isAlive() ? Errno.EINVAL : null;
  }

  /** A number as kstrtoint takes it with base 0, or why it is none. */
  private record Number(int value, @Nullable Errno errno) {

    private static final Number NONE = new Number(0, Errno.EINVAL);
    private static final Number TOO_BIG = new Number(0, Errno.ERANGE);

    static Number of(String written) {
      String text = written.substring(0, Math.min(LONGEST, written.length())).strip();
      boolean signed = text.startsWith("-") || text.startsWith("+");
      String digits = text.substring(signed ? 1 : 0).toLowerCase(Locale.ROOT);
      int radix = 10;
      if (digits.startsWith("0x")) {
        radix = 16;
        digits = digits.substring(2);
      } else if (digits.startsWith("0")) {
        radix = 8;
      }
      long value = 0;
      for (int i = 0; i < digits.length(); i++) {
        char c = digits.charAt(i);
        int digit = c < 0x80 ? Character.digit(c, radix) : -1;
        if (digit < 0) {
          return NONE;
        }
        value = value * radix + digit;
      }
      if (digits.isEmpty()) {
        return NONE;
      }
      value = text.startsWith("-") ? -value : value;
      return value == (int) value ? new Number((int) value, null) : TOO_BIG;
    }
  }
}
