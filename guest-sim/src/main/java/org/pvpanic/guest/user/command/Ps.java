package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.user.command.ProcessList.Entry;

/** ps: the processes. */
final class Ps {

  private static final OptionSpec BUSYBOX = OptionSpec.of("o:T");
  private static final long NS = 1_000_000_000;
  private static final int DAY = 86_400;

  /** Field, heading, width (negative: to the left). */
  private record Column(String field, String heading, int width) {}

  private final Call call;
  private final Accounts accounts;
  private final List<Entry> all;
  private final long totalKib;
  private final List<Column> columns = new ArrayList<>();
  private final List<Integer> pids = new ArrayList<>(0);
  private final List<String> names = new ArrayList<>(0);
  private boolean everybody;
  private boolean others;
  private boolean detached;
  private boolean wide;
  private boolean headings = true;
  private @Nullable String user;

  private Ps(Call call, Accounts accounts, List<Entry> all, long totalKib) {
    this.call = call;
    this.accounts = accounts;
    this.all = all;
    this.totalKib = totalKib;
  }

  static void run(Call call) {
    Accounts.load(
        call,
        accounts ->
            Disk.slurp(
                call,
                "/proc/meminfo",
                meminfo ->
                    ProcessList.load(
                        call,
                        all ->
                            new Ps(call, accounts, all, Free.value(meminfo, "MemTotal")).run())));
  }

