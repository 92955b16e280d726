package org.pvpanic.guest.linux.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Era;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.KernelFile;
import org.pvpanic.guest.linux.KernelLink;
import org.pvpanic.guest.linux.KernelThreads;
import org.pvpanic.guest.linux.OldMemory;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.fs.Inode;

/** /proc (proc(5)). */
final class ProcFs extends KernelTree {

  private static final int DEVICE = 4;

  /** Path, permissions and, where not all kernels have it, the era that does. */
  private static final String[] FILES = {
    "acpi/wakeup 644",
    "buddyinfo 444",
    "bus/input/devices 444",
    "bus/input/handlers 444",
    "bus/pci/devices 444",
    "cgroups 444",
    "cmdline 444",
    "consoles 444",
    "cpuinfo 444",
    "crypto 444",
    "devices 444",
    "diskstats 444",
    "dma 444",
    "driver/rtc 444",
    "execdomains 444",
    "fb 444",
    "filesystems 444",
    "interrupts 444",
    "iomem 444",
    "ioports 444",
    "kallsyms 444",
    "kmsg 400",
    "loadavg 444",
    "locks 444",
    "meminfo 444",
    "misc 444",
    "modules 444",
    "partitions 444",
    "softirqs 444",
    "stat 444",
    "swaps 444",
    "sysrq-trigger 200",
    "tty/drivers 444",
    "tty/driver/serial 444",
    "uptime 444",
    "version 444",
    "vmcore 400",
    "vmstat 444",
  };

  private static final NavigableMap<String, Integer> PATHS = read();

  ProcFs(Kernel kernel) {
    super(kernel, "/proc", DEVICE);
  }

  private static NavigableMap<String, Integer> read() {
    NavigableMap<String, Integer> paths = new TreeMap<>();
    for (String row : FILES) {
      int space = row.indexOf(' ');
      paths.put(row.substring(0, space), Integer.parseInt(row.substring(space + 1), 8));
    }
    for (SysctlTable.Row row : SysctlTable.rows().values()) {
      paths.put("sys/" + row.path(), row.mode());
    }
    return paths;
  }

  @Override
  NavigableMap<String, ?> paths() {
    return PATHS;
  }

  @Override
  boolean has(String path) {
    if (path.startsWith("sys/")) {
      return SysctlTable.standard(kernel().profile().era(), path.substring(4)) != null;
    }
    return switch (path) {
      case "acpi/wakeup" -> kernel().view().hasAcpi();
      case "driver/rtc" -> true;
      case "vmcore" -> kernel().oldMemory() != null;
      default -> true;
    };
  }

  @Override
  int folderMode(String path) {
    return 0555;
  }

  @Override
  Inode file(String path) {
    Integer mode = PATHS.get(path);
    int permissions = mode == null ? 0 : mode;
    long now = kernel().realtimeNs();
    if (path.startsWith("sys/")) {
      return Settings.file(kernel(), path.substring(4), number(path), now);
    }
    if (path.equals("kmsg")) {
      return kernel().view().logNode(number(path));
    }
    OldMemory old = path.equals("vmcore") ? kernel().oldMemory() : null;
    if (old != null) {
      return kernel().view().vmCoreNode(old, number(path));
    }
    boolean readable = (permissions & 0444) != 0;
    boolean writable = (permissions & 0222) != 0;
    return KernelFile.proc(
        permissions,
        number(path),
        now,
        readable ? () -> ProcText.of(kernel(), path) : null,
        writable ? (task, text) -> store(path, text) : null);
  }

  private @Nullable Errno store(String path, String text) {
    if (path.equals("sysrq-trigger")) {
      // Only the first byte counts, and an empty write does nothing.
      if (!text.isEmpty()) {
        kernel().view().triggerSysRq(text.charAt(0));
      }
      return null;
    }
    return Errno.EINVAL;
  }

  @Override
  @Nullable Inode special(String folder, String name) {
    if (folder.isEmpty()) {
      return switch (name) {
        case "self" -> link(name, null);
        case "thread-self" -> isNew() ? link(name, "/task/") : null;
        case "mounts" -> new KernelLink(number(name), task -> "self/mounts", null);
        default -> process(name);
      };
    }
    return null;
  }

  private boolean isNew() {
    return kernel().profile().era() == Era.LINUX_6_1;
  }

  private Inode link(String name, @Nullable String infix) {
    return new KernelLink(
        number(name),
        task -> infix == null ? "" + task.pid() : task.pid() + infix + task.pid(),
        null);
  }

  private @Nullable Inode process(String name) {
    if (name.isEmpty() || name.length() > 7 || name.charAt(0) < '1' || name.charAt(0) > '9') {
      return null;
    }
    int pid;
    try {
      pid = Integer.parseInt(name);
    } catch (NumberFormatException e) {
      return null;
    }
    Task task = kernel().tasks().byPid(pid);
    if (task != null) {
      return new TaskFolder(task, false);
    }
    KernelThreads.KernelThread thread = kernel().kernelThreads().byPid(pid);
    return thread == null ? null : new ThreadFolder(kernel(), thread);
  }

  @Override
  void specialNames(String folder, List<String> names) {
    if (!folder.isEmpty()) {
      return;
    }
    names.add("mounts");
    names.add("self");
    if (isNew()) {
      names.add("thread-self");
    }
    List<Integer> pids = new ArrayList<>();
    for (KernelThreads.KernelThread thread : kernel().kernelThreads().all()) {
      pids.add(thread.pid());
    }
    for (Task task : kernel().tasks().all()) {
      pids.add(task.pid());
    }
    pids.sort(null);
    for (int pid : pids) {
      names.add(Integer.toString(pid));
    }
  }
}
