package org.pvpanic.guest.user.command;

import java.util.List;
import org.pvpanic.guest.linux.Printk;

/**
 * How dmesg shows records.
 *
 * @param raw as the kernel's syslog interface has them
 * @param decode with the names of facility and level
 * @param time what stands in front: {@code k} the kernel's time, {@code t} nothing, {@code T} the
 *     date, {@code d} the time since the record before too, {@code e} minutes or that time, {@code
 *     i} the date as ISO 8601 has it
 * @param realtimeNs what the clock showed when the kernel's was 0
 */
record DmesgFormat(boolean raw, boolean decode, char time, long realtimeNs) {

  static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "err", "warn", "notice", "info", "debug");

  private static final long NS = 1_000_000_000L;

  /** The lines of a record; {@code before} is the time of the one before it. */
  String lines(Printk.Message message, long before) {
    String prefix = prefix(message, before);
    StringBuilder lines = new StringBuilder();
    for (String line : message.text().split("\n", -1)) {
      lines.append(prefix).append(Bytes.of(line)).append('\n');
    }
    return lines.toString();
  }

  private String prefix(Printk.Message message, long before) {
    if (raw) {
      return "<" + message.level() + ">" + stamp(message.timeNs());
    }
    String names = decode ? "kern  :" + Text.padRight(LEVELS.get(message.level()), 6) + ": " : "";
    return names + shownTime(message.timeNs(), before);
  }

  private String shownTime(long ns, long before) {
    return switch (time) {
      case 't' -> "";
      case 'T' -> "[" + CalendarTime.of((realtimeNs + ns) / NS).asctime() + "] ";
      case 'd' -> "[" + seconds(ns, 5) + " <" + seconds(Math.max(0, ns - before), 5) + ">] ";
      case 'e' -> relative(ns, before);
      case 'i' -> CalendarTime.of((realtimeNs + ns) / NS).iso(micros(ns)) + " ";
      default -> stamp(ns);
    };
  }

  /** The date when the minute is another one than before, otherwise the seconds since then. */
  private String relative(long ns, long before) {
    long now = (realtimeNs + ns) / NS;
    if (before < 0 || (realtimeNs + before) / NS / 60 != now / 60) {
      return "[" + CalendarTime.of(now).monthAndMinute() + "] ";
    }
    return "[  +" + padZeros(ns - before) + "] ";
  }

  private static String padZeros(long ns) {
    return Text.padLeft(ns / NS, 0) + "." + Text.zeros(ns % NS / 1000, 6);
  }

  private long micros(long ns) {
    return (realtimeNs + ns) % NS / 1000;
  }

  private static String stamp(long ns) {
    return "[" + seconds(ns, 5) + "] ";
  }

  private static String seconds(long ns, int width) {
    return Text.padLeft(ns / NS, width) + "." + Text.zeros(ns % NS / 1000, 6);
  }
}
