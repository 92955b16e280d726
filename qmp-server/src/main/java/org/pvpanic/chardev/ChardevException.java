package org.pvpanic.chardev;

/**
 * A back end that cannot be opened, or whose description is wrong. The message is the line, or the
 * lines, that QEMU 7.2 prints behind the option's name; it is empty where QEMU only repeats the
 * option.
 */
public final class ChardevException extends Exception {
  private static final long serialVersionUID = 1;

  /** Makes one with QEMU's message. */
  public ChardevException(String message) {
    super(message);
  }
}
