package org.pvpanic.guest.shell;

/** Puts the bytes of UTF-8 together to characters. */
final class Utf8Decoder {

  /** More bytes must follow. */
  static final int MORE = -1;

  private int value;
  private int missing;

  /** Takes a byte; returns a code point, or {@link #MORE}. What is no UTF-8 stands for itself. */
  int take(int b) {
    if (missing > 0 && (b & 0xc0) == 0x80) {
      value = value << 6 | (b & 0x3f);
      return --missing == 0 ? value : MORE;
    }
    missing = 0;
    if (b < 0xc2 || b > 0xf4) {
      return b;
    }
    missing = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
    value = b & (0x3f >> missing);
    return MORE;
  }
}
