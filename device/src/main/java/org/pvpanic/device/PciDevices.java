package org.pvpanic.device;

import java.util.List;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.pci.PciBridge;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciMaker;
import org.pvpanic.pci.PciPlace;
import org.pvpanic.pci.PciPlug;

/** Makes PCI functions by the name of their type, as a QEMU version builds them. */
public final class PciDevices implements PciMaker {

  /** The property of {@link PciPvpanic} that says what a read returns. */
  public static final String EVENTS = "events";

  /** The property of a root port that says whether functions may come and go behind it. */
  public static final String HOTPLUG = "hotplug";

  /** The property of a root port that is the number of its slot. */
  public static final String SLOT = "slot";

  /** The property of a root port that is its own number. */
  public static final String PORT = "port";

  /** The properties, besides whether the slot has more functions, that make a difference. */
  public static final List<String> PROPERTIES = List.of(EVENTS, HOTPLUG, SLOT, PORT);

  private final VersionProfile version;

  /** The devices of that QEMU. */
  public PciDevices(VersionProfile version) {
    this.version = version;
  }

  @Override
  public PciFunction make(PciPlug plug, PciPlace place) {
    if (plug.type().equals(PciPvpanic.TYPE)) {
      return new PciPvpanic(place, (int) plug.property(EVENTS), version);
    }
    boolean express = place.bus().isExpress() && !place.bus().isRoot();
    PciHeader header = InertPciHeaders.of(plug.type(), express);
    if (!header.isBridge()) {
      return new PciFunction(plug.type(), header, place);
    }
    return plug.type().equals(PcieRootPort.TYPE)
        ? new PcieRootPort(header, plug, place)
        : new PciBridge(plug.type(), header, place, false, true);
  }
}
