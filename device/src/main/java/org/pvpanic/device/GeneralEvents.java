package org.pvpanic.device;

import java.util.Arrays;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;

/**
 * The registers of ACPI's general-purpose events: a bit each says whether it happened, and whether
 * it causes an interrupt. Only the first eight ever do.
 *
 * <p>Specification: ACPI 6.5, chapter 4.8.4.1.
 */
final class GeneralEvents implements IoRegion {

  private final byte[] registers;
  private final Runnable changed;

  /**
   * The registers.
   *
   * @param length bytes, the first half of them status
   * @param changed told after every write
   */
  GeneralEvents(int length, Runnable changed) {
    this.registers = new byte[length];
    this.changed = changed;
  }

  int length() {
    return registers.length;
  }

  /** One of the first eight events happens. */
  void raise(int event) {
    registers[0] |= (byte) (1 << event);
  }

  boolean isPending() {
    return (registers[0] & registers[length() / 2]) != 0;
  }

  /** All events are as if they had never happened. */
  void reset() {
    Arrays.fill(registers, (byte) 0);
  }

  @Override
  public String name() {
    return "acpi-gpe0";
  }

  @Override
  public Access access() {
    return Access.implementing(1, 1).valid(1, 4);
  }

  @Override
  public int read(int offset, int size) {
    return offset < length() ? registers[offset] : 0;
  }

  @Override
  public void write(int offset, int size, int value) {
    if (offset < length() / 2) {
      registers[offset] &= (byte) ~value;
    } else if (offset < length()) {
      registers[offset] = (byte) value;
    }
    changed.run();
  }
}
