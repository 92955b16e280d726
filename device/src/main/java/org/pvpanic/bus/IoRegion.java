package org.pvpanic.bus;

/**
 * The registers that a device puts on a bus. Offsets count from the region's first address.
 *
 * <p>The bus has split an access to the widths that {@link #access} names before it gets here. A
 * wide access to a byte-wide region arrives as consecutive bytes that may lie past the region's
 * end: QEMU passes them to the device that the access started in, and so do we (a 16-bit read of
 * the one-byte pvpanic port is {@code 0x0303}).
 */
public interface IoRegion {

  /** The name that {@code info mtree} shows. */
  String name();

  /** Reads {@code size} bytes at {@code offset}; the bus ignores what is above them. */
  int read(int offset, int size);

  /** Writes the low {@code size} bytes of {@code value}, which has no more, at {@code offset}. */
  void write(int offset, int size, int value);

  /** The widths that are valid, and those that the device implements. */
  default Access access() {
    return Access.BYTES;
  }

  /**
   * Whether the region takes an access at all; one that it does not take reads as zeros and writes
   * nothing.
   *
   * @param size 1, 2 or 4
   */
  default boolean accepts(int offset, int size, boolean write) {
    return true;
  }
}
