package org.pvpanic.guest.user;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.pvpanic.guest.linux.Kernel;

/** The guest's time of day as programs write it; the zone is UTC. */
final class WallClock {

  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private final Kernel kernel;

  WallClock(Kernel kernel) {
    this.kernel = kernel;
  }

  private long millis() {
    return kernel.realtimeNs() / 1_000_000;
  }

  /** Seconds since 1970. */
  long seconds() {
    return millis() / 1000;
  }

  /** Seconds with milliseconds, as the audit system stamps its records. */
  String precise() {
    return seconds() + "." + digits((int) (millis() % 1000), 3);
  }

  /** {@code Sat 2016-11-05 15:13:42 UTC}. */
  String full(long seconds) {
    LocalDateTime time = at(seconds);
    return day(time) + " " + date(time) + " " + clock(time) + " UTC";
  }

  /** {@code Nov 05 15:13:42}. */
  String journal(long seconds) {
    LocalDateTime time = at(seconds);
    return month(time) + " " + digits(time.getDayOfMonth(), 2) + " " + clock(time);
  }

  /** {@code Sat Nov 5 15:13:42}, the day in two columns. */
  String asc(long seconds) {
    LocalDateTime time = at(seconds);
    String dayOfMonth = (time.getDayOfMonth() < 10 ? " " : "") + time.getDayOfMonth();
    return day(time) + " " + month(time) + " " + dayOfMonth + " " + clock(time);
  }

  /** {@code 2016-11-05-15:13:42}, as kdump names a dump's folder. */
  String folder() {
    LocalDateTime time = at(seconds());
    return date(time) + "-" + clock(time);
  }

  /** {@code 201611051513}, as kdump-tools names a dump's folder. */
  String stamp() {
    return folder().replace("-", "").replace(":", "").substring(0, 12);
  }

  /** {@code Sat, 05 Nov 2016 15:13:42 +0000}, as {@code date -R} prints it. */
  String mail() {
    LocalDateTime time = at(seconds());
    return day(time)
        + ", "
        + digits(time.getDayOfMonth(), 2)
        + " "
        + month(time)
        + " "
        + time.getYear()
        + " "
        + clock(time)
        + " +0000";
  }

  /** {@code 4min 30s ago}. */
  String ago(long seconds) {
    long passed = seconds() - seconds;
    String text = "";
    if (passed >= 3600) {
      text += passed / 3600 + "h ";
    }
    if (passed >= 60) {
      text += passed / 60 % 60 + "min ";
    }
    return text + (passed < 3600 ? passed % 60 + "s " : "") + "ago";
  }

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

  private static String date(LocalDateTime time) {
    return time.getYear()
        + "-"
        + digits(time.getMonthValue(), 2)
        + "-"
        + digits(time.getDayOfMonth(), 2);
  }

  private static String clock(LocalDateTime time) {
    return digits(time.getHour(), 2)
        + ":"
        + digits(time.getMinute(), 2)
        + ":"
        + digits(time.getSecond(), 2);
  }

  private static String digits(int value, int width) {
    String text = Integer.toString(value);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }
}
