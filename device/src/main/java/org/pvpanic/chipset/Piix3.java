package org.pvpanic.chipset;

import org.pvpanic.pci.ConfigSpace;
import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciPlace;

/**
 * The ISA bridge of machine type pc, function 0 of a PIIX3.
 *
 * <p>Specification: Intel 82371SB datasheet, chapter 2.2. Here: configuration space. Left out: what
 * its registers do, since nothing on the board raises a PCI interrupt that the routes at 0x60 to
 * 0x63 would lead anywhere, and the chip's other parts (DMA, interrupt controllers, timers) are no
 * concern of its configuration space in QEMU, either. The reset control register at port 0xcf9 is a
 * device of its own.
 */
public final class Piix3 extends PciFunction {

  private static final PciHeader HEADER =
      PciHeader.of(0x8086, 0x7000, 0x0601, 0).value(0x07, 1, 0x02).fixed().build();

  /** What a reset puts where, one byte each; all other bytes of the chip's own stay. */
  private static final int[][] RESET = {
    {0x06, 0x00}, {0x07, 0x02}, {0x4c, 0x4d}, {0x4e, 0x03}, {0x4f, 0x00}, {0x60, 0x80},
    {0x61, 0x80}, {0x62, 0x80}, {0x63, 0x80}, {0x69, 0x02}, {0x70, 0x80}, {0x76, 0x0c},
    {0x77, 0x0c}, {0x78, 0x02}, {0x79, 0x00}, {0x80, 0x00}, {0x82, 0x00}, {0xa0, 0x08},
    {0xa2, 0x00}, {0xa3, 0x00}, {0xa4, 0x00}, {0xa5, 0x00}, {0xa6, 0x00}, {0xa7, 0x00},
    {0xa8, 0x0f}, {0xaa, 0x00}, {0xab, 0x00}, {0xac, 0x00}, {0xae, 0x00},
  };

  /** The bridge, at 01.0. */
  public Piix3(PciBus bus) {
    super("PIIX3", HEADER, PciPlace.builtIn(bus, 1, 0, true));
  }

  @Override
  protected void functionReset() {
    ConfigSpace config = config();
    for (int[] register : RESET) {
      config.set(register[0], 1, register[1]);
    }
  }
}
