package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** How ls shows files: one a line, in columns, or long. */
final class LsFormat {

  private static final long NS = 1_000_000_000;
  private static final long HALF_YEAR_GNU = 31_556_952L / 2;
  private static final long HALF_YEAR_BUSYBOX = 3600L * 24 * 365 / 2;
  private static final int DEFAULT_WIDTH = 80;

  private final Call call;
  private final Options options;
  private final Accounts accounts;
  private final CivilTime now;
  private final char layout;
  private final boolean terminal;
  private final int width;

  LsFormat(Call call, Options options, Accounts accounts) {
    this.call = call;
    this.options = options;
    this.accounts = accounts;
    this.now = CivilTime.of(call, call.kernel().realtimeNs(), false);
    OpenFile out = call.task().file(Task.STDOUT);
    terminal = out instanceof Tty;
    layout = layout();
    width = width(out);
  }

  /** One of 1 (a line each), C (columns down), x (across), m (commas), l (long). */
  private char layout() {
    char given = terminal ? 'C' : '1';
    for (Options.Given option : options.given()) {
      switch (option.letter()) {
        case 'l', 'g', 'o', 'n', Ls.FULL_TIME -> given = 'l';
        case 'C', 'x', 'm' -> given = option.letter();
        case '1' -> given = given == 'l' ? 'l' : '1';
        default -> {}
      }
    }
    return given;
  }

  private int width(@Nullable OpenFile out) {
    String given = options.value('w');
    if (given != null) {
      Long value = Numbers.decimal(given);
      if (value == null) {
        throw call.isBusybox()
            ? call.fail("invalid number '" + given + "'")
            : call.fail(2, "invalid line width: " + call.quote(given));
      }
      return value == 0 ? Integer.MAX_VALUE : (int) Math.min(value, 100_000);
    }
    int columns = out instanceof Tty tty ? Terminals.columns(tty) : 0;
    Long told = Numbers.decimal(call.task().environment().getOrDefault("COLUMNS", ""));
    if (columns == 0 && told != null) {
      columns = (int) Math.min(told, 100_000);
    }
    return columns == 0 ? DEFAULT_WIDTH : columns;
  }

  long timeNs(Stat stat) {
    return switch (options.last("cu", ' ')) {
      case 'c' -> stat.changedNs();
      case 'u' -> stat.accessedNs();
      default -> stat.modifiedNs();
    };
  }

  void show(List<Ls.Entry> entries, boolean inFolder) {
    if (inFolder && (layout == 'l' || options.has('s'))) {
      long blocks = 0;
      for (Ls.Entry entry : entries) {
        blocks += entry.stat().blocks();
      }
      call.out("total " + blockText(blocks, true) + "\n");
    }
    switch (layout) {
      case 'l' -> showLong(entries);
      case 'C', 'x' -> showColumns(entries);
      case 'm' -> showCommas(entries);
      default -> {
        int inodes = inodeWidth(entries);
        for (Ls.Entry entry : entries) {
          call.out(prefix(entry, inodes, entries) + name(entry) + "\n");
        }
      }
    }
  }

  private String blockText(long blocks, boolean total) {
    if (!human()) {
      return Long.toString((blocks + 1) / 2);
    }
    String text = size(blocks * 512);
    return total && call.isBusybox() ? Text.padRight(text, 8) : text;
  }

  private boolean human() {
    return options.has('h') || options.has(Ls.SI);
  }

  private String size(long bytes) {
    if (!human()) {
      return Long.toString(bytes);
    }
    return call.isBusybox()
        ? HumanSize.busybox(bytes)
        : HumanSize.gnu(bytes, options.has(Ls.SI) ? 1000 : 1024);
  }

  private int inodeWidth(List<Ls.Entry> entries) {
    int most = call.isBusybox() ? 7 : 0;
    for (Ls.Entry entry : entries) {
      most = Math.max(most, Long.toString(entry.stat().inode()).length());
    }
    return most;
  }

