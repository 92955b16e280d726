package org.pvpanic.chipset;

import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciPlace;

/** The ISA bridge of machine type q35. */
public final class Ich9Lpc extends PciFunction {

  private static final PciHeader HEADER = PciHeader.of(0x8086, 0x2918, 0x0601, 2).fixed().build();

  /** The bridge, at 1f.0. */
  public Ich9Lpc(PciBus bus) {
    super("ICH9-LPC", HEADER, PciPlace.builtIn(bus, 0x1f, 0, true));
  }
}
