package org.pvpanic.chipset;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.PhysicalMemory;

/**
 * The chipset configuration registers of the ICH9 (its root complex register block): 16 KiB that
 * hold what is written to them.
 *
 * <p>Specification: Intel I/O Controller Hub 9 datasheet (316972), chapter 10.
 */
final class ChipsetConfiguration implements IoRegion {

  /** Bytes of registers. */
  static final int LENGTH = 16 << 10;

  /** To which PIRQs the pins of devices 25 to 31 but 30 are routed. */
  private static final int[] ROUTES = {0x3140, 0x3144, 0x3146, 0x3148, 0x314c, 0x3150};

  private static final int ROUTE_DEFAULT = 0x3210;

  /** General control and status; bit 5: the watchdog does not reboot. */
  private static final int GCS = 0x3410;

  private static final int GCS_DEFAULT = 0x20;

  /** Made when somebody looks, which few do. */
  private @Nullable PhysicalMemory registers;

  void reset() {
    registers = null;
  }

  private PhysicalMemory registers() {
    PhysicalMemory there = registers;
    if (there == null) {
      there = new PhysicalMemory(LENGTH);
      for (int route : ROUTES) {
        there.store(route, 2, ROUTE_DEFAULT);
      }
      there.store(GCS, 4, GCS_DEFAULT);
      registers = there;
    }
    return there;
  }

  @Override
  public String name() {
    return "lpc-rcrb-mmio";
  }

  @Override
  public Access access() {
    return Access.ANY;
  }

  @Override
  public int read(int offset, int size) {
    return (int) registers().load(offset, Math.min(size, LENGTH - offset));
  }

  @Override
  public void write(int offset, int size, int value) {
    registers().store(offset, Math.min(size, LENGTH - offset), value);
  }
}
