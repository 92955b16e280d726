package org.pvpanic.guest.user.command;

import java.util.List;

/** free: how memory is used, as /proc/meminfo tells it. */
final class Free {

  private static final OptionSpec GNU =
      OptionSpec.of("bkmghltwvs:c:", "bytes=b kibi=k mebi=m gibi=g human=h lohi=l total=t wide=w");
  private static final OptionSpec BUSYBOX = OptionSpec.of("bkmgh");

  private final Call call;
  private final Options options;
  private final String meminfo;

  private Free(Call call, Options options, String meminfo) {
    this.call = call;
    this.options = options;
    this.meminfo = meminfo;
  }

  static void run(Call call) {
    Options options = options(call);
    if (!options.operands().isEmpty()) {
      throw call.usage("");
    }
    Disk.slurp(call, "/proc/meminfo", text -> new Free(call, options, text).show());
  }

  private static Options options(Call call) {
    List<String> words = call.arguments().subList(1, call.arguments().size());
    if (call.isBusybox() && !words.isEmpty() && !words.get(0).matches("-[bkmgh]")) {
      throw call.usage("");
    }
    return call.isBusybox() ? call.options(BUSYBOX) : Options.parse(call, call.arguments(), GNU, 1);
  }

  /** A value of /proc/meminfo in KiB; 0 when it has none. */
  static long value(String meminfo, String name) {
    int at = ("\n" + meminfo).indexOf("\n" + name + ":");
    if (at < 0) {
      return 0;
    }
    String line = meminfo.substring(at + name.length() + 1);
    int end = line.indexOf('\n');
    String digits = (end < 0 ? line : line.substring(0, end)).replaceAll("[^0-9]", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private long kib(String name) {
    return value(meminfo, name);
  }

  private String shown(long kib) {
    char unit = options.last("bkmgh", 'k');
    return switch (unit) {
      case 'b' -> Long.toString(kib * 1024);
      case 'm' -> Long.toString(kib >> 10);
      case 'g' -> Long.toString(kib >> 20);
      case 'h' -> human(kib * 1024);
      default -> Long.toString(kib);
    };
  }

  /** As procps has it: two digits at least, with Ki, Mi and Gi since version 3.3.11. */
  private String human(long bytes) {
    if (call.isBusybox()) {
      return HumanSize.busybox(bytes);
    }
    String tail = call.dialect() == Dialect.DEBIAN_12 ? "i" : "";
    double value = bytes;
    String units = "BKMGTP";
    int power = 0;
    while (value >= 1024 && power + 1 < units.length()) {
      value /= 1024;
      power++;
    }
    if (power == 0) {
      return bytes + "B";
    }
    String number =
        value < 9.95
            ? String.format(java.util.Locale.ROOT, "%.1f", value)
            : Long.toString((long) value);
    return number + units.charAt(power) + tail;
  }

  private void show() {
    long total = kib("MemTotal");
    long free = kib("MemFree");
    long shared = kib("Shmem");
    long buffers = kib("Buffers");
    long cache = kib("Cached") + (call.isBusybox() ? 0 : kib("SReclaimable"));
    long available = kib("MemAvailable");
    long swap = kib("SwapTotal");
    long swapFree = kib("SwapFree");
    if (call.isBusybox()) {
      cache += kib("SReclaimable");
      long used = total - free - cache - buffers;
      call.out("              total        used        free      shared  buff/cache   available\n");
      call.out("Mem:    " + row(11, total, used, free, shared, buffers + cache, available) + "\n");
      call.out("Swap:   " + row(11, swap, swap - swapFree, swapFree) + "\n");
      call.exit();
      return;
    }
    boolean newer = call.dialect() == Dialect.DEBIAN_12;
    long used = newer ? total - available : total - free - buffers - cache;
    boolean wide = options.has('w');
    int lead = newer ? 8 : 7;
    int width = 11;
    String heading =
        newer
            ? "               total        used        free      shared"
            : "              total        used        free      shared";
    call.out(
        heading + (wide ? "     buffers       cache   available\n" : "  buff/cache   available\n"));
    String memory =
        wide
            ? row(width, total, used, free, shared, buffers, cache, available)
            : row(width, total, used, free, shared, buffers + cache, available);
    call.out(Text.padRight("Mem:", lead) + " " + memory + "\n");
    if (options.has('l')) {
      call.out(Text.padRight("Low:", lead) + " " + row(width, total, total - free, free) + "\n");
      call.out(Text.padRight("High:", lead) + " " + row(width, 0, 0, 0) + "\n");
    }
    call.out(
        Text.padRight("Swap:", lead) + " " + row(width, swap, swap - swapFree, swapFree) + "\n");
    if (options.has('t')) {
      call.out(
          Text.padRight("Total:", lead)
              + " "
              + row(width, total + swap, used + swap - swapFree, free + swapFree)
              + "\n");
    }
    call.exit();
  }

  private String row(int width, long... values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      line.append(i > 0 ? " " : "").append(Text.padLeft(shown(values[i]), width));
    }
    return line.toString();
  }
}
