package org.pvpanic.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.pvpanic.acpi.AcpiPlatform;
import org.pvpanic.acpi.Chipset;
import org.pvpanic.acpi.IsaDevice;
import org.pvpanic.acpi.PciTree;
import org.pvpanic.device.CpuHotplug;
import org.pvpanic.machine.RamLayout;
import org.pvpanic.options.Settings;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHost;
import org.pvpanic.vm.MachineType.Family;
import org.pvpanic.vm.Vm;

/** Tells what ACPI is to describe of a machine: its chipset, and the devices that came to it. */
final class AcpiDescription implements Supplier<AcpiPlatform> {

  private static final long GIB = 1L << 30;
  private static final int PIIX4_POWER_MANAGEMENT = 0x0b;
  private static final int ICH9_ISA_BRIDGE = 0xf8;

  /** Where both have the address of the power management registers in configuration space. */
  private static final int BASE_REGISTER = 0x40;

  private static final int ICH9_ACPI_CONTROL = 0x44;
  private static final int ICH9_ACPI_ENABLE = 1 << 7;

  /** Where the Q35's host bridge has the address of configuration space in memory. */
  private static final int CONFIG_SPACE_REGISTER = 0x60;

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

  /** Where firmware has put the registers, by the configuration space of their function. */
  private int powerManagementBase() {
    return switch (vm.type().family()) {
      case I440FX -> (int) config(PIIX4_POWER_MANAGEMENT, BASE_REGISTER) & 0xffc0;
      case Q35 -> {
        boolean enabled = (config(ICH9_ISA_BRIDGE, ICH9_ACPI_CONTROL) & ICH9_ACPI_ENABLE) != 0;
        yield enabled ? (int) config(ICH9_ISA_BRIDGE, BASE_REGISTER) & 0xff80 : 0;
      }
      default -> 0;
    };
  }

  private long config(int place, int offset) {
    PciHost pci = board.pci();
    PciFunction function = pci == null ? null : pci.bus().at(place);
    return function == null ? 0 : Integer.toUnsignedLong(function.readConfig(offset, 4));
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
    long base = 0;
    long length = 0;
    if (vm.type().family() == Family.Q35) {
      long register = config(0, CONFIG_SPACE_REGISTER);
      length = (256L << 20) >> ((register >> 1) & 3); // for 256, 128 or 64 buses
      base = (register & 1) == 0 ? 0 : register & -length;
    }
    return new AcpiPlatform.MemoryMap(ram.low(), first, first + size - 1, base, length);
  }
}
