package org.pvpanic.guest.user.command;

import java.util.List;
import java.util.Locale;
import org.pvpanic.guest.user.command.ProcessList.Entry;

/** uptime, w and who. */
final class Uptime {

  private static final OptionSpec UPTIME = OptionSpec.of("ps", "pretty=p since=s");
  private static final OptionSpec W = OptionSpec.of("fhsuio", "no-header=h short=s from=f");
  private static final OptionSpec WHO =
      OptionSpec.of("abdHlmpqrstTu", "all=a boot=b heading=H count=q runlevel=r");
  private static final OptionSpec WHO_BUSYBOX = OptionSpec.of("aH");
  private static final OptionSpec NONE = OptionSpec.of("");

  private Uptime() {}

  static void uptime(Call call) {
    Options options = call.options(UPTIME, NONE);
    if (!options.operands().isEmpty()) {
      throw call.usage("");
    }
    header(
        call,
        line -> {
          long up = call.kernel().time().monotonicNs() / 1_000_000_000;
          if (options.has('s')) {
            long boot = call.kernel().realtimeNs() - call.kernel().time().monotonicNs();
            line = CivilTime.of(call, boot, false).format("%Y-%m-%d %H:%M:%S");
          } else if (options.has('p')) {
            line = "up " + pretty(up);
          }
          call.out(line + "\n");
          call.exit();
        });
  }

  private static String pretty(long seconds) {
    StringBuilder text = new StringBuilder();
    part(text, seconds / 604_800, "week");
    part(text, seconds / 86_400 % 7, "day");
    part(text, seconds / 3600 % 24, "hour");
    long minutes = seconds / 60 % 60;
    if (minutes > 0 || text.length() == 0) {
      text.append(text.length() > 0 ? ", " : "").append(minutes);
      text.append(minutes == 1 ? " minute" : " minutes");
    }
    return text.toString();
  }

  private static void part(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(text.length() > 0 ? ", " : "").append(count).append(' ').append(unit);
      text.append(count == 1 ? "" : "s");
    }
  }

  /** The line of uptime. */
  private static void header(Call call, java.util.function.Consumer<String> then) {
    Disk.slurp(
        call,
        "/proc/uptime",
        uptime ->
            Disk.slurp(
                call,
                "/proc/loadavg",
                load -> {
                  long up =
                      (long) Double.parseDouble(uptime.isEmpty() ? "0" : uptime.split(" ")[0]);
                  String[] loads = (load.isEmpty() ? "0.00 0.00 0.00" : load).split(" ");
                  CivilTime now = CivilTime.of(call, call.kernel().realtimeNs(), false);
                  int users = call.machinery().logins().size();
                  then.accept(
                      now.format(" %H:%M:%S up ")
                          + length(up)
                          + ", "
                          + Text.padLeft(users, 2)
                          + (users == 1 || (users == 0 && call.dialect() == Dialect.DEBIAN_12)
                              ? " user"
                              : " users")
                          + ",  load average: "
                          + loads[0]
                          + ", "
                          + loads[1]
                          + ", "
                          + loads[2]);
                }));
  }

  private static String length(long seconds) {
    long days = seconds / 86_400;
    long hours = seconds / 3600 % 24;
    long minutes = seconds / 60 % 60;
    String text = days > 0 ? days + (days == 1 ? " day, " : " days, ") : "";
    if (hours == 0) {
      return text + minutes + " min";
    }
    return text + Text.padLeft(hours, 2) + ":" + Text.zeros(minutes, 2);
  }

  static void w(Call call) {
    Options options = call.options(W, NONE);
    header(
        call,
        line -> {
          if (!options.has('h')) {
            call.out(call.isBusybox() ? "" : line + "\n");
            call.out(
                call.isBusybox()
                    ? "USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n"
                    : "USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n");
          }
          ProcessList.load(call, all -> tellLogins(call, all));
        });
  }

  private static void tellLogins(Call call, List<Entry> all) {
    for (Machinery.Login login : call.machinery().logins()) {
      CivilTime at = CivilTime.of(call, login.ns(), false);
      if (call.isBusybox()) {
        call.out(whoLine(login, at) + "\n");
        continue;
      }
      long ticks = 0;
      Entry last = null;
      for (Entry entry : all) {
        if (entry.terminalName().equals(login.terminal())) {
          ticks += entry.ticks();
          last = entry.foreground() == entry.group() ? entry : last;
        }
      }
      call.out(
          Text.padRight(login.user(), 8)
              + " "
              + Text.padRight(login.terminal(), 8)
              + " "
              + Text.padRight(call.dialect() == Dialect.DEBIAN_12 ? "-" : "", 16)
              + " "
              + at.format("%H:%M")
              + "    0.00s"
              + Text.padLeft(hundredths(ticks), 7)
              + Text.padLeft(hundredths(last == null ? 0 : last.ticks()), 7)
              + " "
              + (last == null ? "-" : last.command())
              + "\n");
    }
    call.exit();
  }

  private static String hundredths(long ticks) {
    return String.format(Locale.ROOT, "%d.%02ds", ticks / 100, ticks % 100);
  }

  private static String whoLine(Machinery.Login login, CivilTime at) {
    return Text.padRight(login.user(), 8)
        + " "
        + Text.padRight(login.terminal(), 12)
        + " "
        + at.format("%Y-%m-%d %H:%M");
  }

  static void who(Call call) {
    Options options = call.options(WHO, WHO_BUSYBOX);
    List<Machinery.Login> logins = call.machinery().logins();
    if (options.has('q') && !call.isBusybox()) {
      StringBuilder names = new StringBuilder();
      logins.forEach(login -> names.append(names.length() > 0 ? " " : "").append(login.user()));
      call.out(names + "\n# users=" + logins.size() + "\n");
      call.exit();
      return;
    }
    if (options.has('H')) {
      call.out(
          call.isBusybox()
              ? "USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n"
              : "NAME     LINE         TIME             COMMENT\n");
    }
    if (options.has('b') || options.has('a')) {
      long boot = call.kernel().realtimeNs() - call.kernel().time().monotonicNs();
      CivilTime at = CivilTime.of(call, boot, false);
      if (!call.isBusybox()) {
        call.out("         system boot  " + at.format("%Y-%m-%d %H:%M") + "\n");
      }
    }
    if (!options.has('b') && !options.has('r')) {
      for (Machinery.Login login : logins) {
        call.out(whoLine(login, CivilTime.of(call, login.ns(), false)) + "\n");
      }
    }
    call.exit();
  }
}
