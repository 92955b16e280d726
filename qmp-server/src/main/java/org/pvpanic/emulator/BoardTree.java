package org.pvpanic.emulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chipset.Chipsets;
import org.pvpanic.device.PciDevices;
import org.pvpanic.pci.PciHost;
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
  private @Nullable PciHost pci;

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

  /** Where its PCI buses are, if it has any. */
  @Nullable PciHost pci() {
    return pci;
  }

  /** The buses by name, those of the board first. */
  Map<String, Bus> buses() {
    return buses;
  }

  private void addI440fx() {
    addCpus(true);
    pci = Chipsets.plugI440fx(vm.machine(), new PciDevices(vm.version()));
    addBus(machine.add("i440fx", "i440FX-pcihost"), "pci.0", "PCI");
    unattached.add("device[*]", "i440FX");
    addIsaBridge("PIIX3");
  }

  private void addQ35() {
    addCpus(true);
    pci = Chipsets.plugQ35(vm.machine(), new PciDevices(vm.version()));
    QomObject host = machine.add("q35", "q35-pcihost");
    addBus(host, "pcie.0", "PCIE");
    host.add("mch", "mch");
    addIsaBridge("ICH9-LPC");
  }

  private void addIsaBridge(String type) {
    addBus(unattached.add("device[*]", type), "isa.0", "ISA");
  }

  private void addBus(QomObject parent, String name, String type) {
    buses.put(name, new Bus(parent.add(name, type), type.equals("PCI")));
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
