package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pvpanic.pci.PciBridge;
import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHost;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Vm;

/** The PCI functions of a machine, by the objects that stand for them. */
final class PciFunctions {

  private final List<Placed> all = new ArrayList<>();

  /**
   * A function with the number of its bus.
   *
   * @param bus 0 also for one that nobody has numbered
   */
  record Placed(PciFunction function, int bus) {}

  PciFunctions(Vm vm) {
    vm.machine().devices().stream()
        .filter(PciHost.class::isInstance)
        .forEach(host -> add(((PciHost) host).bus(), 0));
  }

  private void add(PciBus bus, int number) {
    for (PciFunction function : bus.functions()) {
      all.add(new Placed(function, number));
      if (function instanceof PciBridge bridge) {
        add(bridge.behind(), bridge.secondary());
      }
    }
  }

  /** All of them. */
  Set<PciFunction> all() {
    return all.stream().map(Placed::function).collect(Collectors.toSet());
  }

  /** The function that an object of a PCI device stands for. */
  Optional<Placed> of(QomObject device) {
    String bus = Objects.requireNonNull(device.property("parent_bus")).get().get().toString();
    String busName = bus.substring(bus.lastIndexOf('/') + 1);
    long place = device.number("addr");
    return all.stream()
        .filter(p -> p.function().devfn() == place && p.function().bus().name().equals(busName))
        .findFirst();
  }
}