  private String prefix(Ls.Entry entry, int inodes, List<Ls.Entry> all) {
    String text = "";
    if (options.has('i')) {
      text = Text.padLeft(entry.stat().inode(), inodes) + " ";
    }
    if (options.has('s')) {
      int most = call.isBusybox() ? 6 : 0;
      for (Ls.Entry each : all) {
        most = Math.max(most, blockText(each.stat().blocks(), false).length());
      }
      text += Text.padLeft(blockText(entry.stat().blocks(), false), most) + " ";
    }
    return text;
  }

  /** The name as it is shown, with the mark of its kind. */
  private String name(Ls.Entry entry) {
    return shown(entry.name()) + mark(entry.stat());
  }

  private String mark(Stat stat) {
    if (stat.isDirectory()) {
      return options.has('F') || options.has('p') ? "/" : "";
    }
    if (!options.has('F')) {
      return "";
    }
    return switch (stat.mode() & Mode.KIND) {
      case Mode.SYMLINK -> layout == 'l' ? "" : "@";
      case Mode.FIFO -> "|";
      case Mode.SOCKET -> "=";
      case Mode.REGULAR -> (stat.mode() & 0111) != 0 ? "*" : "";
      default -> "";
    };
  }

  private String shown(String name) {
    if (options.has('Q')) {
      return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    boolean quotes = call.dialect() == Dialect.DEBIAN_12 && terminal && !options.has('N');
    if (quotes && Quoting.needsQuotes(name)) {
      return Quoting.file(call, name);
    }
    if (!terminal && !options.has('q')) {
      return name;
    }
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      out.append(c < ' ' || c == 0x7f ? '?' : c);
    }
    return out.toString();
  }

  private void showCommas(List<Ls.Entry> entries) {
    int column = 0;
    StringBuilder out = new StringBuilder();
    int inodes = inodeWidth(entries);
    for (int i = 0; i < entries.size(); i++) {
      String text = prefix(entries.get(i), inodes, entries) + name(entries.get(i));
      if (i > 0) {
        boolean fits = column + text.length() + 2 < width;
        out.append(fits ? ", " : ",\n");
        column = fits ? column + 2 : 0;
      }
      out.append(text);
      column += text.length();
    }
    call.out(entries.isEmpty() ? "" : out + "\n");
  }

  private void showColumns(List<Ls.Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<String> texts = new ArrayList<>(entries.size());
    int inodes = inodeWidth(entries);
    for (Ls.Entry entry : entries) {
      texts.add(prefix(entry, inodes, entries) + name(entry));
    }
    new LsColumns(call, layout == 'x', width).show(texts);
  }

  private void showLong(List<Ls.Entry> entries) {
    List<String[]> rows = new ArrayList<>(entries.size());
    for (Ls.Entry entry : entries) {
      rows.add(fields(entry));
    }
    int inodes = inodeWidth(entries);
    int[] most = new int[5];
    int major = 0;
    int minor = 0;
    for (String[] row : rows) {
      for (int i = 0; i < most.length; i++) {
        most[i] = Math.max(most[i], row[i].length());
      }
    }
    for (Ls.Entry entry : entries) {
      if (Mode.isDevice(entry.stat().mode())) {
        major = Math.max(major, Integer.toString(entry.stat().major()).length());
        minor = Math.max(minor, Integer.toString(entry.stat().minor()).length());
      }
    }
    if (!call.isBusybox() && major > 0) {
      most[4] = Math.max(most[4], major + minor + 2);
    }
    for (int i = 0; i < rows.size(); i++) {
      Ls.Entry entry = entries.get(i);
      String line = prefix(entry, inodes, entries) + line(entry, rows.get(i), most, minor);
      call.out(line + "\n");
    }
  }

