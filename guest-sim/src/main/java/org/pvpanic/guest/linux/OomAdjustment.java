package org.pvpanic.guest.linux;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much sooner or later than others a task is killed when memory runs out, as its files in /proc
 * say it (oom_score_adj and the older oom_adj of fs/proc/base.c;
 * Documentation/filesystems/proc.rst). Who may not lower it can go back to what the last one set
 * who may.
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

  private final Task task;
  private int value;
  private int least;

  /** That of a new task, which starts with its parent's. */
  OomAdjustment(Task task, @Nullable OomAdjustment parent) {
    this.task = task;
    this.value = parent == null ? 0 : parent.value;
    this.least = parent == null ? 0 : parent.least;
  }

  /** What {@code /proc/PID/oom_score_adj} says: from -1000, never, to 1000; 0 at first. */
  public int value() {
    return value;
  }

  /** What {@code /proc/PID/oom_adj} says, from -17, never, to 15. */
  public int oldValue() {
    return value == MOST ? OLD_MOST : value * -OLD_NEVER / MOST;
  }

  /** What {@code /proc/PID/oom_score} says: how bad a task is, of 1000 or, since 5.9, of 2000. */
  public long score() {
    return OomKiller.score(task.kernel(), task);
  }

  /**
   * Somebody writes to {@code oom_score_adj}.
   *
   * @return null, or EINVAL and ERANGE for what is no number from -1000 to 1000, EACCES for one
   *     below the least that root has ever set when the writer is not root
   */
  public @Nullable Errno store(Task writer, String text) {
    Parsed number = Parsed.of(text);
    if (number.errno() != null) {
      return number.errno();
    }
    int wanted = number.value();
    if (wanted < NEVER || wanted > MOST) {
      return Errno.EINVAL;
    }
    Errno gone = gone();
    if (gone != null) {
      return gone;
    }
    if (wanted < least && !isPrivileged(writer)) {
      return Errno.EACCES;
    }
    value = wanted;
    if (isPrivileged(writer)) {
      least = wanted;
    }
    return null;
  }

  /**
   * Somebody writes to {@code oom_adj}, of which the kernel warns once.
   *
   * @return null, or an error as of {@link #store}
   */
  public @Nullable Errno storeOld(Task writer, String text) {
    Parsed number = Parsed.of(text);
    if (number.errno() != null) {
      return number.errno();
    }
    int old = number.value();
    if ((old < OLD_LEAST || old > OLD_MOST) && old != OLD_NEVER) {
      return Errno.EINVAL;
    }
    Errno gone = gone();
    if (gone != null) {
      return gone;
    }
    int wanted = old == OLD_MOST ? MOST : old * MOST / -OLD_NEVER;
    if (wanted < value && !isPrivileged(writer)) {
      return Errno.EACCES;
    }
    task.kernel().memoryPressure().warnOfOldScale(writer, task);
    value = wanted;
    return null;
  }

  /** CAP_SYS_RESOURCE. */
  private static boolean isPrivileged(Task writer) {
    return writer.uid() == 0;
  }

  /** One that has ended has no memory, after which 3.10 asks. */
  private @Nullable Errno gone() {
    if (task.kernel().tasks().byPid(task.pid()) != task) {
      return Errno.ESRCH;
    }
    return task.kernel().isEl7() && !task.isAlive() ? Errno.EINVAL : null;
  }

  /** A number as kstrtoint takes it with base 0, or why it is none. */
  private record Parsed(int value, @Nullable Errno errno) {

    private static final Parsed NONE = new Parsed(0, Errno.EINVAL);
    private static final Parsed TOO_BIG = new Parsed(0, Errno.ERANGE);

    static Parsed of(String written) {
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
      return value == (int) value ? new Parsed((int) value, null) : TOO_BIG;
    }
  }
}
