package org.pvpanic.device;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A date and time of day as a clock chip counts them. The parts may be out of range: software can
 * write what it likes into the chip.
 *
 * @param weekday 1 for Sunday to 7
 */
public record RtcTime(int year, int month, int day, int weekday, int hour, int minute, int second) {

  /** What {@code seconds} since 1970 (UTC) are. */
  public static RtcTime of(long seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return new RtcTime(
        time.getYear(),
        time.getMonthValue(),
        time.getDayOfMonth(),
        time.getDayOfWeek().getValue() % 7 + 1,
        time.getHour(),
        time.getMinute(),
        time.getSecond());
  }

  /** Seconds since 1970 (UTC); the weekday does not count. */
  public long seconds() {
    boolean lateInYear = month < 3;
    long m = lateInYear ? month + 12 : month; // a year that begins in March ends with its leap day
    long y = lateInYear ? year - 1 : year;
    long days = day + (153 * m - 457) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 719_469;
    return 86_400 * days + 3600L * hour + 60L * minute + second;
  }
}
