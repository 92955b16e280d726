package org.pvpanic.chipset;

import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Board;
import org.pvpanic.pci.ConfigSpace;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciHost;
import org.pvpanic.pci.PciPlace;

/**
 * The host bridge of machine type pc.
 *
 * <p>Specification: Intel 82441FX datasheet (290549). Here: configuration space, the memory that
 * the PAM registers (0x59 to 0x5f) show below 1 MiB, and bit 6 of SMRAM (0x72), which shows RAM in
 * place of PCI memory at 0xa0000. Left out: system management mode. At 0x57 QEMU has the amount of
 * RAM in units of 8 MiB. A reset changes none of all this.
 */
public final class I440fx extends PciFunction {

  private static final int RAM_SIZE = 0x57;
  private static final long RAM_UNIT = 8 << 20;
  private static final int PAM = 0x59;
  private static final int SMRAM = 0x72;
  private static final int SMRAM_OPEN = 1 << 6;

  private static final PciHeader HEADER =
      PciHeader.of(0x8086, 0x1237, 0x0600, 2).value(SMRAM, 1, 0x02).fixed().build();

  private final PciHost host;
  private @Nullable Pam pam;

  /** The bridge, at 00.0. */
  public I440fx(PciHost host) {
    super("i440FX", HEADER, PciPlace.builtIn(host.bus(), 0, 0, false));
    this.host = host;
  }

  @Override
  protected void attached(Board board) {
    pam = new Pam(board, host.memory(), PAM);
    config().set(RAM_SIZE, 1, Math.min(board.memory().size() / RAM_UNIT, 0xff));
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
