package org.pvpanic.emulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pvpanic.qom.QomException;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Vm;

/**
 * The objects of a board as it is before any {@code -device}: CPUs, bridges and buses, at the paths
 * that they have in QEMU 7.2.
 */
final class BoardTree {

  private final Vm vm;
  private final QomObject machine;
  private final QomObject unattached;
  private final QomObject peripheral;
  private final QomObject anonymous;
  private final Map<String, Bus> buses = new LinkedHashMap<>();

  /** Puts an empty board of {@code vm} into its object tree. */
  BoardTree(Vm vm) {
    this.vm = vm;
    this.machine = vm.board();
    this.unattached = machine.add("unattached", "container");
    this.peripheral = machine.add("peripheral", "container");
    this.anonymous = machine.add("peripheral-anon", "container");
  }

  /** Puts onto the board what the machine type has on it. */
  void populate() {
    switch (vm.type().family()) {
      case I440FX -> addI440fx();
      case Q35 -> addQ35();
      case ISAPC -> {
        addCpus(false);
        addIsaBridge("isabus-bridge");
      }
      case MICROVM -> {
        addCpus(true);
        addIsaBridge("isabus-bridge");
      }
      case NONE -> {}
    }
    if (vm.type().hasIsa()) {
      machine.add("fw_cfg", "fw_cfg_io");
    }
  }

  /** Where devices with an id are. */
  QomObject peripheral() {
    return peripheral;
  }

  /** Where devices without an id are. */
  QomObject anonymous() {
    return anonymous;
  }

  /** The buses by name, those of the board first. */
  Map<String, Bus> buses() {
    return buses;
  }

  private void addI440fx() {
    addCpus(true);
    QomObject host = machine.add("i440fx", "i440FX-pcihost");
    host.add("ioapic", "ioapic");
    Bus pci = addBus(host, "pci.0", "PCI");
    plugBuiltIn(pci, 0, 0, "i440FX", false);
    unattached.add("device[*]", "i440FX");
    plugBuiltIn(pci, 1, 0, "PIIX3", true);
    addIsaBridge("PIIX3");
    plugBuiltIn(pci, 1, 1, "piix3-ide", false);
    plugBuiltIn(pci, 1, 3, "PIIX4_PM", false);
  }

  private void addQ35() {
    addCpus(true);
    QomObject host = machine.add("q35", "q35-pcihost");
    Bus pcie = addBus(host, "pcie.0", "PCIE");
    host.add("mch", "mch");
    host.add("ioapic", "ioapic");
    plugBuiltIn(pcie, 0, 0, "mch", false);
    plugBuiltIn(pcie, 0x1f, 0, "ICH9-LPC", true);
    addIsaBridge("ICH9-LPC");
    plugBuiltIn(pcie, 0x1f, 2, "ich9-ahci", false);
    plugBuiltIn(pcie, 0x1f, 3, "ICH9-SMB", false);
  }

  private static void plugBuiltIn(
      Bus bus, int slot, int function, String type, boolean multifunction) {
    bus.slots().plug(slot * 8 + function, type, null, multifunction);
  }

  private void addIsaBridge(String type) {
    addBus(unattached.add("device[*]", type), "isa.0", "ISA");
  }

  private Bus addBus(QomObject parent, String name, String type) {
    Bus bus = new Bus(parent.add(name, type), type.equals("PCI"));
    buses.put(name, bus);
    return bus;
  }

  /** The first interrupt controller of a CPU brings a device that takes the number behind it. */
  private void addCpus(boolean withApic) {
    for (int i = 0; i < vm.cpus().present(); i++) {
      QomObject cpu = unattached.add("device[*]", vm.cpus().type());
      cpu.property("realized", "bool", () -> true);
      cpu.property("hotplugged", "bool", () -> false);
      cpu.property("hotpluggable", "bool", () -> true);
      cpu.property("unavailable-features", "strList", Collections::emptyList);
      int number = i;
      cpu.property("crash-information", "GuestPanicInformation", () -> crashInformation(number));
      vm.addCpu(cpu.path());
      if (i == 0 && withApic) {
        unattached.add("device[*]", "kvmvapic");
      }
    }
  }

  /** Only some hypervisors' panics come with information; pvpanic's never do. */
  private Object crashInformation(int cpu) {
    boolean crashed = vm.machine().crashOccurred(cpu);
    throw new QomException(crashed ? "No crash information" : "No crash occurred");
  }
}
