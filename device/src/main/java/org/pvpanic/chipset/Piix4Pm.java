package org.pvpanic.chipset;

import org.pvpanic.machine.Board;
import org.pvpanic.pci.ConfigSpace;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciHost;
import org.pvpanic.pci.PciPlace;

/**
 * The power management function of machine type pc, function 3 of what is a PIIX4 here.
 *
 * <p>Specification: Intel 82371AB datasheet, chapter 7.
 */
public final class Piix4Pm extends PciFunction {

  private static final int HOTPLUG = 0xae00;

  private static final PciHeader HEADER =
      PciHeader.of(0x8086, 0x7113, 0x0680, 3)
          .value(0x06, 2, 0x0280)
          .interruptPin(1)
          .value(0x5f, 1, 0x10)
          .value(0x63, 1, 0x60)
          .value(0x90, 2, 0xb101)
          .value(0xd2, 1, 0x09)
          .fixed()
          .build();

  private final AcpiPciHotplug hotplug;

  /** The function, at 01.3. */
  public Piix4Pm(PciHost host) {
    super("PIIX4_PM", HEADER, PciPlace.builtIn(host.bus(), 1, 3, false));
    hotplug = new AcpiPciHotplug(host, () -> {});
  }

  @Override
  protected void attached(Board board) {
    hotplug.attach(board, HOTPLUG);
  }

  @Override
  protected void functionReset() {
    ConfigSpace config = config();
    config.set(0x58, 4, 0);
    config.set(0x40, 1, 1);
    config.set(0x80, 1, 0);
    hotplug.reset();
  }
}
