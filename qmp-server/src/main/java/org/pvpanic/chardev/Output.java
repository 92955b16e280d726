package org.pvpanic.chardev;

/** Where output goes. Used on the event loop only. */
interface Output {
  /** Writes without blocking; what is not taken waits. Errors end the output silently. */
  void write(byte[] bytes, int off, int len);

  /** How many bytes wait. */
  int pending();

  /** Writes as much of what waits as is taken now. */
  void flush();

  /** Closes it, after a last try to write what waits. */
  void close();
}
