package org.pvpanic.guest.user.command;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates as GNU date does (the common part of its language; parse-datetime of gnulib). */
final class DateText {

  private static final long NS = 1_000_000_000;
  private static final Pattern TOKEN =
      Pattern.compile(
          "@-?[0-9]+(?:\\.[0-9]+)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt](?=[0-9]))?"
              + "|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?|[-+][0-9]{2}:?[0-9]{2}(?![0-9])"
              + "|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?|[-+]?[0-9]+|[A-Za-z]+\\.?|,");

  private final CivilTime now;
  private CivilTime result;
  private boolean hasTime;
  private boolean hasDate;
  private @Nullable Integer zone;

  private DateText(CivilTime now) {
    this.now = now;
    this.result = now;
  }

  /** The moment that a text names, seen from now; null when it names none. */
  static @Nullable CivilTime gnu(String text, CivilTime now) {
    try {
      return new DateText(now).read(text.trim());
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  private @Nullable CivilTime read(String text) {
    List<String> tokens = new ArrayList<>(8);
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (matcher.find()) {
      if (!text.substring(at, matcher.start()).isBlank()) {
        return null;
      }
      tokens.add(matcher.group().toLowerCase(Locale.ROOT));
      at = matcher.end();
    }
    if (!text.substring(at).isBlank()) {
      return null;
    }
    int i = 0;
    while (i < tokens.size()) {
      int used = take(tokens, i);
      if (used == 0) {
        return null;
      }
      i += used;
    }
    if (hasDate && !hasTime) {
      result = result.withLocal(result.local().truncatedTo(ChronoUnit.DAYS));
    }
    Integer east = zone;
    return east == null ? result : result.at(result.ns() + (result.offset() - east) * NS);
  }

  private int take(List<String> tokens, int i) {
    String token = tokens.get(i);
    String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
    char c = token.charAt(0);
    if (c == '@') {
      result = now.at(epoch(token.substring(1)));
      hasTime = true;
      return 1;
    }
    if (token.matches("[0-9]{4}-.*")) {
      String[] parts = token.replace("t", "").split("-");
      setDate(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      return 1;
    }
    if (token.indexOf(':') > 0 && Character.isDigit(c)) {
      return time(token, next);
    }
    if (token.indexOf('/') > 0) {
      String[] parts = token.split("/");
      int year = parts.length > 2 ? Integer.parseInt(parts[2]) : now.local().getYear();
      setDate(year, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      return 1;
    }
    if (token.equals(",")) {
      return 1;
    }
    if (Character.isLetter(c)) {
      return word(tokens, i, token, next);
    }
    return number(tokens, i, token, next);
  }

  /** The nanoseconds of what stands behind an {@code @}. */
  static long epoch(String text) {
    int dot = text.indexOf('.');
    long seconds = Long.parseLong(dot < 0 ? text : text.substring(0, dot));
    long fraction =
        dot < 0 ? 0 : Long.parseLong((text.substring(dot + 1) + "000000000").substring(0, 9));
    return Math.addExact(
        Math.multiplyExact(seconds, NS), text.startsWith("-") ? -fraction : fraction);
  }

  private int time(String token, String next) {
    String[] parts = token.split(":");
    int hour = Integer.parseInt(parts[0]);
    int used = 1;
    if (next.matches("[ap]\\.?m\\.?")) {
      hour = hour % 12 + (next.charAt(0) == 'p' ? 12 : 0);
      used = 2;
    }
    String seconds = parts.length > 2 ? parts[2] : "0";
    int dot = seconds.indexOf('.');
    int nano =
        dot < 0 ? 0 : Integer.parseInt((seconds.substring(dot + 1) + "000000000").substring(0, 9));
    LocalDateTime time =
        result
            .local()
            .truncatedTo(ChronoUnit.DAYS)
            .withHour(hour)
            .withMinute(Integer.parseInt(parts[1]))
            .withSecond(Integer.parseInt(dot < 0 ? seconds : seconds.substring(0, dot)))
            .withNano(nano);
    result = result.withLocal(time);
    hasTime = true;
    return used;
  }

  private void setDate(int year, int month, int day) {
    LocalDateTime time = result.local();
    result =
        result.withLocal(
            time.withDayOfMonth(1).withYear(year).withMonth(month).withDayOfMonth(day));
    hasDate = true;
  }

  private int word(List<String> tokens, int i, String token, String next) {
    switch (token) {
      case "now", "today" -> {
        return 1;
      }
      case "yesterday" -> {
        result = result.plus(-1, ChronoUnit.DAYS);
        return 1;
      }
      case "tomorrow" -> {
        result = result.plus(1, ChronoUnit.DAYS);
        return 1;
      }
      case "midnight" -> {
        hasDate = true;
        return 1;
      }
      case "utc", "gmt", "z", "ut" -> {
        zone = 0;
        return 1;
      }
      case "next", "last" -> {
        ChronoUnit unit = unit(next);
        if (unit == null) {
          return 0;
        }
        result = result.plus(token.equals("next") ? times(next) : -times(next), unit);
        return 2;
      }
      default -> {
        return dayOrMonth(tokens, i, token, next);
      }
    }
  }

  private int dayOrMonth(List<String> tokens, int i, String token, String next) {
    int month = indexOf(CivilTime.MONTHS, token);
    if (month >= 0) {
      if (!next.matches("[0-9]{1,2}")) {
        return 0;
      }
      String year = "";
      int used = 2;
      for (int k = i + 2; k < Math.min(tokens.size(), i + 6); k++) {
        if (tokens.get(k).matches("[0-9]{4}")) {
          year = tokens.remove(k);
          break;
        }
      }
      setDate(
          year.isEmpty() ? now.local().getYear() : Integer.parseInt(year),
          month + 1,
          Integer.parseInt(next));
      return used;
    }
    int day = indexOf(CivilTime.DAYS, token);
    if (day < 0) {
      return 0;
    }
    boolean dateFollows = tokens.size() > 1;
    if (!dateFollows) {
      int ahead = Math.floorMod(day - result.local().getDayOfWeek().getValue() % 7, 7);
      result = result.plus(ahead, ChronoUnit.DAYS);
      hasDate = true;
    }
    return 1;
  }

  private static int indexOf(String[] names, String word) {
    String plain = word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
    for (int i = 0; i < names.length; i++) {
      String name = names[i].toLowerCase(Locale.ROOT);
      if (name.equals(plain) || (plain.length() >= 3 && name.substring(0, 3).equals(plain))) {
        return i;
      }
    }
    return -1;
  }

  private int number(List<String> tokens, int i, String token, String next) {
    ChronoUnit unit = unit(next);
    if (unit != null) {
      long amount = Long.parseLong(token.startsWith("+") ? token.substring(1) : token);
      boolean ago = i + 2 < tokens.size() && tokens.get(i + 2).equals("ago");
      result = result.plus(Math.multiplyExact(ago ? -amount : amount, times(next)), unit);
      return ago ? 3 : 2;
    }
    if (token.matches("[-+][0-9]{2}:?[0-9]{2}") && hasTime) {
      String digits = token.replace(":", "");
      int east =
          Integer.parseInt(digits.substring(1, 3)) * 3600
              + Integer.parseInt(digits.substring(3)) * 60;
      zone = token.charAt(0) == '-' ? -east : east;
      return 1;
    }
    int month = indexOf(CivilTime.MONTHS, next);
    if (month >= 0 && token.matches("[0-9]{1,2}")) {
      boolean year = i + 2 < tokens.size() && tokens.get(i + 2).matches("[0-9]{4}");
      setDate(
          year ? Integer.parseInt(tokens.get(i + 2)) : now.local().getYear(),
          month + 1,
          Integer.parseInt(token));
      return year ? 3 : 2;
    }
    if (token.matches("[0-9]{8}")) {
      setDate(
          Integer.parseInt(token.substring(0, 4)),
          Integer.parseInt(token.substring(4, 6)),
          Integer.parseInt(token.substring(6)));
      return 1;
    }
    if (token.matches("[0-9]{4}") && hasDate && hasTime) {
      result = result.withLocal(result.local().withYear(Integer.parseInt(token)));
      return 1;
    }
    if (token.matches("[0-9]{1,4}") && !hasTime) {
      int value = Integer.parseInt(token);
      boolean hours = token.length() <= 2;
      return time(
          Text.zeros(hours ? value : value / 100, 2) + ":" + Text.zeros(hours ? 0 : value % 100, 2),
          next);
    }
    return 0;
  }

  private static long times(String unit) {
    return unit.startsWith("fortnight") ? 2 : 1;
  }

  private static @Nullable ChronoUnit unit(String word) {
    return switch (word) {
      case "sec", "secs", "second", "seconds" -> ChronoUnit.SECONDS;
      case "min", "mins", "minute", "minutes" -> ChronoUnit.MINUTES;
      case "hour", "hours" -> ChronoUnit.HOURS;
      case "day", "days" -> ChronoUnit.DAYS;
      case "week", "weeks", "fortnight", "fortnights" -> ChronoUnit.WEEKS;
      case "month", "months" -> ChronoUnit.MONTHS;
      case "year", "years" -> ChronoUnit.YEARS;
      default -> null;
    };
  }
}
