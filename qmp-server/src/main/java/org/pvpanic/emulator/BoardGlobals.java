package org.pvpanic.emulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pvpanic.options.GlobalProperty;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.vm.MachineType.Family;
import org.pvpanic.vm.Vm;

/** What the user says with {@code -global} of the devices that a board brings. */
final class BoardGlobals {

  private static final int TSEG_MBYTES_MAX = 0xfff;
  private static final int FILE_SLOTS_MIN = 0x10;

  /** Keys have 14 bits, and those of files begin at 0x20. */
  private static final int FILE_SLOTS_MAX = 0x3fe0;

  private final Vm vm;
  private final List<GlobalProperty> globals;
  private final Map<String, DeviceProperties> read = new HashMap<>();

  BoardGlobals(Vm vm, Settings settings) {
    this.vm = vm;
    this.globals = settings.globals();
  }

  /**
   * The values of the properties that the user gave for a type of device.
   *
   * @throws QemuError for one that the type does not have or that has a wrong value
   */
  Map<String, Object> of(String type) {
    return globals.isEmpty() || type.startsWith("$") ? Map.of() : properties(type).changed();
  }

  private DeviceProperties properties(String type) {
    return read.computeIfAbsent(
        type,
        name ->
            DeviceProperties.ofBoard(vm.qom().types().find(name).orElseThrow(), globals, vm.qom()));
  }

  /** Whether the guest may go to a sleep state, {@code s3} or {@code s4}. */
  boolean sleeps(String state) {
    return powerManagement().number("disable_" + state) == 0;
  }

  /** What a guest writes to go to S4. */
  int sleepTypeOfDisk() {
    return (int) powerManagement().number("s4_val");
  }

  /** Whether functions behind bridges come and go by ACPI, on type q35 only since 6.1. */
  boolean bridgesHotplugByAcpi() {
    boolean otherwise = vm.type().family() != Family.Q35 || !vm.type().isVersionedBefore("6.1");
    return flag(powerManagement(), "acpi-pci-hotplug-with-bridge-support", otherwise);
  }

  /** Whether those on the first bus do, which type q35 does not know. */
  boolean rootHotplugsByAcpi() {
    return vm.type().family() != Family.Q35
        && flag(powerManagement(), "acpi-root-pci-hotplug", true);
  }

  private DeviceProperties powerManagement() {
    return properties(vm.type().family() == Family.Q35 ? "ICH9-LPC" : "PIIX4_PM");
  }

  private static boolean flag(DeviceProperties of, String name, boolean otherwise) {
    return of.isGiven(name) ? of.flag(name) : otherwise;
  }

  /**
   * The size in MiB of the largest TSEG of type q35; 0 where there is no choice, before 2.10.
   *
   * @throws QemuError when it cannot be
   */
  int tsegMbytes() {
    DeviceProperties bridge = properties("mch");
    boolean old = vm.type().isVersionedBefore("2.10") && !bridge.isGiven("extended-tseg-mbytes");
    long size = old ? 0 : bridge.number("extended-tseg-mbytes");
    if (size > TSEG_MBYTES_MAX) {
      throw new QemuError("invalid extended-tseg-mbytes value: " + size);
    }
    return (int) size;
  }

  /**
   * How many files fw_cfg has room for: 32, and 16 before 2.9.
   *
   * @throws QemuError when it cannot be
   */
  int fileSlots() {
    DeviceProperties fwCfg = properties("fw_cfg_io");
    boolean old = vm.type().isVersionedBefore("2.9") && !fwCfg.isGiven("x-file-slots");
    long slots = old ? FILE_SLOTS_MIN : fwCfg.number("x-file-slots");
    if (slots < FILE_SLOTS_MIN) {
      throw new QemuError("\"file_slots\" must be at least 0x%x".formatted(FILE_SLOTS_MIN));
    }
    if (slots > FILE_SLOTS_MAX) {
      throw new QemuError("\"file_slots\" must not exceed 0x%x".formatted(FILE_SLOTS_MAX));
    }
    return (int) slots;
  }
}
