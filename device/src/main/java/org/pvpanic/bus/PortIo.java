package org.pvpanic.bus;

/**
 * The x86 I/O space as software sees it: what {@code in} and {@code out} reach.
 *
 * <p>Drivers are written against this interface, so that the same driver runs on our board and,
 * through a remote implementation, on another one.
 */
public interface PortIo {

  /**
   * Reads from I/O space.
   *
   * @param port first port, 0 to 0xffff
   * @param size width in bytes: 1, 2 or 4
   * @return the value, little-endian, zero-extended (all 32 bits are used when {@code size} is 4)
   */
  int in(int port, int size);

  /**
   * Writes to I/O space.
   *
   * @param port first port, 0 to 0xffff
   * @param size width in bytes: 1, 2 or 4
   * @param value the value; bits above {@code size} bytes are ignored
   */
  void out(int port, int size, int value);

  /** Reads one byte, 0 to 0xff. */
  default int inb(int port) {
    return in(port, 1);
  }

  /** Writes the low 8 bits of {@code value}. */
  default void outb(int port, int value) {
    out(port, 1, value);
  }
}
