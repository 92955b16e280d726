package org.pvpanic.commands;

/** What a PC keyboard sends for a key, in scan code set 1. */
final class ScanCodes {

  private static final int EXTENDED = 0xe0;
  private static final int RELEASED = 0x80;

  private ScanCodes() {}

  /**
   * The bytes for a key that is pressed or released.
   *
   * @param key a scan code, with bit 7 set for the prefix 0xe0
   */
  static byte[] of(int key, boolean pressed) {
    byte code = (byte) ((key & 0x7f) | (pressed ? 0 : RELEASED));
    return (key & 0x80) == 0 ? new byte[] {code} : new byte[] {(byte) EXTENDED, code};
  }
}
