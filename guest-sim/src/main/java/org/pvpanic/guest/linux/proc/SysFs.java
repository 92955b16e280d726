package org.pvpanic.guest.linux.proc;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.io.PciDevice;
import org.pvpanic.guest.linux.Era;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.KernelFile;
import org.pvpanic.guest.linux.KernelLink;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.fs.Inode;

/**
 * /sys (sysfs(5)). Folders of devices are where the board has them; buses and classes link there.
 */
final class SysFs extends KernelTree {

  private static final int DEVICE = 19;

  /** Path and permissions; @ where only 6.1 has it, ! where only 3.10 has it, / for a folder. */
  private static final String[] FILES = {
    "block/",
    "bus/acpi/devices/",
    "bus/pci/devices/",
    "bus/pci/drivers/",
    "bus/platform/devices/",
    "bus/platform/drivers/",
    "bus/pnp/devices/",
    "class/block/",
    "class/dmi/id/bios_vendor 444",
    "class/dmi/id/product_name 444",
    "class/dmi/id/sys_vendor 444",
    "class/mem/",
    "class/misc/",
    "class/net/lo/address 444",
    "class/net/lo/mtu 644",
    "class/net/lo/operstate 444",
    "class/rtc/",
    "class/tty/",
    "dev/block/",
    "dev/char/",
    "devices/platform/",
    "devices/system/clocksource/clocksource0/available_clocksource 444",
    "devices/system/clocksource/clocksource0/current_clocksource 644",
    "devices/system/cpu/isolated 444@",
    "devices/system/cpu/kernel_max 444",
    "devices/system/cpu/offline 444",
    "devices/system/cpu/online 444",
    "devices/system/cpu/possible 444",
    "devices/system/cpu/present 444",
    "devices/system/node/online 444",
    "devices/system/node/possible 444",
    "devices/virtual/tty/",
    "firmware/acpi/pm_profile 444",
    "fs/cgroup/",
    "fs/pstore/",
    "hypervisor/",
    "kernel/config/",
    "kernel/debug/",
    "kernel/fscaps 444",
    "kernel/kexec_crash_loaded 444",
    "kernel/kexec_crash_size 644",
    "kernel/kexec_loaded 444",
    "kernel/mm/transparent_hugepage/defrag 644",
    "kernel/mm/transparent_hugepage/enabled 644",
    "kernel/oops_count 444@",
    "kernel/profiling 644",
    "kernel/rcu_expedited 644",
    "kernel/rcu_normal 644@",
    "kernel/reboot/cpu 644@",
    "kernel/reboot/force 644@",
    "kernel/reboot/mode 644@",
    "kernel/reboot/type 644@",
    "kernel/security/",
    "kernel/tracing/@",
    "kernel/uevent_helper 644!",
    "kernel/uevent_seqnum 444",
    "kernel/vmcoreinfo 444",
    "kernel/warn_count 444@",
    "module/kernel/parameters/consoleblank 444",
    "module/kernel/parameters/crash_kexec_post_notifiers 644",
    "module/kernel/parameters/initcall_debug 644",
    "module/kernel/parameters/panic 644",
    "module/kernel/parameters/panic_on_warn 644",
    "module/kernel/parameters/panic_print 644@",
    "module/kernel/parameters/pause_on_oops 644",
    "module/printk/parameters/always_kmsg_dump 644",
    "module/printk/parameters/console_no_auto_verbose 644@",
    "module/printk/parameters/console_suspend 644",
    "module/printk/parameters/ignore_loglevel 644",
    "module/printk/parameters/time 644",
    "power/disk 644",
    "power/state 644",
  };

  private static final NavigableMap<String, String> PATHS = read();

  private static final String PCI = "devices/pci0000:00";

  SysFs(Kernel kernel) {
    super(kernel, "/sys", DEVICE);
  }

  private static NavigableMap<String, String> read() {
    NavigableMap<String, String> paths = new TreeMap<>();
    for (String row : FILES) {
      int space = row.indexOf(' ');
      if (space > 0) {
        paths.put(row.substring(0, space), row.substring(space + 1));
      } else {
        int slash = row.lastIndexOf('/');
        paths.put(row.substring(0, slash + 1), row.substring(slash + 1));
      }
    }
    return paths;
  }

  @Override
  NavigableMap<String, ?> paths() {
    return PATHS;
  }

  @Override
  boolean has(String path) {
    String facts = PATHS.getOrDefault(path, "");
    boolean old = kernel().profile().era() == Era.LINUX_3_10;
    if (path.endsWith("crash_kexec_post_notifiers")) {
      return SysText.hasPostNotifiers(kernel());
    }
    if (path.startsWith("firmware/acpi/")) {
      return kernel().view().hasAcpi();
    }
    return !facts.endsWith(old ? "@" : "!");
  }

  @Override
  Inode file(String path) {
    String facts = PATHS.getOrDefault(path, "444");
    int mode = Integer.parseInt(facts.substring(0, 3), 8);
    return file(path, mode);
  }

  private Inode file(String path, int mode) {
    return KernelFile.sys(
        mode,
        number(path),
        kernel().view().bootSeconds() * 1_000_000_000L,
        () -> SysText.show(kernel(), path),
        (mode & 0222) == 0 ? null : (task, text) -> store(task, path, text));
  }

  private @Nullable Errno store(Task task, String path, String text) {
    return task.uid() == 0 ? SysText.store(kernel(), path, text) : Errno.EACCES;
  }

  private KernelLink link(String path, String target) {
    return new KernelLink(number(path), task -> target, null);
  }

