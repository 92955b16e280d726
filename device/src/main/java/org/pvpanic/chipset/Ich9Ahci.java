package org.pvpanic.chipset;

import org.pvpanic.pci.PciBar;
import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciPlace;

/**
 * The SATA controller of machine type q35. Configuration space is all there is of it: there are no
 * disks.
 *
 * <p>Specification: Intel I/O Controller Hub 9 datasheet, chapter 15.1; Serial ATA AHCI 1.3,
 * chapter 2.
 */
public final class Ich9Ahci extends PciFunction {

  private static final int CAPABILITY_SATA = 0x12;

  private static final PciHeader HEADER =
      PciHeader.of(0x8086, 0x2922, 0x0106, 2)
          .programmingInterface(0x01)
          .interruptPin(1)
          .value(0x90, 1, 0x40)
          .bar(PciBar.io(4, 32))
          .bar(PciBar.memory(5, 4096))
          .capability(CAPABILITY_SATA, 0xa8, 8)
          .value(0xaa, 2, 0x0010)
          .value(0xac, 4, 0x48)
          .msi(0x80)
          .fixed()
          .build();

  /** The controller, at 1f.2. */
  public Ich9Ahci(PciBus bus) {
    super("ich9-ahci", HEADER, PciPlace.builtIn(bus, 0x1f, 2, true));
  }
}
