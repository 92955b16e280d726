package org.pvpanic.bus;

/**
 * Watches writes to I/O space, as a probe on the bus does: it sees what the CPU puts on the wires,
 * and not whether anything listens. Called on the thread that serves the machine; must not block it
 * and must not write to the bus.
 */
@FunctionalInterface
public interface PortObserver {

  /**
   * A write begins; no device has seen it yet.
   *
   * @param port first port, 0 to 0xffff
   * @param size width in bytes: 1, 2 or 4
   * @param value the value; bits above {@code size} bytes are meaningless
   */
  void writing(int port, int size, int value);
}
