package org.pvpanic.guest.user.command;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import org.pvpanic.guest.user.time.GuestZone;

/**
 * A moment as clocks and calendars show it.
 *
 * @param ns since 1970
 * @param offset seconds east of Greenwich
 * @param zone the abbreviation of the zone
 * @param american whether the locale is en_US, with its order of things and AM and PM
 */
record CivilTime(long ns, int offset, String zone, boolean american) {

  static final String[] DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };
  static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };

  private static final long NS = 1_000_000_000;

  /** A moment in the zone of the call's environment. */
  static CivilTime of(Call call, long ns, boolean utc) {
    Map<String, String> environment = call.task().environment();
    String locale = "";
    for (String name : new String[] {"LANG", "LC_TIME", "LC_ALL"}) {
      String value = environment.getOrDefault(name, "");
      locale = value.isEmpty() ? locale : value;
    }
    boolean american = locale.startsWith("en_US") && !call.isBusybox();
    String tz = environment.getOrDefault("TZ", "");
    if (utc || tz.startsWith("UTC") || tz.startsWith("GMT")) {
      return new CivilTime(ns, 0, tz.startsWith("GMT") && !utc ? "GMT" : "UTC", american);
    }
    long seconds = Math.floorDiv(ns, NS);
    java.util.regex.Matcher posix =
        java.util.regex.Pattern.compile("([A-Za-z]{3,})([-+]?)([0-9]{1,2})(?::([0-9]{2}))?")
            .matcher(tz);
    if (posix.matches()) {
      int minutes = posix.group(4) == null ? 0 : Integer.parseInt(posix.group(4));
      int west = Integer.parseInt(posix.group(3)) * 3600 + minutes * 60;
      int offset = posix.group(2).equals("-") ? west : -west;
      return new CivilTime(ns, offset, posix.group(1), american);
    }
    GuestZone local = call.machinery().time().zone();
    return new CivilTime(ns, local.offset(seconds), local.abbreviation(seconds), american);
  }

  CivilTime at(long otherNs) {
    return new CivilTime(otherNs, offset, zone, american);
  }

  long seconds() {
    return Math.floorDiv(ns, NS);
  }

  LocalDateTime local() {
    return LocalDateTime.ofEpochSecond(
        seconds() + offset, (int) Math.floorMod(ns, NS), ZoneOffset.UTC);
  }

  /** strftime(3) with GNU's flags and widths. */
  String format(String format) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c != '%' || at == format.length()) {
        out.append(c);
        continue;
      }
      int start = at - 1;
      while (at < format.length() && "-_0^#".indexOf(format.charAt(at)) >= 0) {
        at++;
      }
      String flags = format.substring(start + 1, at);
      int digits = at;
      while (at < format.length() && at - digits < 4 && Character.isDigit(format.charAt(at))) {
        at++;
      }
      String width = format.substring(digits, at);
      int colons = at;
      while (at < format.length() && format.charAt(at) == ':') {
        at++;
      }
      colons = at - colons;
      if (at < format.length() && "EO".indexOf(format.charAt(at)) >= 0) {
        at++;
      }
      String text = at < format.length() ? conversion(format.charAt(at), colons, flags) : "\0";
      if (text.equals("\0")) {
        out.append(format, start, Math.min(format.length(), at + 1));
      } else {
        out.append(adjusted(text, flags, width));
      }
      at++;
    }
    return out.toString();
  }

  private static String adjusted(String text, String flags, String width) {
    String cased = flags.indexOf('^') >= 0 ? text.toUpperCase(Locale.ROOT) : text;
    if (flags.indexOf('#') >= 0) {
      boolean upper = cased.equals(cased.toUpperCase(Locale.ROOT));
      cased = upper ? cased.toLowerCase(Locale.ROOT) : cased.toUpperCase(Locale.ROOT);
    }
    int missing = width.isEmpty() ? 0 : Integer.parseInt(width) - cased.length();
    boolean zeros = Text.isNumber(cased) && flags.indexOf('_') < 0;
    return missing <= 0 ? cased : (zeros ? "0" : " ").repeat(missing) + cased;
  }

  /** What a letter stands for, or "\0" when it stands for nothing. */
  private String conversion(char letter, int colons, String flags) {
    LocalDateTime t = local();
    int day = t.getDayOfWeek().getValue() % 7;
    int hour12 = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
    return switch (letter) {
      case 'a' -> DAYS[day].substring(0, 3);
      case 'A' -> DAYS[day];
      case 'b', 'h' -> MONTHS[t.getMonthValue() - 1].substring(0, 3);
      case 'B' -> MONTHS[t.getMonthValue() - 1];
      case 'c' -> format(american ? "%a %d %b %Y %r %Z" : "%a %b %e %H:%M:%S %Y");
      case 'C' -> number(t.getYear() / 100, 2, '0', flags);
      case 'd' -> number(t.getDayOfMonth(), 2, '0', flags);
      case 'D' -> format("%m/%d/%y");
      case 'e' -> number(t.getDayOfMonth(), 2, ' ', flags);
      case 'F' -> format("%Y-%m-%d");
      case 'g' -> number(t.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, '0', flags);
      case 'G' -> number(t.get(IsoFields.WEEK_BASED_YEAR), 4, '0', flags);
      case 'H' -> number(t.getHour(), 2, '0', flags);
      case 'I' -> number(hour12, 2, '0', flags);
      case 'j' -> number(t.getDayOfYear(), 3, '0', flags);
      case 'k' -> number(t.getHour(), 2, ' ', flags);
      case 'l' -> number(hour12, 2, ' ', flags);
      case 'm' -> number(t.getMonthValue(), 2, '0', flags);
      case 'M' -> number(t.getMinute(), 2, '0', flags);
      case 'n' -> "\n";
      case 'N' -> Text.zeros(Math.floorMod(ns, NS), 9);
      case 'p' -> t.getHour() < 12 ? "AM" : "PM";
      case 'P' -> t.getHour() < 12 ? "am" : "pm";
      case 'q' -> Integer.toString((t.getMonthValue() + 2) / 3);
      case 'r' -> format("%I:%M:%S %p");
      case 'R' -> format("%H:%M");
      case 's' -> Long.toString(seconds());
      case 'S' -> number(t.getSecond(), 2, '0', flags);
      case 't' -> "\t";
      case 'T' -> format("%H:%M:%S");
      case 'u' -> Integer.toString(day == 0 ? 7 : day);
      case 'U' -> number((t.getDayOfYear() + 6 - day) / 7, 2, '0', flags);
      case 'V' -> number(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0', flags);
      case 'w' -> Integer.toString(day);
      case 'W' -> number((t.getDayOfYear() + 6 - (day + 6) % 7) / 7, 2, '0', flags);
      case 'x' -> format(american ? "%m/%d/%Y" : "%m/%d/%y");
      case 'X' -> format(american ? "%r" : "%H:%M:%S");
      case 'y' -> number(t.getYear() % 100, 2, '0', flags);
      case 'Y' -> Integer.toString(t.getYear());
      case 'z' -> zoneText(colons);
      case 'Z' -> zone;
      case '%' -> "%";
      default -> "\0";
    };
  }

  private static String number(int value, int width, char pad, String flags) {
    String digits = Integer.toString(value);
    if (flags.indexOf('-') >= 0) {
      return digits;
    }
    char with = flags.indexOf('_') >= 0 ? ' ' : flags.indexOf('0') >= 0 ? '0' : pad;
    return Character.toString(with).repeat(Math.max(0, width - digits.length())) + digits;
  }

  private String zoneText(int colons) {
    int east = Math.abs(offset);
    String text = (offset < 0 ? "-" : "+") + Text.zeros(east / 3600, 2);
    String minutes = Text.zeros(east / 60 % 60, 2);
    return switch (colons) {
      case 0 -> text + minutes;
      case 1 -> text + ":" + minutes;
      default -> text + ":" + minutes + ":" + Text.zeros(east % 60, 2);
    };
  }

  /** The moment at which local clocks show a time. */
  CivilTime withLocal(LocalDateTime time) {
    Instant asUtc = time.toInstant(ZoneOffset.UTC);
    return at((asUtc.getEpochSecond() - offset) * NS + asUtc.getNano());
  }

  CivilTime plus(long amount, ChronoUnit unit) {
    return withLocal(local().plus(amount, unit));
  }
}
