package org.pvpanic.chipset;

import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;

/**
 * SMI_EN and SMI_STS of the ICH9: what would cause a system management interrupt, if there were
 * any.
 *
 * <p>Specification: Intel I/O Controller Hub 9 datasheet (316972), chapter 13.8.3.8 and 9.
 */
final class Ich9SmiRegisters implements IoRegion {

  private int enable;
  private int writable = -1;

  void reset() {
    enable = 0;
    writable = -1;
  }

  /** Bit 0, which enables them all, stays as it is until the next reset. */
  void lock() {
    writable &= ~1;
  }

  @Override
  public String name() {
    return "acpi-smi";
  }

  @Override
  public Access access() {
    return Access.ANY.valid(4, 4);
  }

  @Override
  public int read(int offset, int size) {
    return offset == 0 ? enable : 0;
  }

  @Override
  public void write(int offset, int size, int value) {
    if (offset == 0) {
      enable = (enable & ~writable) | (value & writable);
    }
  }
}
