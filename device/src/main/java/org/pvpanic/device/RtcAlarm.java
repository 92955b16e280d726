package org.pvpanic.device;

/** When the alarm of an {@link Rtc} goes off next. */
final class RtcAlarm {

  private static final int MINUTES_PER_HOUR = 60;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_DAY = 86_400;

  private RtcAlarm() {}

  /**
   * How many seconds it is to the alarm, 1 to a day's. A part of the alarm that is -1 is met by any
   * hour, minute or second.
   */
  static int secondsTo(
      int hourOrAny, int minuteOrAny, int secondOrAny, int nowHour, int nowMinute, int nowSecond) {
    int hour = hourOrAny;
    int minute = minuteOrAny;
    int second = secondOrAny;
    if (hour == -1) {
      hour = nowHour;
      if (minute == -1) {
        minute = nowMinute;
        if (second == -1) {
          second = nowSecond + 1;
        } else if (nowSecond > second) {
          minute++;
        }
      } else if (nowMinute == minute) {
        if (second == -1) {
          second = nowSecond + 1;
        } else if (nowSecond > second) {
          hour++;
        }
        if (second == SECONDS_PER_MINUTE) {
          second = 0;
          hour++;
        }
      } else if (nowMinute > minute) {
        hour++;
      }
    } else if (nowHour == hour) {
      if (minute == -1) {
        minute = nowMinute;
        if (second == -1) {
          second = nowSecond + 1;
        } else if (nowSecond > second) {
          minute++;
        }
        if (second == SECONDS_PER_MINUTE) {
          second = 0;
          minute++;
        }
        minute %= MINUTES_PER_HOUR;
      } else if (nowMinute == minute) {
        if (second == -1) {
          second = nowSecond + 1;
        }
        second %= SECONDS_PER_MINUTE;
      }
    }
    minute = Math.max(minute, 0);
    second = Math.max(second, 0);
    if (second == SECONDS_PER_MINUTE) {
      second = 0;
      minute++;
    }
    if (minute == MINUTES_PER_HOUR) {
      minute = 0;
      hour++;
    }
    hour %= 24;
    int left =
        ((hour - nowHour) * MINUTES_PER_HOUR + minute - nowMinute) * SECONDS_PER_MINUTE
            + second
            - nowSecond;
    return left <= 0 ? left + SECONDS_PER_DAY : left;
  }
}
