package org.pvpanic.chipset;

import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciPlace;

/** The host bridge of machine type pc. */
public final class I440fx extends PciFunction {

  private static final PciHeader HEADER = PciHeader.of(0x8086, 0x1237, 0x0600, 2).fixed().build();

  /** The bridge, at 00.0. */
  public I440fx(PciBus bus) {
    super("i440FX", HEADER, PciPlace.builtIn(bus, 0, 0, false));
  }
}
