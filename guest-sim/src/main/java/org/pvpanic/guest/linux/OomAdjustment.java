package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/**
 * How much sooner or later than others a task is killed when memory runs out (__set_oom_adj of
 * fs/proc/base.c). Who may not lower it can go back to what the last one set who may.
 */
public final class OomAdjustment {

  /** Never. */
  private static final int NEVER = -1000;

  private static final int FIRST = 1000;

  /** The same in {@code oom_adj}, whose scale is the older one. */
  private static final int OLD_NEVER = -17;

  private static final int OLD_FIRST = 15;

  private int value;
  private int least;

  OomAdjustment() {}

  /** That of a child. */
  OomAdjustment(OomAdjustment parent) {
    this.value = parent.value;
    this.least = parent.least;
  }

  /** From -1000, never, to 1000, before all others; 0 at first. */
  public int value() {
    return value;
  }

  /**
   * Sets it as {@code /proc/PID/oom_score_adj} does.
   *
   * @param privileged whether who sets it may lower it
   * @return null, EINVAL for a value out of range, or EACCES
   */
  public @Nullable Errno set(long wanted, boolean privileged) {
    if (wanted < NEVER || wanted > FIRST) {
      return Errno.EINVAL;
    }
    if (wanted < least && !privileged) {
      return Errno.EACCES;
    }
    value = (int) wanted;
    if (privileged) {
      least = value;
    }
    return null;
  }

  /** As {@code /proc/PID/oom_adj} shows it: from -17, never, to 15. */
  public int oldValue() {
    return value == FIRST ? OLD_FIRST : Math.min(OLD_FIRST, value * -OLD_NEVER / FIRST);
  }

  /**
   * Sets it as {@code /proc/PID/oom_adj} does.
   *
   * @param privileged whether who sets it may lower it
   * @return null, EINVAL for a value out of range, or EACCES
   */
  public @Nullable Errno setOld(long wanted, boolean privileged) {
    if (wanted < OLD_NEVER || wanted > OLD_FIRST) {
      return Errno.EINVAL;
    }
    int scaled = wanted == OLD_FIRST ? FIRST : (int) wanted * FIRST / -OLD_NEVER;
    if (scaled < value && !privileged) {
      return Errno.EACCES;
    }
    value = scaled;
    return null;
  }
}
