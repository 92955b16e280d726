package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Printk;

/** dmesg of util-linux and of busybox: shows the kernel's log, and sets what consoles get of it. */
final class Dmesg {

  private static final OptionSpec OLD =
      OptionSpec.of(
              "CcDdEeF:f:HhkL::l:n:PrSs:TtuVwx",
              "buffer-size=s clear=C color=L console-level=n console-off=D console-on=E decode=x"
                  + " file=F facility=f follow=w human=H help=h kernel=k level=l syslog=S raw=r"
                  + " read-clear=c reltime=e show-delta=d ctime=T notime=t nopager=P userspace=u"
                  + " version=V time-format=\u0100")
          .with('\u0100');

  private static final OptionSpec NEW =
      OptionSpec.of(
              "CcDdEeF:f:HhJkL::l:n:PprSs:TtuVWwx",
              "buffer-size=s clear=C color=L console-level=n console-off=D console-on=E decode=x"
                  + " file=F facility=f follow=w follow-new=W human=H help=h json=J kernel=k"
                  + " level=l force-prefix=p syslog=S raw=r read-clear=c reltime=e show-delta=d"
                  + " ctime=T notime=t nopager=P userspace=u version=V time-format=\u0100"
                  + " noescape=\u0101")
          .with('\u0100');

  /** Options of which at most one may be given, by the name that is told. */
  private static final List<String> EXCLUSIVE =
      List.of(
          "C--clear D--console-off E--console-on c--read-clear n--console-level r--raw",
          "H--human r--raw",
          "T--ctime r--raw",
          "e--reltime T--ctime",
          "e--reltime r--raw",
          "d--show-delta r--raw",
          "t--notime r--raw");

  private static final long NS = 1_000_000_000L;
  private static final long POLL_NS = 100_000_000L;

  private final Call call;
  private final Options options;
  private final DmesgFormat format;
  private final @Nullable List<Integer> levels;
  private long last = -1;

  private Dmesg(Call call, Options options, DmesgFormat format, @Nullable List<Integer> levels) {
    this.call = call;
    this.options = options;
    this.format = format;
    this.levels = levels;
  }

  static void run(Call call) {
    if (call.isBusybox()) {
      busybox(call);
    } else {
      utilLinux(call);
    }
  }

  private static void busybox(Call call) {
    Options options = call.options(OptionSpec.of("cs:n:r"));
    Printk printk = call.kernel().printk();
    String level = options.value('n');
    if (level != null) {
      int number = Text.isNumber(level) && level.length() < 9 ? Integer.parseInt(level) : -1;
      if (number < 0) {
        throw call.fail("invalid number '" + level + "'");
      }
      if (number < 1 || number > 8) {
        throw call.fail("klogctl: " + Errno.EINVAL.message());
      }
      printk.setConsoleLevel(number);
      call.exit(0);
      return;
    }
    StringBuilder log = new StringBuilder();
    DmesgFormat format = new DmesgFormat(options.has('r'), false, 'k', 0);
    printk.forEach(message -> log.append(format.lines(message, 0)));
    call.out(log.toString());
    if (options.has('c')) {
      printk.clear();
    }
    call.exit(0);
  }

  private static void utilLinux(Call call) {
    boolean old = call.dialect() == Dialect.CENTOS_7;
    Options options = old ? parseOld(call) : call.options(NEW);
    if (options.has('h')) {
      call.out(Manual.of(old ? "dmesg-2.23" : "dmesg-2.38"));
      call.exit(0);
      return;
    }
    if (options.has('V')) {
      call.out("dmesg from util-linux " + (old ? "2.23.2" : "2.38.1") + "\n");
      call.exit(0);
      return;
    }
    if (!options.operands().isEmpty()) {
      if (old) {
        call.err(Manual.of("dmesg-2.23"));
        throw new Exit(1);
      }
      throw call.usage("bad usage");
    }
    checkExclusive(call, options);
    String file = options.value('F');
    if (file != null) {
      fromFile(call, file);
      return;
    }
    Dmesg dmesg = new Dmesg(call, options, format(call, options), levels(call, options));
    if (!dmesg.control()) {
      dmesg.show();
    }
  }

  private static Options parseOld(Call call) {
    return Options.parseOrEnd(call, call.arguments(), OLD, Manual.of("dmesg-2.23"), 1);
  }

  private static void checkExclusive(Call call, Options options) {
    for (String group : EXCLUSIVE) {
      int given = 0;
      StringBuilder names = new StringBuilder();
      for (String each : group.split(" ")) {
        given += options.has(each.charAt(0)) ? 1 : 0;
        names.append(' ').append(each, 1, each.length());
      }
      if (given > 1) {
        throw call.fail("mutually exclusive arguments:" + names);
      }
    }
  }

  private static void fromFile(Call call, String name) {
    FileReader.read(
        call,
        name,
        bytes -> {
          call.out(Bytes.of(bytes));
          call.exit(0);
        },
        errno -> {
          throw call.fail("cannot open " + name + ": " + errno.message());
        });
  }

