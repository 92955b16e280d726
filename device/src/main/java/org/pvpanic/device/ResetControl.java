package org.pvpanic.device;

import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * The reset control register at port 0xcf9, by which PC software reboots: writing bit 2 resets the
 * machine, and the bits that choose what kind of reset it is are kept until then.
 *
 * <p>Specification: PIIX3 data sheet (Intel 290550), RC register; ICH9 data sheet (Intel 316972),
 * RST_CNT. It lies in front of the PCI configuration address register. Left out: every reset is a
 * full one, whatever the bits say, as on QEMU.
 */
public final class ResetControl implements Device, IoRegion {

  /** Its port. */
  public static final int PORT = 0xcf9;

  /** Bit 1: a hard reset rather than one of the CPU alone. */
  public static final int SYSTEM_RESET = 1 << 1;

  /** Bit 2: reset now. */
  public static final int RESET_CPU = 1 << 2;

  /** Bit 3, on the ICH9: power off and on again. */
  public static final int FULL_RESET = 1 << 3;

  private final String name;
  private final Access access;
  private final int kept;
  private Runnable reset = () -> {};
  private int value;

  private ResetControl(String name, Access access, int kept) {
    this.name = name;
    this.access = access;
    this.kept = kept;
  }

  /** That of the PIIX3 (machine type pc). */
  public static ResetControl piix3() {
    return new ResetControl("piix3-reset-control", Access.BYTES, SYSTEM_RESET);
  }

  /** That of the ICH9 (q35). */
  public static ResetControl ich9() {
    return new ResetControl("lpc-reset-control", Access.ANY, SYSTEM_RESET | FULL_RESET);
  }

  @Override
  public void attach(Board board) {
    reset = board::guestReset;
    board.ports().root().add(PORT, MemoryRegion.io(this, 1), 1);
  }

  @Override
  public void reset() {
    value = 0;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Access access() {
    return access;
  }

  @Override
  public int read(int offset, int size) {
    return value;
  }

  @Override
  public void write(int offset, int size, int written) {
    if ((written & RESET_CPU) != 0) {
      reset.run();
    } else {
      value = written & kept;
    }
  }
}
