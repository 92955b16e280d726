package org.pvpanic.guest.linux.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.acpi.AmlDevice;
import org.pvpanic.guest.acpi.AmlNamespace;
import org.pvpanic.guest.io.PciDevice;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Kernel;

/** What the files of /sys say. */
final class SysText {

  static final List<String> PCI_FILES =
      List.of(
          "class",
          "device",
          "enable",
          "irq",
          "local_cpus",
          "modalias",
          "numa_node",
          "resource",
          "revision",
          "subsystem_device",
          "subsystem_vendor",
          "vendor");

  private static final String REBOOT = "kernel/reboot/";

  private static final String[] ACPI_PLATFORM = {"QEMU0001", "QEMU0002"};

  private SysText() {}

  /** EL7 has it from 7.4 on. */
  static boolean hasPostNotifiers(Kernel kernel) {
    return !kernel.release().startsWith("3.10.0-514.");
  }

  static String show(Kernel kernel, String path) {
    return value(kernel, path) + "\n";
  }

  private static String value(Kernel kernel, String path) {
    boolean isNew = ProcText.isNew(kernel);
    return switch (path) {
      case "kernel/kexec_crash_loaded" -> kernel.kexec().isLoaded() ? "1" : "0";
      case "kernel/kexec_crash_size" -> Long.toString(kernel.kexec().size());
      case "kernel/kexec_loaded" -> kernel.kexec().isNextLoaded() ? "1" : "0";
      case "kernel/oops_count" -> Integer.toString(kernel.view().oopsDeaths());
      case "kernel/warn_count" -> Integer.toString(kernel.view().warnings());
      case "kernel/vmcoreinfo" -> kernel.view().vmCoreInfo().strip();
      case "kernel/reboot/cpu", "kernel/reboot/force", "kernel/reboot/mode", "kernel/reboot/type" ->
          kernel.power().machineRestart().shown(path.substring(REBOOT.length()));
      case "kernel/fscaps" -> "1";
      case "kernel/uevent_seqnum" -> isNew ? "612" : "1071";
      case "kernel/mm/transparent_hugepage/enabled" ->
          orKept(kernel, path, "[always] madvise never");
      case "kernel/mm/transparent_hugepage/defrag" ->
          orKept(
              kernel,
              path,
              isNew ? "always defer defer+madvise [madvise] never" : "[always] madvise never");
      case "kernel/uevent_helper" -> "";
      case "module/kernel/parameters/crash_kexec_post_notifiers" ->
          kernel.view().postNotifiers() ? "Y" : "N";
      case "module/kernel/parameters/panic" -> kernel.sysctl().text("kernel/panic");
      case "module/kernel/parameters/panic_on_warn" -> kernel.sysctl().text("kernel/panic_on_warn");
      case "module/kernel/parameters/panic_print" -> kernel.sysctl().text("kernel/panic_print");
      case "module/kernel/parameters/initcall_debug", "module/printk/parameters/always_kmsg_dump" ->
          orKept(kernel, path, "N");
      case "module/printk/parameters/console_no_auto_verbose" ->
          kernel.printk().isAutoVerbose() ? "N" : "Y";
      case "module/printk/parameters/ignore_loglevel" -> kernel.printk().ignoresLevel() ? "Y" : "N";
      case "module/printk/parameters/time", "module/printk/parameters/console_suspend" ->
          orKept(kernel, path, "Y");
      case "devices/system/cpu/online",
          "devices/system/cpu/present",
          "devices/system/cpu/possible" ->
          kernel.view().cpus() == 1 ? "0" : "0-" + (kernel.view().cpus() - 1);
      case "devices/system/cpu/kernel_max" -> isNew ? "511" : "5119";
      case "devices/system/cpu/offline", "devices/system/cpu/isolated" -> "";
      case "devices/system/node/online", "devices/system/node/possible" -> "0";
      case "devices/system/clocksource/clocksource0/available_clocksource" -> "tsc hpet acpi_pm ";
      case "devices/system/clocksource/clocksource0/current_clocksource" ->
          orKept(kernel, path, "tsc");
      case "class/dmi/id/sys_vendor" -> "QEMU";
      case "class/dmi/id/product_name" -> product(kernel.hardware());
      case "class/dmi/id/bios_vendor" -> "SeaBIOS";
      case "class/net/lo/address" -> "00:00:00:00:00:00";
      case "class/net/lo/mtu" -> orKept(kernel, path, "65536");
      case "class/net/lo/operstate" -> "unknown";
      case "firmware/acpi/pm_profile" -> "0";
      case "power/state" -> "freeze mem disk";
      case "power/disk" -> "[platform] shutdown reboot suspend" + (isNew ? " test_resume" : "");
      default -> orKept(kernel, path, "0");
    };
  }

