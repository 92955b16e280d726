package org.pvpanic.guest.linux.proc;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Session;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.linux.fs.Mount;

/** What the files of a task say (proc(5)). Memory is what a small shell takes. */
final class TaskText {

  private static final long TICK_NS = 10_000_000;
  private static final int SIZE_KIB = 4_480;
  private static final int RESIDENT_KIB = 2_048;
  private static final int FIRST_SERIAL = 64;

  private TaskText() {}

  static String stat(Task task) {
    Task parent = task.parent();
    Session session = task.session();
    Tty tty = session.terminal();
    long ticks = task.cpuNs() / TICK_NS;
    return String.format(
        Locale.ROOT,
        "%d (%s) %c %d %d %d %d %d 4194560 120 0 0 0 %d %d 0 0 20 0 1 0 %d %d %d"
            + " 18446744073709551615 1 1 0 0 0 0 %d %d %d 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 %d\n",
        task.pid(),
        task.comm(),
        task.state(),
        parent == null ? 0 : parent.pid(),
        task.group(),
        session.id(),
        terminal(tty),
        tty == null ? -1 : session.foregroundGroup(),
        ticks / 3,
        ticks - ticks / 3,
        task.startedNs() / TICK_NS,
        SIZE_KIB * 1024L,
        RESIDENT_KIB / 4,
        0,
        task.disposition().ignoredMask() & 0x7fffffff,
        task.disposition().caughtMask() & 0x7fffffff,
        0);
  }

  /** Major and minor number of a terminal, 0 for none. */
  private static int terminal(@Nullable Tty tty) {
    if (tty == null || !tty.device().startsWith("ttyS")) {
      return 0;
    }
    return 4 << 8 | FIRST_SERIAL + Integer.parseInt(tty.device().substring(4));
  }

  static String statm(Task task) {
    int shared = task.isAlive() ? RESIDENT_KIB / 8 : 0;
    return SIZE_KIB / 4 + " " + RESIDENT_KIB / 4 + " " + shared + " 190 0 110 0\n";
  }

  static String status(Task task) {
    Task parent = task.parent();
    StringBuilder out = new StringBuilder(600);
    row(out, "Name", task.comm());
    row(out, "Umask", String.format(Locale.ROOT, "%04o", task.umask()));
    row(out, "State", task.state() + " (" + word(task.state()) + ")");
    row(out, "Tgid", Integer.toString(task.pid()));
    row(out, "Ngid", "0");
    row(out, "Pid", Integer.toString(task.pid()));
    row(out, "PPid", Integer.toString(parent == null ? 0 : parent.pid()));
    row(out, "TracerPid", "0");
    row(out, "Uid", four(task.uid()));
    row(out, "Gid", four(task.gid()));
    row(out, "FDSize", Integer.toString(Math.max(64, task.files().open().size())));
    row(out, "Groups", task.gid() + " ");
    if (task.isAlive()) {
      row(out, "VmPeak", kib(SIZE_KIB));
      row(out, "VmSize", kib(SIZE_KIB));
      row(out, "VmLck", kib(0));
      row(out, "VmPin", kib(0));
      row(out, "VmHWM", kib(RESIDENT_KIB));
      row(out, "VmRSS", kib(RESIDENT_KIB));
      row(out, "VmData", kib(440));
      row(out, "VmStk", kib(132));
      row(out, "VmExe", kib(760));
      row(out, "VmLib", kib(1_600));
      row(out, "VmPTE", kib(44));
      row(out, "VmSwap", kib(0));
    }
    row(out, "Threads", "1");
    row(out, "SigQ", "0/" + task.kernel().view().memory().totalKib() / 256);
    row(out, "SigPnd", mask(0));
    row(out, "ShdPnd", mask(0));
    row(out, "SigBlk", mask(0));
    row(out, "SigIgn", mask(task.disposition().ignoredMask()));
    row(out, "SigCgt", mask(task.disposition().caughtMask()));
    String capabilities = ProcText.isNew(task.kernel()) ? "000001ffffffffff" : "0000001fffffffff";
    row(out, "CapInh", mask(0));
    row(out, "CapPrm", task.uid() == 0 ? capabilities : mask(0));
    row(out, "CapEff", task.uid() == 0 ? capabilities : mask(0));
    row(out, "CapBnd", capabilities);
    row(out, "Seccomp", "0");
    row(out, "Cpus_allowed", "1");
    row(out, "Cpus_allowed_list", "0");
    row(out, "Mems_allowed_list", "0");
    row(out, "voluntary_ctxt_switches", Long.toString(task.cpuNs() / 12_000));
    row(out, "nonvoluntary_ctxt_switches", "0");
    return out.toString();
  }