  private static DmesgFormat format(Call call, Options options) {
    char time = options.last("Ttde", options.has('H') ? 'e' : 'k');
    String named = options.value('\u0100');
    if (named != null) {
      time =
          switch (named) {
            case "delta" -> 'd';
            case "reltime" -> 'e';
            case "ctime" -> 'T';
            case "notime" -> 't';
            case "iso" -> 'i';
            default -> throw call.fail("unknown time format: " + named);
          };
    }
    long started = call.kernel().realtimeNs() - call.kernel().printk().uptimeNs();
    return new DmesgFormat(options.has('r'), options.has('x'), time, started);
  }

  private static @Nullable List<Integer> levels(Call call, Options options) {
    String facilities = options.value('f');
    List<Integer> wanted = null;
    if (facilities != null) {
      boolean kernel = false;
      for (String facility : facilities.split(",")) {
        if (!List.of("kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news")
            .contains(facility)) {
          throw call.fail("unknown facility '" + facility + "'");
        }
        kernel |= facility.equals("kern");
      }
      wanted = kernel ? null : List.of();
    }
    if (options.has('u') && !options.has('k')) {
      wanted = List.of();
    }
    String list = options.value('l');
    if (list != null && wanted == null) {
      wanted = new ArrayList<>(8);
      for (String name : list.split(",")) {
        int level = level(name);
        if (level < 0) {
          throw call.fail("unknown level '" + name + "'");
        }
        wanted.add(level);
      }
    }
    return wanted;
  }

  private static int level(String name) {
    return name.length() == 1 && name.charAt(0) >= '0' && name.charAt(0) <= '7'
        ? name.charAt(0) - '0'
        : DmesgFormat.LEVELS.indexOf(name);
  }

  /** Does what is not showing; returns whether that was asked for. */
  private boolean control() {
    Printk printk = call.kernel().printk();
    switch (options.last("CDEn", ' ')) {
      case 'C' -> printk.clear();
      case 'D' -> printk.consoleOff();
      case 'E' -> printk.consoleOn();
      case 'n' -> {
        String name = options.value('n');
        int level = name == null ? -1 : consoleLevel(name);
        if (level < 0) {
          throw call.fail("unknown level '" + name + "'");
        }
        printk.setConsoleLevel(level);
      }
      default -> {
        return false;
      }
    }
    if (call.task().uid() != 0) {
      throw call.fail("klogctl failed: " + Errno.EPERM.message());
    }
    call.exit(0);
    return true;
  }

  /** A number is taken as it is; a name lets that level through, too. */
  private static int consoleLevel(String name) {
    if (Text.isNumber(name)) {
      int number = name.length() > 1 ? -1 : name.charAt(0) - '0';
      return number >= 1 && number <= 8 ? number : -1;
    }
    int level = DmesgFormat.LEVELS.indexOf(name);
    return level < 0 ? -1 : level + 1;
  }

  private void show() {
    Printk printk = call.kernel().printk();
    StringBuilder log = new StringBuilder();
    if (options.has('J')) {
      log.append("{\n   \"dmesg\": [\n");
    }
    boolean[] first = {true};
    if (!options.has('W')) {
      printk.forEach(
          message -> {
            if (isWanted(message)) {
              log.append(options.has('J') ? json(message, first[0]) : line(message));
              first[0] = false;
            }
          });
    }
    if (options.has('J')) {
      log.append(first[0] ? "" : "\n").append("   ]\n}\n");
    }
    call.out(log.toString());
    if (options.has('c')) {
      printk.clear();
    }
    if (options.has('w') || options.has('W')) {
      long seen = printk.written();
      call.then(() -> follow(seen));
    } else {
      call.exit(0);
    }
  }

  private boolean isWanted(Printk.Message message) {
    return levels == null || levels.contains(message.level());
  }

  private String line(Printk.Message message) {
    String line = format.lines(message, last);
    last = message.timeNs();
    return line;
  }

  private static String json(Printk.Message message, boolean first) {
    return (first ? "" : ",\n")
        + "      {\n         \"pri\": "
        + message.level()
        + ",\n         \"time\": "
        + Text.padLeft(message.timeNs() / NS, 6)
        + "."
        + Text.zeros(message.timeNs() % NS / 1000, 6)
        + ",\n         \"msg\": \""
        + Bytes.of(message.text().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
        + "\"\n      }";
  }

  /** Shows what comes, until it is interrupted. */
  private void follow(long seen) {
    Printk printk = call.kernel().printk();
    if (printk.written() > seen) {
      StringBuilder log = new StringBuilder();
      printk.forEachFrom(
          seen,
          message -> {
            if (isWanted(message)) {
              log.append(line(message));
            }
          });
      call.out(log.toString());
    }
    long now = printk.written();
    call.sleep(POLL_NS, () -> follow(now));
  }
}
