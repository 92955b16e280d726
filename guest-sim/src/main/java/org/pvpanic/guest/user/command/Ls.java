package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Stat;

/** ls: what is in folders. */
final class Ls {

  static final char COLOR = OptionSpec.FIRST_UNNAMED;
  static final char FULL_TIME = COLOR + 1;
  static final char TIME_STYLE = COLOR + 2;
  static final char FOLDERS_FIRST = COLOR + 3;
  static final char SI = COLOR + 4;

  private static final OptionSpec GNU =
      OptionSpec.of(
          "1aABcCdfFgGhHiklLmnNopqQrRsStuUvw:xXZ" + COLOR + "::" + TIME_STYLE + ":",
          "all=a almost-all=A ignore-backups=B directory=d classify=F human-readable=h"
              + " dereference-command-line=H inode=i kibibytes=k dereference=L numeric-uid-gid=n"
              + " no-group=G literal=N hide-control-chars=q quote-name=Q reverse=r recursive=R"
              + " size=s width=w context=Z color="
              + COLOR
              + " full-time="
              + FULL_TIME
              + " time-style="
              + TIME_STYLE
              + " group-directories-first="
              + FOLDERS_FIRST
              + " si="
              + SI);
  private static final OptionSpec BUSYBOX =
      OptionSpec.of(
          "1AaCxdLHRFplinshrSXvctuw:T:k" + COLOR + "::",
          "color="
              + COLOR
              + " full-time="
              + FULL_TIME
              + " group-directories-first="
              + FOLDERS_FIRST);

  /** A file as it is listed. */
  record Entry(String name, String path, Stat stat, @Nullable String target, boolean toFolder) {
    boolean isFolder() {
      return stat.isDirectory() || toFolder;
    }
  }

  private record Folder(String path, boolean header) {}

  private final Call call;
  private final Options options;
  private final LsFormat format;
  private final Deque<Folder> folders = new ArrayDeque<>();
  private final int trouble;
  private boolean anyPrinted;

  private Ls(Call call, Accounts accounts) {
    this.call = call;
    trouble = call.isBusybox() ? 1 : 2;
    options = Options.parse(call, call.arguments(), call.isBusybox() ? BUSYBOX : GNU, trouble);
    String color = options.value(COLOR);
    if (color != null
        && !color.isEmpty()
        && !List.of("always", "never", "auto", "yes", "no", "none", "tty", "force", "if-tty")
            .contains(color)) {
      call.warn("invalid argument " + call.quote(color) + " for " + call.quote("--color"));
      call.err(
          """
          Valid arguments are:
            - 'always', 'yes', 'force'
            - 'never', 'no', 'none'
            - 'auto', 'tty', 'if-tty'
          """);
      throw call.usage(trouble, "");
    }
    format = new LsFormat(call, options, accounts);
  }

  static void run(Call call) {
    Accounts.load(call, accounts -> new Ls(call, accounts).start());
  }

  private void start() {
    List<String> operands = options.operands().isEmpty() ? List.of(".") : options.operands();
    List<Entry> files = new ArrayList<>();
    List<Entry> tops = new ArrayList<>();
    for (String operand : operands) {
      Entry entry = entry(operand, operand, true);
      if (entry == null) {
        continue;
      }
      boolean opens = entry.stat().isDirectory() && !options.has('d');
      (opens ? tops : files).add(entry);
    }
    sort(files);
    sort(tops);
    show(files, false);
    boolean headers = operands.size() > 1 || options.has('R');
    for (Entry top : tops) {
      folders.addLast(new Folder(top.path(), headers));
    }
    call.then(this::nextFolder);
  }

  private void nextFolder() {
    Folder folder = folders.pollFirst();
    if (folder == null) {
      call.exit();
      return;
    }
    try {
      List<Entry> entries = read(folder.path());
      sort(entries);
      if (folder.header()) {
        call.out((anyPrinted ? "\n" : "") + folder.path() + ":\n");
      }
      anyPrinted = true;
      show(entries, true);
      if (options.has('R')) {
        for (int i = entries.size() - 1; i >= 0; i--) {
          Entry entry = entries.get(i);
          boolean dots = entry.name().equals(".") || entry.name().equals("..");
          if (entry.stat().isDirectory() && !dots) {
            folders.addFirst(new Folder(entry.path(), true));
          }
        }
      }
    } catch (SysError e) {
      call.complain(
          call.isBusybox()
              ? "can't open '" + folder.path() + "': " + e.errno().message()
              : "cannot open directory " + quoted(folder.path()) + ": " + e.errno().message(),
          trouble);
    }
    call.then(this::nextFolder);
  }

