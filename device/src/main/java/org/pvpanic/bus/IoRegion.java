package org.pvpanic.bus;

/**
 * The registers that a device puts on a bus. Offsets count from the region's first address.
 *
 * <p>The bus has split an access to the widths that {@link #implSize} names before it gets here. A
 * wide access to a byte-wide region arrives as consecutive bytes that may lie past the region's
 * end: QEMU passes them to the device that the access started in, and so do we (a 16-bit read of
 * the one-byte pvpanic port is {@code 0x0303}).
 */
public interface IoRegion {

  /** The name that {@code info mtree} shows. */
  String name();

  /** Reads {@code size} bytes at {@code offset}; the value is zero-extended. */
  int read(int offset, int size);

  /** Writes the low {@code size} bytes of {@code value} at {@code offset}. */
  void write(int offset, int size, int value);

  /** The width in bytes (1, 2 or 4) of the widest access that the device itself implements. */
  default int implSize() {
    return 1;
  }
}
