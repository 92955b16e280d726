package org.pvpanic.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.pvpanic.acpi.AcpiPlatform;
import org.pvpanic.acpi.Chipset;
import org.pvpanic.acpi.IsaDevice;
import org.pvpanic.acpi.PciTree;
import org.pvpanic.chipset.Ich9Lpc;
import org.pvpanic.chipset.Mch;
import org.pvpanic.chipset.Piix4Pm;
import org.pvpanic.device.CpuHotplug;
import org.pvpanic.machine.RamLayout;
import org.pvpanic.options.Settings;
import org.pvpanic.pci.MmConfig;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHost;
import org.pvpanic.vm.MachineType.Family;
import org.pvpanic.vm.Vm;

/** Tells what ACPI is to describe of a machine: its chipset, and the devices that came to it. */
final class AcpiDescription implements Supplier<AcpiPlatform> {

  private static final long GIB = 1L << 30;
  private final Vm vm;
  private final Settings settings;
  private final List<IsaDevice> isaDevices = new ArrayList<>();
  private final BoardTree board;

  /** A board's own devices; its serial ports come next. */
  AcpiDescription(Vm vm, Settings settings, BoardTree board) {
    this.vm = vm;
    this.settings = settings;
    this.board = board;
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

  /** The registers that tell which CPUs there are. */
  CpuHotplug cpuHotplug() {
    return new CpuHotplug(chipset().cpuRegisters(), vm.cpus().apicIds());
  }

  /** Whether the machine has a high precision event timer. */
  static boolean hasHpet(Vm vm, Settings settings) {
    return vm.type().pciBus().isPresent()
        && !settings.commandLine().has("no-hpet")
        && settings.machine().properties().flag("hpet", true);
  }

  @Override
  public AcpiPlatform get() {
    BoardGlobals globals = board.globals();
    boolean bridges = globals.bridgesHotplugByAcpi();
    boolean root = globals.rootHotplugsByAcpi();
    PciHost pci = board.pci();
    return new AcpiPlatform(
        chipset(),
        vm.cpus().apicIds(),
        vm.cpus().present(),
        memory(),
        new AcpiPlatform.Power(
            powerManagementBase(),
            !isOff("smm"),
            globals.sleeps("s3"),
            globals.sleeps("s4") ? globals.sleepTypeOfDisk() : AcpiPlatform.Power.NO_SUCH_STATE,
            hasHpet(vm, settings)),
        isaDevices,
        vm.type().isVersionedBefore("5.2") ? 1 : 0,
        pci == null ? PciTree.NONE : new PciDescription(pci, root, bridges).tree(),
        pci != null && (root || bridges));
  }

  /** Where firmware has put the registers. */
  private int powerManagementBase() {
    return switch (vm.type().family()) {
      case I440FX -> function(Piix4Pm.class).powerBase();
      case Q35 -> function(Ich9Lpc.class).powerBase();
      default -> 0;
    };
  }

  private <F extends PciFunction> F function(Class<F> kind) {
    return Objects.requireNonNull(board.pci()).bus().functions().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
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
    boolean high = !vm.type().isVersionedBefore("2.11");
    long first = high ? (end + GIB - 1) / GIB * GIB : 0;
    long size = (vm.type().family() == Family.Q35 ? 32 : 2) * GIB;
    MmConfig.Place config =
        vm.type().family() == Family.Q35 ? function(Mch.class).configWindow() : null;
    long base = config == null ? 0 : config.address();
    long length = config == null ? 0 : config.size();
    return new AcpiPlatform.MemoryMap(ram.low(), first, first + size - 1, base, length);
  }
}
