package org.pvpanic.pci;

/**
 * A base address register of a kind of function.
 *
 * @param number 0 to 5, or {@link #ROM}
 * @param io whether it is for I/O ports, not memory
 * @param wide whether it has 64 bits, and so takes the place of the next one, too
 * @param prefetch whether reads have no side effects
 * @param size bytes that the function has there, a power of two
 */
public record PciBar(int number, boolean io, boolean wide, boolean prefetch, long size) {

  /** The expansion ROM's. */
  public static final int ROM = 6;

  /** Bit 0 of the expansion ROM's register: it is decoded. */
  static final int ROM_ENABLE = 1;

  private static final int FIRST = 0x10;
  private static final int ROM_OFFSET = 0x30;
  private static final int ROM_OFFSET_IN_BRIDGE = 0x38;
  private static final int IO_SPACE = 1;
  private static final int MEMORY_64 = 4;
  private static final int PREFETCH = 8;

  /** I/O ports. */
  public static PciBar io(int number, int size) {
    return new PciBar(number, true, false, false, size);
  }

  /** Memory that is addressed with 32 bits. */
  public static PciBar memory(int number, long size) {
    return new PciBar(number, false, false, false, size);
  }

  /** Where its register is in configuration space. */
  int offset(boolean inBridge) {
    if (number == ROM) {
      return inBridge ? ROM_OFFSET_IN_BRIDGE : ROM_OFFSET;
    }
    return FIRST + number * Integer.BYTES;
  }

  /** Bytes of its register. */
  int width() {
    return wide ? Long.BYTES : Integer.BYTES;
  }

  /** The bits that say what it is. */
  int type() {
    return io ? IO_SPACE : (wide ? MEMORY_64 : 0) | (prefetch ? PREFETCH : 0);
  }

  /** The bits of the register that can be written. */
  long writable() {
    return -size | (number == ROM ? ROM_ENABLE : 0);
  }
}
