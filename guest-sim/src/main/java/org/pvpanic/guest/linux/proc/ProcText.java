package org.pvpanic.guest.linux.proc;

import java.util.Locale;
import org.pvpanic.guest.linux.Era;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.fs.Mount;

/** What the files of /proc say that are neither settings nor processes. */
final class ProcText {

  private ProcText() {}

  static String of(Kernel kernel, String path) {
    return switch (path) {
      case "cmdline" -> kernel.arguments().text() + "\n";
      case "version" -> kernel.profile().release().banner() + "\n";
      case "uptime" -> uptime(kernel);
      case "loadavg" -> loadavg(kernel);
      case "meminfo" -> MemoryText.meminfo(kernel);
      case "swaps" ->
          "Filename\t\t\t\tType\t\tSize"
              + (isNew(kernel) ? "\t\tUsed\t\t" : "\tUsed\t")
              + "Priority\n";
      case "stat" -> StatText.stat(kernel);
      case "interrupts" -> StatText.interrupts(kernel);
      case "softirqs" -> StatText.softirqs(kernel);
      case "cpuinfo" -> CpuText.cpuinfo(kernel);
      case "ioports" -> kernel.view().resources().ports();
      case "iomem" -> kernel.view().resources().memory();
      case "modules" -> kernel.view().moduleList();
      case "consoles" -> consoles(kernel);
      case "filesystems" -> Fixed.filesystems(kernel);
      case "bus/input/devices" -> kernel.view().inputDevices();
      case "bus/pci/devices" -> PciText.devices(kernel);
      default -> Fixed.text(kernel, path);
    };
  }

  static boolean isNew(Kernel kernel) {
    return kernel.profile().era() == Era.LINUX_6_1;
  }

  private static String uptime(Kernel kernel) {
    long up = kernel.printk().uptimeNs();
    long idle = Math.max(0, up - kernel.view().busyNs()) * kernel.view().cpus();
    return seconds(up) + " " + seconds(idle) + "\n";
  }

  private static String seconds(long ns) {
    long hundredths = ns / 10_000_000;
    return hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100;
  }

  private static String loadavg(Kernel kernel) {
    int running = 1;
    int total = kernel.kernelThreads().all().size() + kernel.tasks().all().size();
    return kernel.view().loadAverage()
        + " "
        + running
        + "/"
        + total
        + " "
        + (kernel.tasks().nextPid() - 1)
        + "\n";
  }

  private static String consoles(Kernel kernel) {
    StringBuilder text = new StringBuilder();
    for (String name : kernel.view().consoleNames()) {
      char main = text.length() == 0 ? 'C' : ' ';
      int minor = 64 + Integer.parseInt(name.substring(4));
      text.append(String.format(Locale.ROOT, "%-21s-W- (E%c p a)    4:%d\n", name, main, minor));
    }
    return text.toString();
  }

  /** /proc/mounts. */
  static String mounts(Kernel kernel) {
    StringBuilder text = new StringBuilder();
    for (Mount mount : kernel.files().mounts()) {
      Mount.Facts facts = mount.facts();
      text.append(escaped(facts.source())).append(' ').append(escaped(facts.target()));
      text.append(' ').append(facts.type()).append(' ').append(facts.options()).append(" 0 0\n");
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012");
  }
}
