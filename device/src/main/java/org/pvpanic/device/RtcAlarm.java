package org.pvpanic.device;

/**
 * The time of day at which an {@link Rtc} gives alarm.
 *
 * @param hour 0 to 23, or {@link #ANY}
 * @param minute 0 to 59, or {@link #ANY}
 * @param second 0 to 59, or {@link #ANY}
 */
record RtcAlarm(int hour, int minute, int second) {

  /** Every hour, minute or second will do. */
  static final int ANY = -1;

  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  /**
   * How many seconds it is to the next alarm, 1 to a day's. When it is in this very second, QEMU
   * takes the next one to be a day away.
   *
   * @param now seconds since midnight
   */
  int after(int now) {
    if (second != ANY && matches(second, now % MINUTE) && isInMinute(now)) {
      return DAY;
    }
    int time = now + 1;
    while (time < now + DAY && !(isInMinute(time) && matches(second, time % MINUTE))) {
      if (!matches(hour, time / HOUR % 24)) {
        time = (time / HOUR + 1) * HOUR;
      } else if (!matches(minute, time / MINUTE % 60)) {
        time = (time / MINUTE + 1) * MINUTE;
      } else {
        time++;
      }
    }
    return Math.min(time - now, DAY);
  }

  private boolean isInMinute(int time) {
    return matches(hour, time / HOUR % 24) && matches(minute, time / MINUTE % 60);
  }

  private static boolean matches(int wanted, int value) {
    return wanted == ANY || wanted == value;
  }
}
