package org.pvpanic.guest.linux.proc;

import org.pvpanic.guest.linux.Kernel;

/** The files of /proc whose content says what the kernel was built with. */
final class Fixed {

  private static final String MISC = "144 nvram\n183 hw_random\n231 snapshot\n227 mcelog\n";

  private Fixed() {}

  private static String lines(String words) {
    return words.replace(',', '\n') + "\n";
  }

  static String filesystems(Kernel kernel) {
    boolean isNew = ProcText.isNew(kernel);
    String own =
        isNew
            ? "sysfs tmpfs bdev proc cgroup cgroup2 cpuset devtmpfs debugfs tracefs securityfs sockfs"
                + " bpf pipefs ramfs hugetlbfs devpts mqueue pstore"
            : "sysfs rootfs bdev proc cgroup cpuset tmpfs devtmpfs debugfs securityfs sockfs"
                + " pipefs anon_inodefs configfs devpts ramfs hugetlbfs autofs pstore mqueue";
    StringBuilder out = new StringBuilder();
    for (String name : own.split(" ")) {
      out.append("nodev\t").append(name).append('\n');
    }
    if (kernel.view().isInstalled()) {
      out.append(isNew ? "\text3\n\text2\n\text4\nnodev\tautofs\n" : "\txfs\n");
    }
    return out.toString();
  }

  static String text(Kernel kernel, String path) {
    boolean isNew = ProcText.isNew(kernel);
    return switch (path) {
      case "devices" ->
          "Character devices:\n  1 mem\n  4 /dev/vc/0\n  4 tty\n  4 ttyS\n  5 /dev/tty\n"
              + "  5 /dev/console\n  5 /dev/ptmx\n  7 vcs\n 10 misc\n 13 input\n"
              + "128 ptm\n136 pts\n"
              + (isNew
                  ? "226 drm\n247 bsg\n248 watchdog\n249 ptp\n250 pps\n251 cec\n252 rtc\n"
                  : "250 bsg\n251 watchdog\n252 rtc\n253 tpm\n254 dax\n")
              + "\nBlock devices:\n"
              + (isNew ? "  8 sd\n259 blkext\n" : "259 blkext\n  8 sd\n253 device-mapper\n");
      case "misc" ->
          isNew
              ? lines("130 watchdog,123 cpu_dma_latency,228 hpet") + MISC
              : lines(" 58 cpu_dma_latency,130 watchdog,228 hpet") + MISC;
      case "partitions" -> "major minor  #blocks  name\n\n";
      case "acpi/wakeup" -> "Device\tS-state\t  Status   Sysfs node\n";
      case "execdomains" -> "0-0\tLinux           \t[kernel]\n";
      case "dma" -> " 4: cascade\n";
      case "tty/drivers" ->
          "/dev/tty             /dev/tty        5       0 system:/dev/tty\n"
              + "/dev/console         /dev/console    5       1 system:console\n"
              + "/dev/ptmx            /dev/ptmx       5       2 system\n"
              + "/dev/vc/0            /dev/vc/0       4       0 system:vtmaster\n"
              + "serial               /dev/ttyS       4 64-"
              + (isNew ? "67" : "95")
              + " serial\n"
              + "pty_slave            /dev/pts      136 0-1048575 pty:slave\n"
              + "pty_master           /dev/ptm      128 0-1048575 pty:master\n"
              + "unknown              /dev/tty        4 1-63 console\n";
      case "tty/driver/serial" -> kernel.view().serialInfo();
      default -> "";
    };
  }
}
