package org.pvpanic.guest.user.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.user.time.GuestZone;

/** Dates and times as the programs that set clocks write and read them. */
final class ClockText {

  private static final long NS = 1_000_000_000L;
  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final Pattern DATE =
      Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})|(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})");
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?");

  private ClockText() {}

  private static LocalDateTime at(long seconds) {
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
  }

  private static String day(LocalDateTime time) {
    int from = (time.getDayOfWeek().getValue() - 1) * 3;
    return DAYS.substring(from, from + 3);
  }

  private static String month(LocalDateTime time) {
    int from = (time.getMonthValue() - 1) * 3;
    return MONTHS.substring(from, from + 3);
  }

  /** {@code 2017-03-05}. */
  static String date(long seconds) {
    return at(seconds).toLocalDate().toString();
  }

  /** {@code 10:11:12}. */
  static String clock(long seconds) {
    LocalDateTime time = at(seconds);
    return digits(time.getHour()) + ":" + digits(time.getMinute()) + ":" + digits(time.getSecond());
  }

  /** {@code Sun 2017-03-05 10:11:12}, as systemd writes it. */
  static String systemd(long seconds) {
    return day(at(seconds)) + " " + date(seconds) + " " + clock(seconds);
  }

  /** {@code Sun 05 Mar 2017 10:11:12 AM UTC}, as the locale en_US has it. */
  static String american(long seconds, String zone) {
    LocalDateTime time = at(seconds);
    int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return day(time)
        + " "
        + digits(time.getDayOfMonth())
        + " "
        + month(time)
        + " "
        + time.getYear()
        + " "
        + digits(hour)
        + clock(seconds).substring(2)
        + (time.getHour() < 12 ? " AM " : " PM ")
        + zone;
  }

  /** {@code Sun Mar 5 10:11:12 2017}, as ctime(3) has it. */
  static String ctime(long seconds) {
    LocalDateTime time = at(seconds);
    String dayOfMonth = (time.getDayOfMonth() < 10 ? " " : "") + time.getDayOfMonth();
    return day(time)
        + " "
        + month(time)
        + " "
        + dayOfMonth
        + " "
        + clock(seconds)
        + " "
        + time.getYear();
  }

  /** {@code Sun Mar 05 10:11:12 2017}. */
  static String chrony(long seconds) {
    return ctime(seconds).replaceFirst("(?<=[a-z] ) (?=\\d)", "0");
  }

  /** {@code 5 Mar 10:11:12}, as ntpdate begins its lines. */
  static String ntpdate(long seconds) {
    LocalDateTime time = at(seconds);
    String dayOfMonth = (time.getDayOfMonth() < 10 ? " " : "") + time.getDayOfMonth();
    return dayOfMonth + " " + month(time) + " " + clock(seconds);
  }

  /** {@code +01:00} or, without the colon, {@code +0100}. */
  static String offset(int seconds, String colon) {
    int east = Math.abs(seconds);
    return (seconds < 0 ? "-" : "+") + digits(east / 3600) + colon + digits(east / 60 % 60);
  }

  /** A number of seconds with six decimals. */
  static String decimal(long ns) {
    return String.format(Locale.ROOT, "%.6f", ns / 1e9);
  }

  /**
   * Reads {@code [DATE] [TIME]}, {@code @SECONDS} or {@code now}.
   *
   * @param nowNs the time that it is
   * @return seconds since 1970, or null when it is not a date
   */
  static @Nullable Long parse(String text, long nowNs, GuestZone zone) {
    long now = Math.floorDiv(nowNs, NS);
    if (text.equals("now")) {
      return now;
    }
    if (text.startsWith("@")) {
      return text.matches("@-?\\d{1,11}") ? Long.valueOf(text.substring(1)) : null;
    }
    String[] words = text.trim().split("[ T]+");
    LocalDateTime local = at(now + zone.offset(now));
    LocalDate date = null;
    LocalTime time = null;
    try {
      for (String word : words) {
        Matcher dated = DATE.matcher(word);
        Matcher timed = TIME.matcher(word);
        if (date == null && dated.matches()) {
          date = date(dated);
        } else if (time == null && timed.matches()) {
          time = time(timed);
        } else {
          return null;
        }
      }
    } catch (DateTimeException e) {
      return null;
    }
    LocalDateTime wanted =
        LocalDateTime.of(
            date == null ? local.toLocalDate() : date, time == null ? LocalTime.MIDNIGHT : time);
    return zone.fromLocal(wanted.toEpochSecond(ZoneOffset.UTC));
  }

  private static LocalDate date(Matcher parts) {
    if (parts.group(1) != null) {
      return LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
    }
    int year = number(parts, 6);
    int full = year > 99 ? year : year < 69 ? 2000 + year : 1900 + year;
    return LocalDate.of(full, number(parts, 4), number(parts, 5));
  }

  private static LocalTime time(Matcher parts) {
    int seconds = parts.group(3) == null ? 0 : number(parts, 3);
    return LocalTime.of(number(parts, 1), number(parts, 2), seconds);
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  private static String digits(int value) {
    return value < 10 ? "0" + value : Integer.toString(value);
  }
}