  private void run() {
    if (call.isBusybox()) {
      busybox();
      return;
    }
    List<String> words = call.arguments().subList(1, call.arguments().size());
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      if (word.startsWith("--")) {
        i += longOption(word, next) ? 1 : 0;
      } else if (word.startsWith("-") && word.length() > 1) {
        i += letters(word, next) ? 1 : 0;
      } else if (Text.isNumber(word.replace(",", ""))) {
        addPids(word);
      } else {
        i += bsd(word, next) ? 1 : 0;
      }
    }
    if (columns.isEmpty()) {
      columns.addAll(layout("pid tty time cmdname"));
    }
    print(wanted());
    call.exit((names.isEmpty() && pids.isEmpty()) || !wanted().isEmpty() ? 0 : 1);
  }

  private Exit unsupported(String why) {
    call.err("error: " + why + "\n\n");
    call.err(
        """
        Usage:
         ps [options]

         Try 'ps --help <simple|list|output|threads|misc|all>'
          or 'ps --help <s|l|o|t|m|a>'
         for additional help text.

        For more details see ps(1).
        """);
    return new Exit(1);
  }

  private boolean longOption(String word, String next) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? next : word.substring(equals + 1);
    switch (name) {
      case "--pid" -> addPids(value);
      case "--ppid" -> parents(value);
      case "--format" -> format(value);
      case "--user" -> user = value;
      case "--no-headers", "--no-heading" -> headings = false;
      case "--headers", "--forest" -> {}
      default -> throw unsupported("unknown gnu long option");
    }
    return equals < 0 && List.of("--pid", "--ppid", "--format", "--user").contains(name);
  }

  private void parents(String text) {
    Long parent = Numbers.decimal(text);
    pids.add(0);
    for (Entry entry : all) {
      if (parent != null && entry.parent() == parent) {
        pids.add(entry.pid());
      }
    }
  }

  private boolean letters(String word, String next) {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      String rest = word.substring(i + 1);
      switch (letter) {
        case 'e', 'A' -> everybody = true;
        case 'f' -> columns.addAll(layout("user pid ppid c stime tty time cmd"));
        case 'l' ->
            columns.addAll(layout("f s uid pid ppid c pri ni addr sz wchan tty time cmdname"));
        case 'a' -> others = true;
        case 'x' -> {
          detached = true;
          columns.addAll(layout("pid tty stat time command"));
        }
        case 'w' -> wide = true;
        case 'H' -> {}
        case 'p', 'o', 'C', 'u', 'U', 'q' -> {
          String value = rest.isEmpty() ? next : rest;
          if (value.isEmpty()) {
            throw unsupported(
                letter == 'o'
                    ? "format specification must follow -o"
                    : "list of "
                        + (letter == 'C'
                            ? "command names"
                            : letter == 'p' || letter == 'q' ? "process IDs" : "users")
                        + " must follow -"
                        + letter);
          }
          switch (letter) {
            case 'p', 'q' -> addPids(value);
            case 'o' -> format(value);
            case 'C' -> names.addAll(List.of(value.split(",")));
            default -> user = value;
          }
          return rest.isEmpty();
        }
        default -> throw unsupported("unsupported SysV option");
      }
    }
    return false;
  }

  private boolean bsd(String word, String next) {
    for (int i = 0; i < word.length(); i++) {
      switch (word.charAt(i)) {
        case 'a' -> others = true;
        case 'x' -> detached = true;
        case 'u' ->
            columns.addAll(layout("userbsd pid %cpu %mem vsz rss tty stat start timebsd command"));
        case 'l' ->
            columns.addAll(
                layout("fbsd uid pid ppid pri ni vsz rss wchan stat tty timebsd command"));
        case 'w' -> wide = true;
        case 'f', 'e' -> {}
        case 'h' -> headings = false;
        case 'o' -> {
          format(word.length() > i + 1 ? word.substring(i + 1) : next);
          return word.length() == i + 1;
        }
        case 'p' -> {
          addPids(word.length() > i + 1 ? word.substring(i + 1) : next);
          return word.length() == i + 1;
        }
        default -> throw unsupported("unsupported option (BSD syntax)");
      }
    }
    if (others && detached) {
      everybody = true;
    }
    if (columns.isEmpty()) {
      columns.addAll(layout("pid tty stat timebsd command"));
    }
    return false;
  }

  private void addPids(String text) {
    for (String part : text.split("[, ]")) {
      Long pid = Numbers.decimal(part);
      if (pid == null || pid > Integer.MAX_VALUE) {
        throw unsupported("process ID list syntax error");
      }
      pids.add(pid.intValue());
    }
  }

  /** Names of fields, each with an own heading behind {@code =} where one is wanted. */
  private void format(String text) {
    for (String part : text.split("[, ]")) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      Column known = column(name);
      if (known == null) {
        if (call.isBusybox()) {
          throw call.fail(
              "bad -o argument '"
                  + name
                  + "', supported arguments: user,group,comm,args,pid,ppid,pgid,nice,rgroup,ruser,tty,vsz,sid,stat,rss");
        }
        throw unsupported("unknown user-defined format specifier \"" + name + "\"");
      }
      columns.add(
          equals < 0
              ? known
              : new Column(
                  known.field(),
                  part.substring(equals + 1),
                  known.width() < 0
                      ? Math.min(known.width(), equals - part.length() + 1)
                      : Math.max(known.width(), part.length() - equals - 1)));
    }
    boolean any = false;
    for (Column column : columns) {
      any |= !column.heading().isEmpty();
    }
    headings &= any;
  }

  private List<Column> layout(String names) {
    List<Column> list = new ArrayList<>();
    for (String name : names.split(" ")) {
      Column column = column(name);
      if (column != null && columns.isEmpty()) {
        list.add(column);
      }
    }
    return list;
  }

  private @Nullable Column column(String name) {
    if (call.isBusybox()) {
      return busyboxColumn(name);
    }
    int pid = call.dialect() == Dialect.CENTOS_7 ? 5 : 7;
    return switch (name) {
      case "pid" -> new Column("pid", "PID", pid);
      case "ppid" -> new Column("ppid", "PPID", pid);
      case "pgid", "pgrp" -> new Column("pgid", name.toUpperCase(Locale.ROOT), pid);
      case "sid", "sess" -> new Column("sid", name.toUpperCase(Locale.ROOT), pid);
      case "tty", "tt", "tname" -> new Column("tty", name.equals("tt") ? "TT" : "TTY", -8);
      case "time", "cputime" -> new Column("time", "TIME", 8);
      case "timebsd" -> new Column("timebsd", "TIME", 6);
      case "cmdname" -> new Column("comm", "CMD", -15);
      case "comm", "ucmd", "ucomm" -> new Column("comm", "COMMAND", -15);
      case "cmd" -> new Column("args", "CMD", -27);
      case "command", "args" -> new Column("args", "COMMAND", -27);
      case "user", "euser", "ruser", "uname" ->
          new Column(
              "user",
              columns.isEmpty() && name.equals("user") && call.name().equals("ps")
                  ? userHeading()
                  : name.toUpperCase(Locale.ROOT),
              -8);
      case "userbsd" -> new Column("user", "USER", -8);
      case "uid", "euid" -> new Column("uid", "UID", 5);
      case "%cpu", "pcpu" -> new Column("%cpu", "%CPU", 4);
      case "%mem", "pmem" -> new Column("%mem", "%MEM", 4);
      case "vsz", "vsize" -> new Column("vsz", "VSZ", 6);
      case "rss", "rssize" -> new Column("rss", "RSS", 5);
      case "sz" -> new Column("sz", "SZ", 5);
      case "stat" -> new Column("stat", "STAT", -4);
      case "s", "state" -> new Column("state", "S", -1);
      case "start" -> new Column("start", "START", -5);
      case "stime" -> new Column("start", "STIME", 5);
      case "etime" -> new Column("etime", "ELAPSED", 11);
      case "lstart" -> new Column("lstart", "STARTED", 24);
      case "c" -> new Column("c", "C", 2);
      case "ni", "nice" -> new Column("nice", "NI", 3);
      case "pri" -> new Column("pri", "PRI", 3);
      case "f" -> new Column("f", "F", 1);
      case "fbsd" -> new Column("f", "F", 1);
      case "addr" -> new Column("addr", "ADDR", -4);
      case "wchan" -> new Column("wchan", "WCHAN", -6);
      default -> null;
    };
  }

  /** {@code -f} heads the users with UID. */
  private String userHeading() {
    for (String word : call.arguments()) {
      if (word.startsWith("-o") || word.equals("o")) {
        return "USER";
      }
    }
    return "UID";
  }

  private static @Nullable Column busyboxColumn(String name) {
    return switch (name) {
      case "user" -> new Column("user", "USER", -8);
      case "group" -> new Column("group", "GROUP", -8);
      case "comm" -> new Column("comm", "COMMAND", -16);
      case "args" -> new Column("args", "COMMAND", -256);
      case "pid" -> new Column("pid", "PID", -5);
      case "ppid" -> new Column("ppid", "PPID", -5);
      case "pgid" -> new Column("pgid", "PGID", -5);
      case "nice" -> new Column("nice", "NI", -5);
      case "rgroup" -> new Column("group", "RGROUP", -8);
      case "ruser" -> new Column("user", "RUSER", -8);
      case "tty" -> new Column("ttynumber", "TT", -6);
      case "vsz" -> new Column("vszhuman", "VSZ", -4);
      case "sid" -> new Column("sid", "SID", -5);
      case "stat" -> new Column("stat", "STAT", -4);
      case "rss" -> new Column("rsshuman", "RSS", -4);
      default -> null;
    };
  }

  private List<Entry> wanted() {
    List<Entry> wanted = new ArrayList<>();
    Task self = call.task();
    int terminal = 0;
    for (Entry entry : all) {
      terminal = entry.pid() == self.pid() ? entry.terminal() : terminal;
    }
    boolean byList = !pids.isEmpty() || !names.isEmpty() || user != null;
    for (Entry entry : all) {
      boolean mine = entry.uid() == self.uid();
      boolean selected;
      if (byList) {
        Accounts.User account = accounts.byUid(entry.uid());
        String name = account == null ? Integer.toString(entry.uid()) : account.name();
        selected =
            pids.contains(entry.pid())
                || names.contains(entry.comm())
                || name.equals(user)
                || Integer.toString(entry.uid()).equals(user);
      } else if (everybody) {
        selected = true;
      } else if (detached) {
        selected = mine;
      } else if (others) {
        selected = entry.terminal() != 0 && (entry.session() != entry.pid());
      } else {
        selected = mine && entry.terminal() == terminal;
      }
      if (selected) {
        wanted.add(entry);
      }
    }
    return wanted;
  }

  private void print(List<Entry> entries) {
    int limit = width();
    if (headings) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        String text = column.heading();
        line.append(i > 0 ? " " : "").append(placed(text, column, i == columns.size() - 1));
      }
      call.out(cut(line.toString(), limit) + "\n");
    }
    for (Entry entry : entries) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        line.append(i > 0 ? " " : "");
        line.append(placed(value(entry, column.field()), column, i == columns.size() - 1));
      }
      call.out(cut(line.toString(), limit) + "\n");
    }
  }

  private static String placed(String text, Column column, boolean last) {
    if (column.width() > 0) {
      return Text.padLeft(text, column.width());
    }
    return last ? text : Text.padRight(text, -column.width());
  }

  private int width() {
    OpenFile out = call.task().file(Task.STDOUT);
    if (wide || !(out instanceof Tty tty)) {
      return Integer.MAX_VALUE;
    }
    int columnsOfTerminal = Terminals.columns(tty);
    return columnsOfTerminal == 0 ? 80 : columnsOfTerminal;
  }

  private static String cut(String line, int limit) {
    return line.length() > limit ? line.substring(0, limit) : line;
  }

  private String value(Entry entry, String field) {
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

  private void busybox() {
    Options options = call.options(BUSYBOX);
    for (Options.Given option : options.given()) {
      if (option.letter() == 'o') {
        format(option.value());
      }
    }
    if (columns.isEmpty()) {
      printBusybox();
      return;
    }
    everybody = true;
    print(all);
    call.exit();
  }

  /** The numbers are to the right, their heading is not. */
  private void printBusybox() {
    int limit = width();
    call.out("PID   USER     COMMAND\n");
    for (Entry entry : all) {
      String user = accounts.userName(entry.uid());
      String line =
          Text.padLeft(entry.pid(), 5)
              + " "
              + Text.padRight(user.substring(0, Math.min(8, user.length())), 8)
              + " "
              + entry.command();
      call.out(cut(line, limit) + "\n");
    }
    call.exit();
  }
}
