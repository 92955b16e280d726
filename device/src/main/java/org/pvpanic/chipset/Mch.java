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
 * The host bridge of machine type q35.
 *
 * <p>Specification: Intel 3 Series Express Chipset datasheet, chapter 5. Here: who answers below 1
 * MiB. Left out: configuration space in memory, and the top segment of system management mode.
 */
public final class Mch extends PciFunction {

  private static final int PAM = 0x90;
  private static final int SMRAM = 0x9d;
  private static final int SMRAM_SIZE = 2; // with the extended register behind it
  private static final int SMRAM_OPEN = 1 << 6;
  private static final int SMRAM_HIGH = 1 << 15;

  private static final PciHeader HEADER = PciHeader.of(0x8086, 0x29c0, 0x0600, 0).fixed().build();

  private final MemoryRegion pci;
  private @Nullable Pam pam;

  /** The bridge, at 00.0. */
  public Mch(PciHost host) {
    super("mch", HEADER, PciPlace.builtIn(host.bus(), 0, 0, false));
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
            || ConfigSpace.overlap(offset, size, SMRAM, SMRAM_SIZE);
    if (moved && pam != null) {
      int smram = config().getWord(SMRAM);
      pam.update(config(), (smram & SMRAM_OPEN) != 0 && (smram & SMRAM_HIGH) == 0);
    }
  }
}
