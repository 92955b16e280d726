package org.pvpanic.device;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A date and time of day as a clock chip counts them. The parts may be out of range: software can
 * write what it likes into the chip.
 *
 * @param weekday 1 for Sunday to 7
 */
public record RtcTime(int year, int month, int day, int weekday, int hour, int minute, int second) {

  /** 1 March of year 0, in days since 1970. */
  private static final long YEAR_0 = LocalDate.of(0, 3, 1).toEpochDay();

  /** From March on months have 31, 30, 31, 30 and 31 days, over and over. */
  private static final int[] BEFORE_MONTH = {0, 31, 61, 92, 122};

  private static final long FIVE_MONTHS = 153;

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

  /**
   * Seconds since 1970 (UTC); the weekday does not count.
   *
   * <p>QEMU's clock takes months beyond December for more of the same year, their lengths going on
   * as they do from March, and years before 0 for a mirror of those behind it.
   */
  public long seconds() {
    int months = month < 3 ? month + 9 : month - 3; // since March, so that a leap day is the last
    int from = month < 3 ? year - 1 : year;
    long years = LocalDate.of(Math.abs(from), 3, 1).toEpochDay() - YEAR_0;
    long days = months / 5 * FIVE_MONTHS + BEFORE_MONTH[months % 5] + day - 1;
    return Duration.ofDays(YEAR_0 + Integer.signum(from) * years + days)
        .plusHours(hour)
        .plusMinutes(minute)
        .plusSeconds(second)
        .toSeconds();
  }
}
