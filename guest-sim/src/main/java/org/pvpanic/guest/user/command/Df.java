package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.FsStat;
import org.pvpanic.guest.linux.fs.Mount;

/** df: how full file systems are. */
final class Df {

  private static final char TOTAL = OptionSpec.FIRST_UNNAMED;
  private static final OptionSpec GNU =
      OptionSpec.of(
          "aB:hHiklmPt:Tx:" + TOTAL,
          "all=a block-size=B human-readable=h si=H inodes=i local=l portability=P type=t"
              + " print-type=T exclude-type=x total="
              + TOTAL);
  private static final OptionSpec BUSYBOX = OptionSpec.of("kPThmaiB:t:");

  private final Call call;
  private final Options options;
  private final List<String[]> rows = new ArrayList<>();
  private final long unit;

  private Df(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    unit = unit();
  }

  static void run(Call call) {
    new Df(call).run();
  }

  private long unit() {
    char last = options.last("kmB", 'k');
    if (last == 'B') {
      String text = String.valueOf(options.value('B'));
      Long size =
          Numbers.size(
              Text.isNumber(text) ? text : Character.isDigit(text.charAt(0)) ? text : "1" + text);
      if (size == null || size == 0) {
        throw call.isBusybox()
            ? call.fail("invalid number '" + text + "'")
            : call.fail("invalid -B argument " + call.quote(text));
      }
      return size;
    }
    return last == 'm' ? 1 << 20 : 1024;
  }

  private void run() {
    rows.add(header());
    List<String> names = options.operands();
    if (names.isEmpty()) {
      List<String> seen = new ArrayList<>();
      for (Mount mount : call.kernel().files().mounts()) {
        String target = mount.facts().target();
        FsStat fs = statistics(mount);
        boolean shown = options.has('a') || (fs != null && fs.blocks() > 0);
        boolean hidden = !options.has('a') && isHidden(mount);
        if (shown && !hidden && isWanted(mount) && !seen.contains(target)) {
          seen.add(target);
          add(mount, fs);
        }
      }
    }
    for (String name : names) {
      try {
        Mount mount = Disk.mountOf(call, name);
        add(mount, statistics(mount));
      } catch (SysError e) {
        if (call.isBusybox()) {
          call.complain(name + ": can't find mount point");
        } else {
          call.complain(
              Quoting.file(call, name).equals(name) || call.dialect() == Dialect.DEBIAN_12
                  ? name + ": " + e.errno().message()
                  : call.quote(name) + ": " + e.errno().message());
        }
      }
    }
    if (rows.size() == 1 && !call.isBusybox()) {
      if (call.status() == 0) {
        call.complain("no file systems processed");
      }
    } else {
      print();
    }
    call.exit();
  }

  /** Whether the kernel's own root, or something mounted later at the same place, hides it. */
  private boolean isHidden(Mount mount) {
    Mount last = mount;
    for (Mount other : call.kernel().files().mounts()) {
      last = other.facts().target().equals(mount.facts().target()) ? other : last;
    }
    return last != mount || (mount.facts().type().equals("rootfs") && !call.isBusybox());
  }

  private static @Nullable FsStat statistics(Mount mount) {
    return mount.fileSystem().statistics();
  }

  private boolean isWanted(Mount mount) {
    String type = options.value('t');
    String not = options.value('x');
    return (type == null || type.equals(mount.facts().type()))
        && (not == null || !not.equals(mount.facts().type()));
  }

  private String[] header() {
    boolean human = options.has('h') || options.has('H');
    String size =
        human
            ? "Size"
            : call.isBusybox() && unit == 1024
                ? options.has('P') ? "1024-blocks" : "1K-blocks"
                : options.has('P') ? unit + "-blocks" : unitName() + "-blocks";
    String available = human ? (call.isBusybox() ? "Available" : "Avail") : "Available";
    if (options.has('i')) {
      size = "Inodes";
      return row(
          "Filesystem",
          "Type",
          size,
          call.isBusybox() ? "Used" : "IUsed",
          call.isBusybox() ? "Available" : "IFree",
          call.isBusybox() ? "Use%" : "IUse%",
          "Mounted on");
    }
    return row(
        "Filesystem",
        "Type",
        size,
        "Used",
        available,
        options.has('P') ? "Capacity" : "Use%",
        "Mounted on");
  }

  private String unitName() {
    return unit == 1024 ? "1K" : unit == 1 << 20 ? "1M" : unit == 1 << 30 ? "1G" : unit + "B";
  }

  private String[] row(
      String source,
      String type,
      String size,
      String used,
      String free,
      String use,
      String target) {
    return options.has('T')
        ? new String[] {source, type, size, used, free, use, target}
        : new String[] {source, size, used, free, use, target};
  }

  private void add(Mount mount, @Nullable FsStat fs) {
    Mount.Facts facts = mount.facts();
    String source = Bytes.of(facts.source());
    String target = Bytes.of(facts.target());
    long total = fs == null ? 0 : options.has('i') ? fs.files() : fs.blocks();
    long free = fs == null ? 0 : options.has('i') ? fs.freeFiles() : fs.freeBlocks();
    long block = fs == null || options.has('i') ? 1 : fs.blockSize();
    long used = total - free;
    String use =
        total == 0 ? (call.isBusybox() ? "0%" : "-") : (used * 100 + total - 1) / total + "%";
    if (call.isBusybox() && total > 0) {
      use = (used * 100 + total / 2) / total + "%";
    }
    rows.add(
        row(
            source,
            facts.type(),
            size(total, block),
            size(used, block),
            size(free, block),
            use,
            target));
  }

  private String size(long blocks, long block) {
    if (options.has('i') && !options.has('h')) {
      return Long.toString(blocks);
    }
    long bytes = blocks * block;
    if (options.has('h') || options.has('H')) {
      return call.isBusybox()
          ? HumanSize.busybox(bytes)
          : HumanSize.gnu(bytes, options.has('H') ? 1000 : 1024);
    }
    return Long.toString((bytes + unit - 1) / unit);
  }

  private void print() {
    if (call.isBusybox()) {
      printBusybox();
      return;
    }
    int columns = rows.get(0).length;
    int[] most = new int[columns];
    int[] least =
        options.has('T') ? new int[] {14, 4, 5, 5, 5, 4, 0} : new int[] {14, 5, 5, 5, 4, 0};
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        most[i] = Math.max(Math.max(most[i], least[i]), row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        boolean left = i == 0 || (i == 1 && options.has('T')) || i == columns - 1;
        line.append(i > 0 ? " " : "");
        line.append(
            i == columns - 1
                ? row[i]
                : left ? Text.padRight(row[i], most[i]) : Text.padLeft(row[i], most[i]));
      }
      call.out(line + "\n");
    }
  }

  private void printBusybox() {
    int kind = options.has('T') ? 1 : 0;
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i);
      boolean wraps = i > 0 && !options.has('P') && row[0].length() > 20;
      StringBuilder line = new StringBuilder();
      line.append(wraps ? row[0] + "\n" + " ".repeat(20) : Text.padRight(row[0], 20));
      if (kind == 1) {
        line.append(' ').append(Text.padRight(row[1], 10));
      }
      line.append(' ').append(Text.padLeft(row[1 + kind], 9));
      line.append(' ').append(Text.padLeft(row[2 + kind], 9));
      line.append(' ').append(Text.padLeft(row[3 + kind], 9));
      line.append(' ').append(Text.padLeft(row[4 + kind], 4));
      line.append(' ').append(row[5 + kind]);
      call.out(line + "\n");
    }
  }
}
