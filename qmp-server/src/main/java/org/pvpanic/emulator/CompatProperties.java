package org.pvpanic.emulator;

import java.util.List;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.MachineType;

/**
 * What devices of a board have otherwise on machine types of older versions: QEMU's {@code
 * hw_compat} and {@code pc_compat} lists back to 4.0. Left out: what is older.
 */
final class CompatProperties {

  private static final List<Compat> ALL =
      List.of(
          new Compat("7.0", "PIIX4_PM", "x-not-migrate-acpi-index", true),
          new Compat("6.1", "i8042", "extended-state", false),
          new Compat("6.1", "ICH9-LPC", "acpi-pci-hotplug-with-bridge-support", false),
          new Compat("6.0", "PIIX4_PM", "smm-compat", true),
          new Compat("6.0", "ICH9-LPC", "smm-compat", true),
          new Compat("6.0", "ICH9-LPC", "x-smi-cpu-hotunplug", false),
          new Compat("5.2", "ICH9-LPC", "x-smi-cpu-hotplug", false),
          new Compat("5.1", "pci-host-bridge", "x-config-reg-migration-enabled", false),
          new Compat("5.1", "vmport", "x-read-set-eax", false),
          new Compat("5.1", "vmport", "x-signal-unsupported-cmd", false),
          new Compat("5.1", "vmport", "x-report-vmx-type", false),
          new Compat("5.1", "vmport", "x-cmds-v2", false),
          new Compat("5.0", "fw_cfg", "acpi-mr-restore", false),
          new Compat("4.2", "mch", "smbase-smram", false));

  /** A value that a type's property has on machine types before a version. */
  private record Compat(String before, String type, String property, boolean value) {}

  private CompatProperties() {}

  /** Gives a device of a board what it has on that machine type. */
  static void apply(MachineType machine, QomObject device) {
    for (Compat compat : ALL) {
      if (device.isA(compat.type()) && machine.isVersionedBefore(compat.before())) {
        device.value(compat.property(), compat.value());
      }
    }
    if (device.isA("ICH9-LPC") && machine.isVersionedBefore("6.1")) {
      device.remove("acpi-pci-hotplug[0]"); // it has no registers to tell of hot-plug by ACPI
    }
  }
}
