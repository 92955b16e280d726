package org.pvpanic.guest.user.command;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A second of the calendar in UTC, in the forms that programs print. */
record CalendarTime(LocalDateTime time) {

  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  static CalendarTime of(long seconds) {
    return new CalendarTime(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
  }

  private String month() {
    int from = (time.getMonthValue() - 1) * 3;
    return MONTHS.substring(from, from + 3);
  }

  private String clock() {
    return Text.zeros(time.getHour(), 2)
        + ":"
        + Text.zeros(time.getMinute(), 2)
        + ":"
        + Text.zeros(time.getSecond(), 2);
  }

  /** {@code Sun Nov 22 20:20:35 2026}. */
  String asctime() {
    int from = (time.getDayOfWeek().getValue() - 1) * 3;
    return DAYS.substring(from, from + 3)
        + " "
        + month()
        + " "
        + Text.padLeft(time.getDayOfMonth(), 2)
        + " "
        + clock()
        + " "
        + time.getYear();
  }

  /** {@code Nov22 20:20}. */
  String monthAndMinute() {
    return month()
        + Text.padLeft(time.getDayOfMonth(), 2)
        + " "
        + Text.zeros(time.getHour(), 2)
        + ":"
        + Text.zeros(time.getMinute(), 2);
  }

  /** {@code 2026-11-22T20:20:35,123456+00:00}. */
  String iso(long micros) {
    return time.getYear()
        + "-"
        + Text.zeros(time.getMonthValue(), 2)
        + "-"
        + Text.zeros(time.getDayOfMonth(), 2)
        + "T"
        + clock()
        + ","
        + Text.zeros(micros, 6)
        + "+00:00";
  }
}