  @Override
  @Nullable Inode special(String folder, String name) {
    return switch (folder) {
      case "bus/pci/devices" ->
          pciDevice(name) == null ? null : link(folder + name, "../../../" + PCI + "/" + name);
      case PCI -> pciDevice(name) == null ? null : new TreeFolder(this, PCI + "/" + name);
      case "bus/platform/devices" -> platformDevice(folder, name);
      case "class/tty" ->
          SysText.terminals(kernel()).contains(name)
              ? link(folder + name, "../../devices/virtual/tty/" + name)
              : null;
      case "devices/virtual/tty" ->
          SysText.terminals(kernel()).contains(name)
              ? new TreeFolder(this, folder + "/" + name)
              : null;
      case "devices" ->
          name.equals("pci0000:00") && kernel().view().pci().isPresent()
              ? new TreeFolder(this, PCI)
              : null;
      case "devices/system/cpu" -> cpuFolder(name);
      case "module" -> null;
      default -> deviceFile(folder, name);
    };
  }

  private @Nullable Inode cpuFolder(String name) {
    for (int i = 0; i < kernel().view().cpus(); i++) {
      if (name.equals("cpu" + i)) {
        return new TreeFolder(this, "devices/system/cpu/" + name);
      }
    }
    return null;
  }

  private @Nullable Inode platformDevice(String folder, String name) {
    String home = kernel().nodes().platformHome();
    if (kernel().nodes().names(home).contains(name)
        || SysText.acpiPlatformDevices(kernel()).contains(name)) {
      return link(folder + name, "../../../" + home.substring("/sys/".length()) + "/" + name);
    }
    return null;
  }

  private @Nullable PciDevice pciDevice(String name) {
    if (!name.startsWith("0000:") || !kernel().view().pci().isPresent()) {
      return null;
    }
    for (PciDevice device : PciDevice.scan(kernel().view().pci())) {
      if (device.name().equals(name)) {
        return device;
      }
    }
    return null;
  }

  private @Nullable Inode deviceFile(String folder, String name) {
    int slash = folder.lastIndexOf('/');
    String parent = slash < 0 ? "" : folder.substring(0, slash);
    String device = folder.substring(slash + 1);
    String path = folder + "/" + name;
    if (parent.equals("devices/virtual/tty") && name.equals("dev")) {
      return KernelFile.sys(0444, number(path), 0, () -> SysText.terminal(device), null);
    }
    if (("/sys/" + folder).equals(kernel().nodes().platformHome())
        && SysText.acpiPlatformDevices(kernel()).contains(name)) {
      return new TreeFolder(this, path);
    }
    if (("/sys/" + parent).equals(kernel().nodes().platformHome())
        && SysText.acpiPlatformDevices(kernel()).contains(device)
        && (name.equals("modalias") || name.equals("uevent"))) {
      return KernelFile.sys(0444, number(path), 0, () -> SysText.platformFile(device, name), null);
    }
    if (parent.equals(PCI)) {
      PciDevice pci = pciDevice(device);
      if (pci != null) {
        return SysText.isPciFile(name)
            ? KernelFile.sys(
                0444, number(path), 0, () -> SysText.pciFile(kernel(), pci, name), null)
            : pciLink(pci, path, name);
      }
    }
    return null;
  }

  private @Nullable Inode pciLink(PciDevice device, String path, String name) {
    String driver = PciText.driver(kernel(), device);
    return switch (name) {
      case "driver" -> driver.isEmpty() ? null : link(path, "../../../bus/pci/drivers/" + driver);
      case "subsystem" -> link(path, "../../../bus/pci");
      default -> null;
    };
  }

  @Override
  void specialNames(String folder, List<String> names) {
    switch (folder) {
      case "bus/pci/devices", PCI -> {
        if (kernel().view().pci().isPresent()) {
          for (PciDevice device : PciDevice.scan(kernel().view().pci())) {
            add(names, device.name());
          }
        }
      }
      case "bus/platform/devices" -> {
        String home = kernel().nodes().platformHome();
        for (String name : SysText.acpiPlatformDevices(kernel())) {
          add(names, name);
        }
        for (String name : kernel().nodes().names(home)) {
          add(names, name);
        }
      }
      case "class/tty", "devices/virtual/tty" -> names.addAll(SysText.terminals(kernel()));
      case "devices" -> {
        if (kernel().view().pci().isPresent()) {
          add(names, "pci0000:00");
        }
      }
      case "devices/system/cpu" -> {
        for (int i = 0; i < kernel().view().cpus(); i++) {
          add(names, "cpu" + i);
        }
      }
      default -> deviceNames(folder, names);
    }
  }

  private void deviceNames(String folder, List<String> names) {
    int slash = folder.lastIndexOf('/');
    String parent = slash < 0 ? "" : folder.substring(0, slash);
    String device = folder.substring(slash + 1);
    if (parent.equals(PCI)) {
      PciDevice pci = pciDevice(device);
      if (pci != null) {
        SysText.PCI_FILES.forEach(name -> add(names, name));
        if (!PciText.driver(kernel(), pci).isEmpty()) {
          add(names, "driver");
        }
        add(names, "subsystem");
      }
    }
    if (("/sys/" + folder).equals(kernel().nodes().platformHome())) {
      SysText.acpiPlatformDevices(kernel()).forEach(name -> add(names, name));
    }
    if (("/sys/" + parent).equals(kernel().nodes().platformHome())
        && SysText.acpiPlatformDevices(kernel()).contains(device)) {
      add(names, "modalias");
      add(names, "uevent");
    }
    if (parent.equals("devices/virtual/tty")) {
      add(names, "dev");
    }
  }

  private static void add(List<String> names, String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
  }
}
