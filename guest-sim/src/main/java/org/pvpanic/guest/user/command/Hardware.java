package org.pvpanic.guest.user.command;

/** lscpu and lsblk: what the board has, as the kernel tells it. */
final class Hardware {

  private static final OptionSpec LSCPU =
      OptionSpec.of("abcexyJ", "all=a extended=e parse=p json=J");
  private static final OptionSpec LSBLK = OptionSpec.of("abdDfilmnpPrStVo:", "all=a fs=f list=l");

  private Hardware() {}

  static void lsblk(Call call) {
    call.options(LSBLK);
    Disk.slurp(
        call,
        "/proc/partitions",
        text -> {
          StringBuilder rows = new StringBuilder();
          for (String line : text.split("\n")) {
            String[] fields = line.trim().split(" +");
            if (fields.length == 4 && Text.isNumber(fields[0])) {
              String size = HumanSize.gnu(Long.parseLong(fields[2]) * 1024, 1024);
              rows.append(Text.padRight(fields[3], 6))
                  .append(Text.padLeft(fields[0] + ":" + fields[1], 9))
                  .append("  0 ")
                  .append(Text.padLeft(size, 5))
                  .append("  0 disk \n");
            }
          }
          String title = call.dialect() == Dialect.DEBIAN_12 ? "MOUNTPOINTS" : "MOUNTPOINT";
          call.out(
              rows.length() == 0 ? "" : "NAME   MAJ:MIN RM  SIZE RO TYPE " + title + "\n" + rows);
          call.exit();
        });
  }

  static void lscpu(Call call) {
    call.options(LSCPU);
    Disk.slurp(call, "/proc/cpuinfo", text -> lscpu(call, text));
  }

  private static void lscpu(Call call, String cpuinfo) {
    int cpus = 0;
    for (String line : cpuinfo.split("\n")) {
      cpus += line.startsWith("processor\t") ? 1 : 0;
    }
    boolean old = call.dialect() == Dialect.CENTOS_7;
    row(call, "Architecture:", "x86_64");
    row(call, old ? "CPU op-mode(s):" : "  CPU op-mode(s):", "32-bit, 64-bit");
    if (!old) {
      row(call, "  Address sizes:", field(cpuinfo, "address sizes"));
    }
    row(call, old ? "Byte Order:" : "  Byte Order:", "Little Endian");
    row(call, "CPU(s):", Integer.toString(cpus));
    String list = cpus < 2 ? "0" : cpus == 2 && old ? "0,1" : "0-" + (cpus - 1);
    row(call, old ? "On-line CPU(s) list:" : "  On-line CPU(s) list:", cpus == 2 ? "0,1" : list);
    if (old) {
      row(call, "Thread(s) per core:", "1");
      row(call, "Core(s) per socket:", "1");
      row(call, "Socket(s):", Integer.toString(cpus));
      row(call, "NUMA node(s):", "1");
    }
    row(call, "Vendor ID:", field(cpuinfo, "vendor_id"));
    String inner = old ? "" : "    ";
    if (!old) {
      row(call, "  Model name:", field(cpuinfo, "model name"));
    }
    row(call, inner + "CPU family:", field(cpuinfo, "cpu family"));
    row(call, inner + "Model:", field(cpuinfo, "model"));
    if (old) {
      row(call, "Model name:", field(cpuinfo, "model name"));
    } else {
      row(call, "    Thread(s) per core:", "1");
      row(call, "    Core(s) per socket:", "1");
      row(call, "    Socket(s):", Integer.toString(cpus));
    }
    row(call, inner + "Stepping:", field(cpuinfo, "stepping"));
    if (old) {
      row(call, "CPU MHz:", field(cpuinfo, "cpu MHz"));
    }
    row(call, old ? "BogoMIPS:" : "    BogoMIPS:", field(cpuinfo, "bogomips"));
    if (!old) {
      row(call, "    Flags:", field(cpuinfo, "flags"));
    }
    call.exit();
  }

  private static void row(Call call, String name, String value) {
    int width = call.dialect() == Dialect.CENTOS_7 ? 23 : 41;
    call.out(value.isEmpty() ? "" : Text.padRight(name, width) + value + "\n");
  }

  private static String field(String cpuinfo, String name) {
    for (String line : cpuinfo.split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).trim().equals(name)) {
        return line.substring(colon + 1).trim();
      }
    }
    return "";
  }
}
