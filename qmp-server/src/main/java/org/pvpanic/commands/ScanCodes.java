package org.pvpanic.commands;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** What a PC keyboard sends for a key, in scan code set 1. */
final class ScanCodes {

  private static final int EXTENDED = 0xe0;
  private static final int RELEASED = 0x80;

  private ScanCodes() {}

  /**
   * The bytes for pressing keys in order; a key number is a scan code with bit 7 set for the prefix
   * 0xe0.
   */
  static byte[] pressed(List<Integer> keyNumbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    keyNumbers.forEach(key -> put(bytes, key, 0));
    return bytes.toByteArray();
  }

  /** The bytes for releasing them, last pressed first. */
  static byte[] released(List<Integer> keyNumbers) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = keyNumbers.size() - 1; i >= 0; i--) {
      put(bytes, keyNumbers.get(i), RELEASED);
    }
    return bytes.toByteArray();
  }

  private static void put(ByteArrayOutputStream bytes, int key, int released) {
    if ((key & 0x80) != 0) {
      bytes.write(EXTENDED);
    }
    bytes.write((key & 0x7f) | released);
  }
}
