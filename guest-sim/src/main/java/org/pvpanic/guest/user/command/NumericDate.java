package org.pvpanic.guest.user.command;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates in digits: those of POSIX date and touch, and what busybox reads (libbb/time.c). */
final class NumericDate {

  private static final String CLOCK = "[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2})?";
  private static final Pattern DATE =
      Pattern.compile("(?:([0-9]{4})[-.])?([0-9]{1,2})[-.]([0-9]{1,2})(?:[- T](.*))?");

  private NumericDate() {}

  /**
   * What busybox reads: {@code @N}, {@code hh:mm[:ss]}, {@code YYYY-MM-DD [hh:mm[:ss]]}, digits.
   */
  static @Nullable CivilTime parse(String text, CivilTime now) {
    try {
      if (text.matches("@-?[0-9]+")) {
        return now.at(DateText.epoch(text.substring(1)));
      }
      LocalDateTime day = now.local().truncatedTo(ChronoUnit.DAYS);
      if (text.matches(CLOCK)) {
        return now.withLocal(clock(day, text));
      }
      Matcher full = DATE.matcher(text);
      if (full.matches()) {
        String year = full.group(1);
        String clock = full.group(4);
        LocalDateTime date =
            day.withDayOfMonth(1)
                .withYear(year == null ? day.getYear() : Integer.parseInt(year))
                .withMonth(Integer.parseInt(full.group(2)))
                .withDayOfMonth(Integer.parseInt(full.group(3)));
        if (clock == null) {
          return now.withLocal(date);
        }
        return clock.matches(CLOCK) ? now.withLocal(clock(date, clock)) : null;
      }
      return digits(text, now, false);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  private static LocalDateTime clock(LocalDateTime day, String text) {
    String[] parts = text.split(":");
    return day.withHour(Integer.parseInt(parts[0]))
        .withMinute(Integer.parseInt(parts[1]))
        .withSecond(parts.length > 2 ? Integer.parseInt(parts[2]) : 0);
  }

  /**
   * {@code MMDDhhmm[[CC]YY][.ss]} as POSIX date has it, or {@code [[[[[CC]YY]MM]DD]hh]mm[.ss]} as
   * touch and busybox have it.
   */
  static @Nullable CivilTime digits(String text, CivilTime now, boolean yearBehind) {
    if (!text.matches("[0-9]{2}([0-9]{2}){0,5}(\\.[0-9]{2})?")) {
      return null;
    }
    int dot = text.indexOf('.');
    String digits = dot < 0 ? text : text.substring(0, dot);
    int second = dot < 0 ? 0 : Integer.parseInt(text.substring(dot + 1));
    if (yearBehind) {
      if (digits.length() < 8) {
        return null;
      }
      digits = digits.substring(8) + digits.substring(0, 8);
    }
    try {
      LocalDateTime time = now.local();
      int end = digits.length();
      int[] values = new int[4];
      for (int i = 3; i >= 0; i--) {
        values[i] = end >= 2 ? Integer.parseInt(digits.substring(end - 2, end)) : -1;
        end -= 2;
      }
      String year = end > 0 ? digits.substring(0, end) : "";
      int fullYear =
          year.isEmpty()
              ? time.getYear()
              : year.length() == 4
                  ? Integer.parseInt(year)
                  : Integer.parseInt(year) + (Integer.parseInt(year) < 69 ? 2000 : 1900);
      LocalDateTime set =
          LocalDateTime.of(
              fullYear,
              values[0] < 0 ? time.getMonthValue() : values[0],
              values[1] < 0 ? time.getDayOfMonth() : values[1],
              values[2] < 0 ? time.getHour() : values[2],
              values[3],
              second);
      return now.withLocal(set);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
