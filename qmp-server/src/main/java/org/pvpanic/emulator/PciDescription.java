package org.pvpanic.emulator;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.acpi.PciTree;
import org.pvpanic.pci.PciBridge;
import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHost;

/** Tells ACPI what is on the PCI buses of a board. */
final class PciDescription {

  private final PciHost host;
  private final boolean root;
  private final boolean bridges;

  /**
   * A description.
   *
   * @param root whether devices on the first bus come and go by ACPI
   * @param bridges whether devices on other buses do
   */
  PciDescription(PciHost host, boolean root, boolean bridges) {
    this.host = host;
    this.root = root;
    this.bridges = bridges;
  }

  PciTree tree() {
    return of(host.bus());
  }

  private PciTree of(PciBus bus) {
    List<PciTree.Function> functions = new ArrayList<>();
    for (PciFunction function : bus.functions()) {
      if (!(function instanceof PciBridge)) {
        functions.add(new PciTree.Function(function.devfn(), function.removable(), null));
      }
    }
    List<PciBridge> newestFirst = bus.bridges();
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      PciBridge bridge = newestFirst.get(i);
      PciTree behind = bridges && !bridge.hot() ? of(bridge.behind()) : null;
      functions.add(new PciTree.Function(bridge.devfn(), bridge.removable(), behind));
    }
    return new PciTree(number(bus), bus.isExpress(), functions);
  }

  private int number(PciBus bus) {
    boolean served = bus.isRoot() ? root : bridges;
    int number = host.hotpluggableBuses().indexOf(bus);
    return served && number >= 0 ? number : PciTree.FIXED;
  }
}
