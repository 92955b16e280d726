package org.pvpanic.bus;

/**
 * Physical memory as software sees it: RAM and the registers that devices have there.
 *
 * <p>Drivers are written against this interface, so that the same driver runs on our board and,
 * through a remote implementation, on another one. Values are little-endian. An address where
 * nothing is reads as zeros and swallows writes.
 */
public interface MemoryIo {

  /**
   * Reads a number.
   *
   * @param address physical, 64 bits, unsigned
   * @param size width in bytes: 1, 2, 4 or 8
   * @return the value, zero-extended
   */
  long load(long address, int size);

  /**
   * Writes a number.
   *
   * @param address physical, 64 bits, unsigned
   * @param size width in bytes: 1, 2, 4 or 8
   * @param value the value; bits above {@code size} bytes are ignored
   */
  void store(long address, int size, long value);

  /** Copies {@code length} bytes from {@code address} on to {@code into}. */
  void read(long address, byte[] into, int offset, int length);

  /** Copies {@code length} bytes of {@code from} to {@code address} and what follows. */
  void write(long address, byte[] from, int offset, int length);
}
