package org.pvpanic.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.pvpanic.acpi.AcpiPlatform;
import org.pvpanic.acpi.Chipset;
import org.pvpanic.acpi.IsaDevice;
import org.pvpanic.device.AcpiPowerManagement;
import org.pvpanic.machine.RamLayout;
import org.pvpanic.options.GlobalProperty;
import org.pvpanic.options.Settings;
import org.pvpanic.vm.MachineType.Family;
import org.pvpanic.vm.Vm;

/** Tells what ACPI is to describe of a machine: its chipset, and the devices that came to it. */
final class AcpiDescription implements Supplier<AcpiPlatform> {

  private static final long GIB = 1L << 30;

  /** What the boards have on their first PCI bus. */
  private static final Map<Family, List<Integer>> PCI =
      Map.of(
          Family.I440FX,
          List.of(0x00, 0x08, 0x09, 0x0b),
          Family.Q35,
          List.of(0x00, 0xf8, 0xfa, 0xfb));

  private final Vm vm;
  private final Settings settings;
  private final List<IsaDevice> isaDevices = new ArrayList<>();
  private final TreeSet<Integer> pciDevices = new TreeSet<>();

  /** A board's own devices; its serial ports come next. */
  AcpiDescription(Vm vm, Settings settings) {
    this.vm = vm;
    this.settings = settings;
    pciDevices.addAll(PCI.getOrDefault(vm.type().family(), List.of()));
    boolean clock = vm.type().family() != Family.MICROVM || !vm.kvm();
    if (clock) {
      add(new IsaDevice.RealTimeClock());
    }
  }

  /** Adds what a board has besides, when its serial ports are there. */
  void addBoards() {
    if (vm.type().family() == Family.I440FX) {
      add(new IsaDevice.Floppy());
    }
    if (vm.type().family() != Family.MICROVM) {
      add(new IsaDevice.Keyboard());
    }
  }

  /** Adds a device on the ISA bus. */
  void add(IsaDevice device) {
    isaDevices.add(0, device);
  }

  /** Adds a device on the first PCI bus. */
  void addPci(int place) {
    pciDevices.add(place);
  }

  /** A device left the first PCI bus. */
  void removePci(int place) {
    pciDevices.remove(place);
  }

  /** Whether the machine has ACPI tables. */
  boolean isWanted() {
    Family family = vm.type().family();
    return family != Family.NONE
        && family != Family.ISAPC
        && !settings.commandLine().has("no-acpi")
        && !isOff("acpi");
  }

  private boolean isOff(String property) {
    return "off".equals(settings.machine().properties().string(property));
  }

  /** Whether the machine has a high precision event timer. */
  static boolean hasHpet(Vm vm, Settings settings) {
    return vm.type().pciBus().isPresent()
        && !settings.commandLine().has("no-hpet")
        && settings.machine().properties().flag("hpet", true);
  }

  /** Whether the guest may go to a sleep state, {@code s3} or {@code s4}. */
  static boolean sleeps(Vm vm, Settings settings, String state) {
    String chipset = vm.type().family() == Family.Q35 ? "ICH9-LPC" : "PIIX4_PM";
    return settings.globals().stream()
        .filter(g -> g.driver().equals(chipset) && g.property().equals("disable_" + state))
        .reduce((first, last) -> last)
        .map(GlobalProperty::value)
        .map(value -> value.equals("0"))
        .orElse(true);
  }

  @Override
  public AcpiPlatform get() {
    return new AcpiPlatform(
        chipset(),
        vm.cpus().apicIds(),
        vm.cpus().present(),
        memory(),
        new AcpiPlatform.Power(
            AcpiPowerManagement.BASE,
            !isOff("smm"),
            sleeps(vm, settings, "s3"),
            sleeps(vm, settings, "s4"),
            hasHpet(vm, settings)),
        isaDevices,
        List.copyOf(pciDevices));
  }

  private Chipset chipset() {
    return switch (vm.type().family()) {
      case I440FX -> Chipset.PIIX4;
      case Q35 -> Chipset.ICH9;
      default -> Chipset.GED;
    };
  }

  private AcpiPlatform.MemoryMap memory() {
    RamLayout ram = vm.machine().config().ram();
    long end = RamLayout.FOUR_GIB + ram.high();
    long first = (end + GIB - 1) / GIB * GIB;
    long size = (vm.type().family() == Family.Q35 ? 32 : 2) * GIB;
    return new AcpiPlatform.MemoryMap(ram.low(), first, first + size - 1, 0, 0);
  }
}
