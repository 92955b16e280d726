package org.pvpanic.guest.linux;

/** Where printk's lines go besides the log. */
@FunctionalInterface
interface Console {

  /** Writes bytes at once, in the step that is running. */
  void write(byte[] bytes);
}
