package org.pvpanic.chipset;

import org.pvpanic.pci.PciBar;
import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciPlace;

/**
 * The IDE controller of machine type pc, function 1 of a PIIX3. Configuration space is all there is
 * of it: there are no disks.
 *
 * <p>Specification: Intel 82371SB datasheet, chapter 2.3.
 */
public final class Piix3Ide extends PciFunction {

  private static final PciHeader HEADER =
      PciHeader.of(0x8086, 0x7010, 0x0101, 0)
          .programmingInterface(0x80)
          .value(0x06, 2, 0x0280)
          .bar(PciBar.io(4, 16))
          .fixed()
          .build();

  /** The controller, at 01.1. */
  public Piix3Ide(PciBus bus) {
    super("piix3-ide", HEADER, PciPlace.builtIn(bus, 1, 1, false));
  }
}