  /** Mode, links, owner, group, size, time. */
  private String[] fields(Ls.Entry entry) {
    Stat stat = entry.stat();
    boolean numeric = options.has('n');
    boolean device = Mode.isDevice(stat.mode());
    return new String[] {
      stat.modeText() + (call.dialect() == Dialect.CENTOS_7 ? "." : ""),
      Integer.toString(stat.links()),
      numeric ? Integer.toString(stat.uid()) : accounts.userName(stat.uid()),
      numeric ? Integer.toString(stat.gid()) : accounts.groupName(stat.gid()),
      device ? "" : size(stat.size()),
      time(stat)
    };
  }

  private String line(Ls.Entry entry, String[] fields, int[] most, int minor) {
    Stat stat = entry.stat();
    String name =
        shown(entry.name())
            + (entry.target() == null
                ? mark(stat)
                : " -> " + shown(entry.target()) + targetMark(entry));
    boolean device = Mode.isDevice(stat.mode());
    if (call.isBusybox()) {
      String size =
          device
              ? Text.padLeft(stat.major(), 4) + ", " + Text.padLeft(stat.minor(), 3) + " "
              : Text.padLeft(fields[4], human() ? 7 : 9) + " ";
      return fields[0]
          + " "
          + Text.padLeft(fields[1], 4)
          + " "
          + limited(fields[2])
          + " "
          + limited(fields[3])
          + " "
          + size
          + fields[5]
          + " "
          + name;
    }
    String size =
        device
            ? Text.padLeft(stat.major() + ",", Math.max(0, most[4] - minor - 1))
                + " "
                + Text.padLeft(stat.minor(), minor)
            : Text.padLeft(fields[4], most[4]);
    StringBuilder line = new StringBuilder(fields[0]).append(' ');
    line.append(Text.padLeft(fields[1], most[1])).append(' ');
    if (!options.has('g')) {
      line.append(Text.padRight(fields[2], most[2])).append(' ');
    }
    if (!options.has('o') && !options.has('G')) {
      line.append(Text.padRight(fields[3], most[3])).append(' ');
    }
    return line.append(size).append(' ').append(fields[5]).append(' ').append(name).toString();
  }

  private static String limited(String owner) {
    return Text.padRight(owner.substring(0, Math.min(8, owner.length())), 8);
  }

  /** With -F a link's target has the mark of its kind. */
  private String targetMark(Ls.Entry entry) {
    Stat behind = options.has('F') || options.has('p') ? Disk.statOrNull(call, entry.path()) : null;
    return behind == null ? "" : mark(behind);
  }

  private String time(Stat stat) {
    CivilTime time = now.at(timeNs(stat));
    String style = options.value(Ls.TIME_STYLE);
    if (options.has(Ls.FULL_TIME)) {
      style = "full-iso";
    }
    if (style != null) {
      switch (style) {
        case "full-iso" -> {
          return time.format(call.isBusybox() ? "%Y-%m-%d %H:%M:%S %z" : "%Y-%m-%d %H:%M:%S.%N %z");
        }
        case "long-iso" -> {
          return time.format("%Y-%m-%d %H:%M");
        }
        case "iso" -> {
          return time.format(isRecent(time) ? "%m-%d %H:%M" : "%Y-%m-%d ");
        }
        default -> {
          if (style.startsWith("+")) {
            return time.format(style.substring(1));
          }
          if (!style.equals("locale")) {
            call.warn("invalid argument " + call.quote(style) + " for " + call.quote("time style"));
            throw call.usage(2, "");
          }
        }
      }
    }
    return time.format(isRecent(time) ? "%b %e %H:%M" : "%b %e  %Y");
  }

  private boolean isRecent(CivilTime time) {
    long age = now.seconds() - time.seconds();
    if (call.isBusybox()) {
      return age < HALF_YEAR_BUSYBOX && age > -15 * 60;
    }
    return age < HALF_YEAR_GNU && time.ns() <= now.ns() + NS / 1000;
  }
}
