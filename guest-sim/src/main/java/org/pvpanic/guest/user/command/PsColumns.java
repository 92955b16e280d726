package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The columns of ps: which fields there are by what names, how wide they are and what stands above
 * them (ps(1), STANDARD FORMAT SPECIFIERS).
 */
final class PsColumns {

  /**
   * A column.
   *
   * @param field what of a process it shows
   * @param width columns of the screen; negative when the text is at the left of them
   */
  record Column(String field, String heading, int width) {

    /** A text in its place; the last of a line is not filled up. */
    String place(String text, boolean last) {
      if (width > 0) {
        return Text.padLeft(text, width);
      }
      return last ? text : Text.padRight(text, -width);
    }
  }

  private final Call call;
  private final List<Column> columns = new ArrayList<>();

  PsColumns(Call call) {
    this.call = call;
  }

  boolean isEmpty() {
    return columns.isEmpty();
  }

  List<Column> list() {
    return columns;
  }

  /** Whether any of them has a heading. */
  boolean haveHeadings() {
    boolean any = false;
    for (Column column : columns) {
      any |= !column.heading().isEmpty();
    }
    return any;
  }

  /**
   * Adds the columns of a format: names of fields, each with an own heading behind {@code =} where
   * one is wanted.
   */
  void add(String text) {
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
        throw Ps.unsupported(call, "unknown user-defined format specifier \"" + name + "\"");
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
  }

  /** The columns of one of the usual layouts, unless some are there already. */
  void layout(String names) {
    if (columns.isEmpty()) {
      List<Column> list = new ArrayList<>();
      for (String name : names.split(" ")) {
        Column column = column(name);
        if (column != null) {
          list.add(column);
        }
      }
      columns.addAll(list);
    }
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
}
