package org.pvpanic.guest.user.command;

import org.pvpanic.guest.user.command.ProcessList.Entry;

/** What the columns of ps say of a process. */
final class PsValues {

  private static final long NS = 1_000_000_000;
  private static final int DAY = 86_400;

  private final Call call;
  private final Accounts accounts;
  private final long totalKib;

  /**
   * The values.
   *
   * @param totalKib the machine's memory
   */
  PsValues(Call call, Accounts accounts, long totalKib) {
    this.call = call;
    this.accounts = accounts;
    this.totalKib = totalKib;
  }

  /** The text of a field; {@code -} for what nothing is known of. */
  String of(Entry entry, String field) {
    return switch (field) {
      case "pid" -> Integer.toString(entry.pid());
      case "ppid" -> Integer.toString(entry.parent());
      case "pgid" -> Integer.toString(entry.group());
      case "sid" -> Integer.toString(entry.session());
      case "tty" -> entry.terminalName();
      case "ttynumber" -> (entry.terminal() >> 8) + "," + (entry.terminal() & 0xff);
      case "time" -> time(entry.ticks() / 100);
      case "timebsd" -> entry.ticks() / 6000 + ":" + Text.zeros(entry.ticks() / 100 % 60, 2);
      case "comm" -> entry.comm() + (entry.state() == 'Z' && !call.isBusybox() ? " <defunct>" : "");
      case "args" -> entry.command();
      case "user" -> accounts.userName(entry.uid());
      case "group" -> accounts.groupName(entry.uid());
      case "uid" -> Integer.toString(entry.uid());
      case "%cpu" -> cpu(entry);
      case "%mem" -> tenths(totalKib == 0 ? 0 : entry.residentKib() * 1000 / totalKib);
      case "vsz" -> Long.toString(entry.virtualKib());
      case "rss" -> Long.toString(entry.residentKib());
      case "vszhuman" -> human(entry.virtualKib());
      case "rsshuman" -> human(entry.residentKib());
      case "sz" -> Long.toString(entry.virtualKib() / 4);
      case "stat" -> entry.stat();
      case "state" -> Character.toString(entry.state());
      case "start" -> start(entry);
      case "lstart" -> started(entry).format("%a %b %e %H:%M:%S %Y");
      case "etime" -> elapsed(entry);
      case "c" -> "0";
      case "nice" -> Integer.toString(entry.nice());
      case "pri" -> Integer.toString(19 - entry.nice());
      case "f" -> entry.isThread() ? "1" : "4";
      default -> "-";
    };
  }

  private static String human(long kib) {
    return kib < 10_000 ? Long.toString(kib) : kib / 1024 + "m";
  }

  private static String time(long seconds) {
    return Text.zeros(seconds / 3600, 2)
        + ":"
        + Text.zeros(seconds / 60 % 60, 2)
        + ":"
        + Text.zeros(seconds % 60, 2);
  }

  private static String tenths(long tenths) {
    return tenths / 10 + "." + tenths % 10;
  }

  private long upSeconds() {
    return call.kernel().time().monotonicNs() / NS;
  }

  private String cpu(Entry entry) {
    long lived = Math.max(1, upSeconds() * 100 - entry.started());
    return tenths(Math.min(999, entry.ticks() * 1000 / lived));
  }

  private CivilTime started(Entry entry) {
    long now = call.kernel().realtimeNs();
    long bootNs = now - call.kernel().time().monotonicNs();
    return CivilTime.of(call, bootNs + entry.started() * (NS / 100), false);
  }

  private String start(Entry entry) {
    CivilTime started = started(entry);
    CivilTime now = started.at(call.kernel().realtimeNs());
    boolean recent = now.seconds() - started.seconds() < DAY;
    return started.format(recent ? "%H:%M" : "%b%d");
  }

  private String elapsed(Entry entry) {
    long seconds = Math.max(0, upSeconds() - entry.started() / 100);
    String clock = Text.zeros(seconds / 60 % 60, 2) + ":" + Text.zeros(seconds % 60, 2);
    if (seconds < 3600) {
      return clock;
    }
    String hours = Text.zeros(seconds / 3600 % 24, 2) + ":" + clock;
    return seconds < DAY ? hours : Text.zeros(seconds / DAY, 2) + "-" + hours;
  }
}
