package org.pvpanic.chipset;

import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.device.Unmodelled;
import org.pvpanic.machine.Board;
import org.pvpanic.pci.PciBar;
import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciPlace;

/**
 * The SMBus controller of machine type q35: its configuration space, and registers that have an
 * address and no function.
 *
 * <p>Specification: Intel I/O Controller Hub 9 datasheet, chapter 20.1.
 */
public final class Ich9Smbus extends PciFunction {

  /** Host configuration; bit 3, soft reset, reads 0 at once. */
  private static final int HOSTC = 0x40;

  private static final int SOFT_RESET = 1 << 3;

  private static final PciHeader HEADER =
      PciHeader.of(0x8086, 0x2930, 0x0c05, 2).interruptPin(1).bar(PciBar.io(4, 64)).fixed().build();

  /** The controller, at 1f.3. */
  public Ich9Smbus(PciBus bus) {
    super("ICH9-SMB", HEADER, PciPlace.builtIn(bus, 0x1f, 3, true));
  }

  @Override
  protected MemoryRegion content(PciBar bar, Board board) {
    return MemoryRegion.io(new Unmodelled("pm-smbus", 0), bar.size());
  }

  @Override
  protected void configWritten(int offset, int size) {
    config().set(HOSTC, 1, config().getByte(HOSTC) & ~SOFT_RESET);
  }
}
