package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.pvpanic.guest.linux.SysError;

/** The processes as /proc tells of them. */
final class ProcessList {

  /**
   * A process.
   *
   * @param terminal major number times 256 plus minor, 0 for none
   * @param ticks the time it took, in hundredths of a second
   * @param started when, in hundredths of a second since the kernel started
   * @param command its arguments, or its name in brackets
   */
  record Entry(
      int pid,
      String comm,
      char state,
      int parent,
      int group,
      int session,
      int terminal,
      int foreground,
      long ticks,
      long started,
      long virtualKib,
      long residentKib,
      int uid,
      int nice,
      String command) {

    /** Whether it is one of the kernel's own. */
    boolean isThread() {
      return command.startsWith("[") && virtualKib == 0;
    }

    String terminalName() {
      if (terminal == 0) {
        return "?";
      }
      int minor = terminal & 0xff;
      return terminal >> 8 == 4 ? minor >= 64 ? "ttyS" + (minor - 64) : "tty" + minor : "console";
    }

    /** The column STAT of BSD's format. */
    String stat() {
      String flags = nice < 0 ? "<" : nice > 0 ? "N" : "";
      flags += session == pid ? "s" : "";
      return state + flags + (foreground == group && foreground > 0 ? "+" : "");
    }
  }

  private ProcessList() {}

  /** Reads all of them, by number. */
  static void load(Call call, Consumer<List<Entry>> then) {
    List<Integer> pids = new ArrayList<>();
    try {
      for (String name : Disk.list(call, "/proc")) {
        if (Text.isNumber(name)) {
          pids.add(Integer.parseInt(name));
        }
      }
    } catch (SysError e) {
      call.setStatus(1);
    }
    pids.sort(Comparator.naturalOrder());
    next(call, pids, 0, new ArrayList<>(pids.size()), then);
  }

  private static void next(
      Call call, List<Integer> pids, int index, List<Entry> found, Consumer<List<Entry>> then) {
    if (index == pids.size()) {
      then.accept(found);
      return;
    }
    String folder = "/proc/" + pids.get(index);
    Disk.slurp(
        call,
        folder + "/stat",
        stat ->
            Disk.slurp(
                call,
                folder + "/cmdline",
                command -> {
                  add(call, folder, stat, command, found);
                  next(call, pids, index + 1, found, then);
                }));
  }

  private static void add(
      Call call, String folder, String stat, String command, List<Entry> found) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    if (open < 0 || close < 0) {
      return;
    }
    String comm = stat.substring(open + 1, close);
    String[] fields = stat.substring(close + 2).trim().split(" ");
    if (fields.length < 22) {
      return;
    }
    int uid = 0;
    try {
      uid = Disk.stat(call, folder).uid();
    } catch (SysError e) {
      return;
    }
    String words = command.replace('\0', ' ').stripTrailing();
    boolean zombie = fields[0].equals("Z");
    found.add(
        new Entry(
            Integer.parseInt(stat.substring(0, open).trim()),
            comm,
            fields[0].charAt(0),
            Integer.parseInt(fields[1]),
            Integer.parseInt(fields[2]),
            Integer.parseInt(fields[3]),
            Integer.parseInt(fields[4]),
            Integer.parseInt(fields[5]),
            Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
            Long.parseLong(fields[19]),
            Long.parseLong(fields[20]) / 1024,
            Long.parseLong(fields[21]) * 4,
            uid,
            Integer.parseInt(fields[16]),
            !words.isEmpty() ? words : "[" + comm + "]" + (zombie ? " <defunct>" : "")));
  }
}