  private static void row(StringBuilder out, String name, String value) {
    out.append(name).append(":\t").append(value).append('\n');
  }

  private static String kib(int kib) {
    return String.format(Locale.ROOT, "%8d kB", kib);
  }

  private static String four(int id) {
    return id + "\t" + id + "\t" + id + "\t" + id;
  }

  private static String mask(long bits) {
    return String.format(Locale.ROOT, "%016x", bits);
  }

  static String word(char state) {
    return switch (state) {
      case 'R' -> "running";
      case 'D' -> "disk sleep";
      case 'T' -> "stopped";
      case 'Z' -> "zombie";
      case 'I' -> "idle";
      default -> "sleeping";
    };
  }

  static String commandLine(Task task) {
    StringBuilder out = new StringBuilder();
    if (task.isAlive()) {
      for (String word : task.arguments()) {
        out.append(word).append('\0');
      }
    }
    return out.toString();
  }

  static String environment(Task task) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, String> variable : task.environment().entrySet()) {
      out.append(variable.getKey()).append('=').append(variable.getValue()).append('\0');
    }
    return out.toString();
  }

  private static final String[] LIMITS = {
    "Max cpu time|unlimited|unlimited|seconds",
    "Max file size|unlimited|unlimited|bytes",
    "Max data size|unlimited|unlimited|bytes",
    "Max stack size|8388608|unlimited|bytes",
    "Max core file size|0|unlimited|bytes",
    "Max resident set|unlimited|unlimited|bytes",
    "Max processes|@|@|processes",
    "Max open files|1024|4096|files",
    "Max locked memory|65536|65536|bytes",
    "Max address space|unlimited|unlimited|bytes",
    "Max file locks|unlimited|unlimited|locks",
    "Max pending signals|@|@|signals",
    "Max msgqueue size|819200|819200|bytes",
    "Max nice priority|0|0|",
    "Max realtime priority|0|0|",
    "Max realtime timeout|unlimited|unlimited|us"
  };

  static String limits(Task task) {
    String processes = Long.toString(task.kernel().view().memory().totalKib() / 256);
    StringBuilder out = new StringBuilder(1400);
    out.append("Limit                     Soft Limit           Hard Limit           Units     \n");
    for (String row : LIMITS) {
      String[] cells = row.replace("@", processes).split("\\|", -1);
      out.append(
          String.format(
              Locale.ROOT, "%-25s %-20s %-20s %-10s\n", cells[0], cells[1], cells[2], cells[3]));
    }
    return out.toString();
  }

  static String mountInfo(Kernel kernel) {
    StringBuilder out = new StringBuilder();
    int id = 20;
    for (Mount mount : kernel.files().mounts()) {
      Mount.Facts facts = mount.facts();
      out.append(id).append(' ').append(id == 20 ? 1 : 20).append(" 0:").append(id).append(" / ");
      out.append(facts.target()).append(' ').append(facts.options()).append(" shared:");
      out.append(id - 19).append(" - ").append(facts.type()).append(' ').append(facts.source());
      out.append(' ').append(facts.options().startsWith("ro") ? "ro" : "rw").append('\n');
      id++;
    }
    return out.toString();
  }
}
