package org.pvpanic.chipset;

import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciPlace;

/** The host bridge of machine type q35. */
public final class Mch extends PciFunction {

  private static final PciHeader HEADER = PciHeader.of(0x8086, 0x29c0, 0x0600, 0).fixed().build();

  /** The bridge, at 00.0. */
  public Mch(PciBus bus) {
    super("mch", HEADER, PciPlace.builtIn(bus, 0, 0, false));
  }
}
