package org.pvpanic.chipset;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.pci.ConfigSpace;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciHost;
import org.pvpanic.pci.PciPlace;

/**
 * The host bridge of machine type pc.
 *
 * <p>Specification: Intel 82441FX datasheet, chapter 3. Here: who answers below 1 MiB. A reset
 * leaves that as it is, as QEMU does.
 */
public final class I440fx extends PciFunction {

  private static final int PAM = 0x59;
  private static final int SMRAM = 0x72;
  private static final int SMRAM_OPEN = 1 << 6;

  private static final PciHeader HEADER =
      PciHeader.of(0x8086, 0x1237, 0x0600, 2).value(SMRAM, 1, 0x02).fixed().build();

  private final MemoryRegion pci;
  private @Nullable Pam pam;

  /** The bridge, at 00.0. */
  public I440fx(PciHost host) {
    super("i440FX", HEADER, PciPlace.builtIn(host.bus(), 0, 0, false));
    pci = host.memory();
  }

  @Override
  protected void attached(Board board) {
    pam = new Pam(board, pci, PAM);
  }

  @Override
  protected void configWritten(int offset, int size) {
    boolean moved =
        ConfigSpace.overlap(offset, size, PAM, Pam.SIZE)
            || ConfigSpace.overlap(offset, size, SMRAM, 1);
    if (moved && pam != null) {
      pam.update(config(), (config().getByte(SMRAM) & SMRAM_OPEN) != 0);
    }
  }
}
