package org.pvpanic.machine;

/** Where a keyboard is plugged in. */
public interface KeyboardPort {

  /** Keys were pressed and released: their scan codes of set 1, in order. */
  void press(byte[] scancodes);
}