  private String quoted(String path) {
    return call.dialect() == Dialect.CENTOS_7 ? path : Quoting.file(call, path);
  }

  private List<Entry> read(String path) throws SysError {
    List<Entry> entries = new ArrayList<>();
    boolean all = options.last("aAf", ' ') == 'a' || options.has('f');
    String prefix = path.endsWith("/") ? path : path + "/";
    List<String> names = Disk.list(call, path);
    if (all) {
      names.add(0, "..");
      names.add(0, ".");
    }
    for (String name : names) {
      boolean hidden = name.startsWith(".") && !all && !options.has('A');
      boolean backup = options.has('B') && name.endsWith("~");
      Entry entry = hidden || backup ? null : entry(name, prefix + name, false);
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private @Nullable Entry entry(String name, String path, boolean named) {
    boolean follow = options.has('L') || (named && options.has('H'));
    boolean plain =
        !options.has('l')
            && !options.has('g')
            && !options.has('o')
            && !options.has('n')
            && !options.has(FULL_TIME)
            && !options.has('d');
    boolean followsFolder = named && plain && !(options.has('F') && !call.isBusybox());
    try {
      Stat stat = Disk.stat(call, path, follow);
      String target = null;
      boolean toFolder = false;
      if (stat.isSymlink()) {
        target = Disk.readlink(call, path);
        Stat behind = Disk.statOrNull(call, path);
        toFolder = behind != null && behind.isDirectory();
        if (behind != null && followsFolder && toFolder) {
          return new Entry(name, path, behind, null, false);
        }
        if (behind != null && call.isBusybox() && followsFolder) {
          return new Entry(name, path, behind, null, false);
        }
      }
      return new Entry(name, path, stat, target, toFolder);
    } catch (SysError e) {
      call.complain(
          call.isBusybox()
              ? path + ": " + e.errno().message()
              : "cannot access " + quoted(path) + ": " + e.errno().message(),
          named ? trouble : 1);
      return null;
    }
  }

  private void sort(List<Entry> entries) {
    if (!options.has('U') && !options.has('f')) {
      entries.sort(order());
    }
  }

  private Comparator<Entry> order() {
    Comparator<String> collation = Collation.of(call);
    Comparator<Entry> byName = (a, b) -> collation.compare(a.name(), b.name());
    Comparator<Entry> order =
        switch (options.last("tSXv", ' ')) {
          case 't' -> Comparator.comparingLong(this::time).reversed().thenComparing(byName);
          case 'S' ->
              Comparator.<Entry>comparingLong(entry -> entry.stat().size())
                  .reversed()
                  .thenComparing(byName);
          case 'X' ->
              ((Comparator<Entry>) (a, b) -> collation.compare(suffix(a), suffix(b)))
                  .thenComparing(byName);
          case 'v' -> (a, b) -> Versions.compare(a.name(), b.name());
          default ->
              !options.has('l') && !options.has(FULL_TIME) && (options.has('c') || options.has('u'))
                  ? Comparator.comparingLong(this::time).reversed().thenComparing(byName)
                  : byName;
        };
    order = options.has('r') ? order.reversed() : order;
    return options.has(FOLDERS_FIRST)
        ? Comparator.<Entry, Boolean>comparing(entry -> !entry.isFolder()).thenComparing(order)
        : order;
  }

  private long time(Entry entry) {
    long ns = format.timeNs(entry.stat());
    return call.isBusybox() ? Math.floorDiv(ns, 1_000_000_000L) : ns;
  }

  private static String suffix(Entry entry) {
    int dot = entry.name().lastIndexOf('.');
    return dot < 0 ? "" : entry.name().substring(dot);
  }

  private void show(List<Entry> entries, boolean inFolder) {
    if (inFolder || !entries.isEmpty()) {
      anyPrinted |= !entries.isEmpty();
      format.show(entries, inFolder);
    }
  }
}
