package org.pvpanic.device;

import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;

/**
 * Byte-wide ports as QEMU's older devices have them. An access of two bytes is one to each of two
 * ports, of which one behind the last reads all ones; one of four bytes reaches no port, unless the
 * device says otherwise.
 */
abstract class PortList implements IoRegion {

  private static final Access WHOLE = new Access(1, 0, true, 1, 4, true);

  private final String name;
  private final int length;

  /**
   * Ports.
   *
   * @param name what {@code info mtree} calls them
   * @param length how many there are
   */
  PortList(String name, int length) {
    this.name = name;
    this.length = length;
  }

  /** Reads a port. */
  abstract int read(int port);

  /** Writes a port. */
  abstract void write(int port, int value);

  @Override
  public final String name() {
    return name;
  }

  /** How many ports there are. */
  final int length() {
    return length;
  }

  @Override
  public final Access access() {
    return WHOLE;
  }

  @Override
  public int read(int offset, int size) {
    return switch (size) {
      case 1 -> read(offset);
      case 2 -> read(offset) | (offset + 1 < length ? read(offset + 1) : 0xff) << Byte.SIZE;
      default -> -1;
    };
  }

  @Override
  public void write(int offset, int size, int value) {
    if (size <= 2) {
      write(offset, value & 0xff);
    }
    if (size == 2 && offset + 1 < length) {
      write(offset + 1, value >> Byte.SIZE);
    }
  }
}
