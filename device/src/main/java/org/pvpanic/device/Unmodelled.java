package org.pvpanic.device;

import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;

/**
 * Registers that are there, in the place and under the name that they have in QEMU, and have no
 * function: every byte reads the same, and writes are lost.
 *
 * @param name what {@code info mtree} calls them
 * @param value of each byte, 0 to 0xff
 * @param access the widths that they take
 */
public record Unmodelled(String name, int value, Access access) implements IoRegion {

  /** Registers that take accesses of every width. */
  public Unmodelled(String name, int value) {
    this(name, value, Access.BYTES);
  }

  @Override
  public int read(int offset, int size) {
    return value * 0x0101_0101;
  }

  @Override
  public void write(int offset, int size, int written) {}
}
