package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.user.command.ProcessList.Entry;

/** ps: the processes. Its options and which processes they select (ps(1)). */
final class Ps {

  private static final OptionSpec BUSYBOX = OptionSpec.of("o:T");

  private final Call call;
  private final Accounts accounts;
  private final List<Entry> all;
  private final PsColumns columns;
  private final PsValues values;
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
    this.columns = new PsColumns(call);
    this.values = new PsValues(call, accounts, totalKib);
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
      columns.layout("pid tty time cmdname");
    }
    print(wanted());
    call.exit((names.isEmpty() && pids.isEmpty()) || !wanted().isEmpty() ? 0 : 1);
  }

  static Exit unsupported(Call call, String why) {
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

  private void format(String text) {
    columns.add(text);
    headings &= columns.haveHeadings();
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
      default -> throw unsupported(call, "unknown gnu long option");
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
        case 'f' -> columns.layout("user pid ppid c stime tty time cmd");
        case 'l' -> columns.layout("f s uid pid ppid c pri ni addr sz wchan tty time cmdname");
        case 'a' -> others = true;
        case 'x' -> {
          detached = true;
          columns.layout("pid tty stat time command");
        }
        case 'w' -> wide = true;
        case 'H' -> {}
        case 'p', 'o', 'C', 'u', 'U', 'q' -> {
          String value = rest.isEmpty() ? next : rest;
          if (value.isEmpty()) {
            throw unsupported(
                call,
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
        default -> throw unsupported(call, "unsupported SysV option");
      }
    }
    return false;
  }

  private boolean bsd(String word, String next) {
    for (int i = 0; i < word.length(); i++) {
      switch (word.charAt(i)) {
        case 'a' -> others = true;
        case 'x' -> detached = true;
        case 'u' -> columns.layout("userbsd pid %cpu %mem vsz rss tty stat start timebsd command");
        case 'l' ->
            columns.layout("fbsd uid pid ppid pri ni vsz rss wchan stat tty timebsd command");
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
        default -> throw unsupported(call, "unsupported option (BSD syntax)");
      }
    }
    if (others && detached) {
      everybody = true;
    }
    if (columns.isEmpty()) {
      columns.layout("pid tty stat timebsd command");
    }
    return false;
  }

  private void addPids(String text) {
    for (String part : text.split("[, ]")) {
      Long pid = Numbers.decimal(part);
      if (pid == null || pid > Integer.MAX_VALUE) {
        throw unsupported(call, "process ID list syntax error");
      }
      pids.add(pid.intValue());
    }
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
      printLine(PsColumns.Column::heading, limit);
    }
    for (Entry entry : entries) {
      printLine(column -> values.of(entry, column.field()), limit);
    }
  }

  private void printLine(Function<PsColumns.Column, String> text, int limit) {
    StringBuilder line = new StringBuilder();
    int left = columns.list().size();
    for (PsColumns.Column column : columns.list()) {
      left--;
      line.append(column.place(text.apply(column), left == 0)).append(left == 0 ? "" : " ");
    }
    call.out(cut(line.toString(), limit) + "\n");
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
