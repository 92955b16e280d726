package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.Errno;

/** lsmod: /proc/modules in columns. */
final class Lsmod {

  private static final int PROPRIETARY = 1 << 0;
  private static final int FORCED = 1 << 1;
  private static final int UNSAFE_SMP = 1 << 2;

  private final Call call;

  private Lsmod(Call call) {
    this.call = call;
  }

  static void run(Call call) {
    if (!call.isBusybox() && call.arguments().size() > 1) {
      call.err("Usage: " + call.arguments().get(0) + "\n");
      throw new Exit(1);
    }
    Lsmod lsmod = new Lsmod(call);
    FileReader.read(call, "/proc/modules", lsmod::show, lsmod::unreadable);
  }

  private void unreadable(Errno errno) {
    if (call.isBusybox()) {
      call.warn("/proc/modules: " + errno.message());
      show(new byte[0]);
    } else {
      throw Kmod.error(call, "could not get list of modules: " + errno.message());
    }
  }

  private void show(byte[] content) {
    call.out("Module                  Size  Used by" + (call.isBusybox() ? taint() : "") + "\n");
    for (String line : Bytes.of(content).split("\n")) {
      String[] fields = line.split(" ");
      if (fields.length > 3) {
        call.out(row(fields[0], fields[1], fields[2], users(fields[3])));
      }
    }
    call.exit(0);
  }

  private static String users(String field) {
    return field.equals("-")
        ? ""
        : field.endsWith(",") ? field.substring(0, field.length() - 1) : field;
  }

  private String row(String name, String size, String count, String users) {
    String start = Text.padRight(name, 19) + " " + Text.padLeft(size, 8) + " ";
    if (call.isBusybox()) {
      return start + Text.padLeft(count, 2) + " " + users + "\n";
    }
    boolean blank = Kmod.isOld(call) || !users.isEmpty();
    return start + " " + count + (blank ? " " : "") + users + "\n";
  }

  private String taint() {
    int taint = call.kernel().taint().value();
    if (taint == 0) {
      return "    Not tainted";
    }
    return "    Tainted: "
        + ((taint & PROPRIETARY) == 0 ? 'G' : 'P')
        + ((taint & FORCED) == 0 ? ' ' : 'F')
        + ((taint & UNSAFE_SMP) == 0 ? ' ' : 'S');
  }
}