  /** {@code QEMU Standard PC (...), BIOS ...} without maker and BIOS. */
  private static String product(String hardware) {
    int end = hardware.indexOf(", BIOS");
    int from = hardware.startsWith("QEMU ") ? 5 : 0;
    return hardware.substring(from, end < 0 ? hardware.length() : end);
  }

  private static String orKept(Kernel kernel, String path, String otherwise) {
    String kept = kernel.sysctl().text("/sys/" + path);
    return kept.isEmpty() ? otherwise : kept;
  }

  static @Nullable Errno store(Kernel kernel, String path, String text) {
    String word = SettingText.line(text, 4096).strip();
    return switch (path) {
      case "kernel/kexec_crash_size" -> {
        Long size = SettingText.integer(word);
        yield size == null ? Errno.EINVAL : kernel.kexec().shrink(size);
      }
      case "kernel/reboot/cpu", "kernel/reboot/force", "kernel/reboot/mode", "kernel/reboot/type" ->
          kernel.power().machineRestart().store(path.substring(REBOOT.length()), word);
      case "module/kernel/parameters/crash_kexec_post_notifiers" -> {
        Boolean on = truth(word);
        if (on != null) {
          kernel.view().setPostNotifiers(on);
        }
        yield on == null ? Errno.EINVAL : null;
      }
      case "module/kernel/parameters/panic",
          "module/kernel/parameters/panic_on_warn",
          "module/kernel/parameters/panic_print" -> {
        String setting = "kernel" + path.substring(path.lastIndexOf('/'));
        Long value = SettingText.integer(word);
        if (value == null || value != value.intValue()) {
          yield Errno.EINVAL;
        }
        kernel.sysctl().setText(setting, Long.toString(value));
        yield null;
      }
      case "module/printk/parameters/ignore_loglevel" -> {
        Boolean on = truth(word);
        if (on != null) {
          kernel.printk().setIgnoresLevel(on);
        }
        yield on == null ? Errno.EINVAL : null;
      }
      case "kernel/mm/transparent_hugepage/enabled",
          "kernel/mm/transparent_hugepage/defrag",
          "devices/system/clocksource/clocksource0/current_clocksource" ->
          choose(kernel, path, word);
      case "module/kernel/parameters/initcall_debug",
          "module/printk/parameters/always_kmsg_dump",
          "module/printk/parameters/console_suspend",
          "module/printk/parameters/time" -> {
        Boolean on = truth(word);
        yield on == null ? Errno.EINVAL : keep(kernel, path, on ? "Y" : "N");
      }
      case "module/printk/parameters/console_no_auto_verbose" -> {
        Boolean on = truth(word);
        if (on == null) {
          yield Errno.EINVAL;
        }
        kernel.printk().setAutoVerbose(!on);
        yield null;
      }
      case "power/state" -> Errno.EBUSY;
      default -> {
        Long value = SettingText.integer(word);
        yield value == null ? Errno.EINVAL : keep(kernel, path, word);
      }
    };
  }

  private static @Nullable Errno keep(Kernel kernel, String path, String value) {
    kernel.sysctl().setText("/sys/" + path, value);
    return null;
  }

  /** One word of several: the one in brackets counts. */
  private static @Nullable Errno choose(Kernel kernel, String path, String word) {
    String all = value(kernel, path).replace("[", "").replace("]", "");
    boolean clock = path.endsWith("current_clocksource");
    String choices = clock ? "tsc hpet acpi_pm" : all;
    if (!List.of(choices.split(" ")).contains(word)) {
      return Errno.EINVAL;
    }
    StringBuilder chosen = new StringBuilder();
    for (String each : choices.split(" ")) {
      chosen.append(chosen.length() == 0 ? "" : " ");
      chosen.append(each.equals(word) ? "[" + each + "]" : each);
    }
    return keep(kernel, path, clock ? word : chosen.toString());
  }

