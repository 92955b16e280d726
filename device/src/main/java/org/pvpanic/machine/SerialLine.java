package org.pvpanic.machine;

/**
 * What is plugged into a {@link SerialPort}. Called on the thread that serves the machine; must not
 * block.
 */
public interface SerialLine {

  /** The port sent one byte. */
  void transmit(byte value);

  /** The burst of bytes is over: pass on what has been gathered. */
  void flush();

  /** The port has room again after it had none. */
  void roomAgain();
}