  /** strtobool: y, 1 or on; n, 0 or off. */
  private static @Nullable Boolean truth(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.startsWith("y") || lower.startsWith("1") || lower.equals("on")) {
      return true;
    }
    boolean off = lower.startsWith("n") || lower.startsWith("0") || lower.equals("off");
    return off ? Boolean.FALSE : null;
  }

  /** The names below class/tty. */
  static List<String> terminals(Kernel kernel) {
    List<String> names = new ArrayList<>(List.of("console", "ptmx", "tty"));
    for (int i = 0; i < 64; i++) {
      names.add("tty" + i);
    }
    for (int i = 0; i < 4; i++) {
      names.add("ttyS" + i);
    }
    return names;
  }

  /** {@code major:minor}. */
  static String terminal(String name) {
    String number =
        switch (name) {
          case "tty" -> "5:0";
          case "console" -> "5:1";
          case "ptmx" -> "5:2";
          default ->
              name.startsWith("ttyS")
                  ? "4:" + (64 + Integer.parseInt(name.substring(4)))
                  : "4:" + name.substring(3);
        };
    return number + "\n";
  }

  /**
   * Since 3.16 the devices that ACPI tells of, and that have no other bus, are platform devices.
   */
  static List<String> acpiPlatformDevices(Kernel kernel) {
    AcpiTables tables = kernel.view().acpi();
    List<String> names = new ArrayList<>(2);
    if (tables != null && ProcText.isNew(kernel)) {
      AmlNamespace namespace = AmlNamespace.of(tables.definitions());
      for (String id : ACPI_PLATFORM) {
        int number = 0;
        for (AmlDevice device : namespace.devices(id)) {
          if (device.isWorking()) {
            names.add(id + ":0" + number++);
          }
        }
      }
    }
    return names;
  }

  static String platformFile(String device, String name) {
    String id = device.substring(0, device.indexOf(':'));
    String alias = "acpi:" + id + ":" + (id.equals("QEMU0001") ? "QEMU0001:" : "");
    return name.equals("modalias") ? alias + "\n" : "MODALIAS=" + alias + "\n";
  }

  static boolean isPciFile(String name) {
    return PCI_FILES.contains(name);
  }

  static String pciFile(Kernel kernel, PciDevice device, String name) {
    return switch (name) {
      case "vendor" -> hex(device.vendor(), 4);
      case "device" -> hex(device.device(), 4);
      case "class" -> hex(device.classCode(), 6);
      case "revision" -> hex(device.function().read(8, 1), 2);
      case "subsystem_vendor" -> hex(device.function().read(0x2c, 2), 4);
      case "subsystem_device" -> hex(device.function().read(0x2e, 2), 4);
      case "irq" -> device.irq() + "\n";
      case "enable" -> PciText.driver(kernel, device).isEmpty() ? "0\n" : "1\n";
      case "numa_node" -> "-1\n";
      case "local_cpus" -> "1\n";
      case "modalias" -> modalias(device);
      default -> resources(device);
    };
  }

  private static String hex(int value, int digits) {
    return String.format(Locale.ROOT, "0x%0" + digits + "x\n", value);
  }

  private static String modalias(PciDevice device) {
    return String.format(
        Locale.ROOT,
        "pci:v%08Xd%08Xsv%08Xsd%08Xbc%02Xsc%02Xi%02X\n",
        device.vendor(),
        device.device(),
        device.function().read(0x2c, 2),
        device.function().read(0x2e, 2),
        device.classCode() >> 16,
        device.classCode() >> 8 & 0xff,
        device.classCode() & 0xff);
  }

  /** Start, end and flags (include/linux/ioport.h) of each region. */
  private static String resources(PciDevice device) {
    String[] lines = new String[13];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = line(0, 0, 0);
    }
    for (PciDevice.Region region : device.regions()) {
      long kind = region.io() ? 0x101 : 0x200 | (region.flags() & 0xf);
      long flags =
          region.flags() > 0xf
              ? 0x110
              : 0x40000 | kind | ((region.flags() & 8) != 0 && !region.io() ? 0x2000 : 0);
      lines[region.index()] = line(region.start(), region.start() + region.size() - 1, flags);
    }
    return String.join("", lines);
  }

  private static String line(long start, long end, long flags) {
    return String.format(Locale.ROOT, "0x%016x 0x%016x 0x%016x\n", start, end, flags);
  }
}
