package org.pvpanic.qtest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Bytes in a line, read as forgivingly as QEMU 7.2 does. */
final class Encodings {

  private static final int RADIX = 16;

  /** Base64 stands in groups of so many characters. */
  private static final int GROUP = 4;

  private static final char PADDING = '=';
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int BITS_PER_DIGIT = 6;

  private Encodings() {}

  /**
   * Reads two hexadecimal digits a byte. What is missing, a lone last digit too, is zero; what is
   * no digit counts as -1, which makes its half of the byte and those above it ones.
   *
   * @param size how many bytes there are to be
   */
  static byte[] hex(String digits, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size && 2 * i + 2 <= digits.length(); i++) {
      int high = Character.digit(digits.charAt(2 * i), RADIX);
      int low = Character.digit(digits.charAt(2 * i + 1), RADIX);
      bytes[i] = (byte) (high * RADIX | low);
    }
    return bytes;
  }

  /**
   * Reads Base64 as GLib does: other characters are skipped, and of the rest whole groups count. A
   * group is three bytes, less the second where a {@code =} stands in its third place and less the
   * third where one stands in its last; anywhere else it is a zero, and the next group goes on. It
   * is decoded in place: behind what it means stand the characters that stood there.
   *
   * @param size how many bytes there are to be
   */
  static byte[] base64(String text, int size) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    int end = 0;
    int bits = 0;
    int places = 0;
    char before = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      int value = digit == PADDING ? 0 : DIGITS.indexOf(digit);
      if (value < 0) {
        continue;
      }
      bits = (bits << BITS_PER_DIGIT) | value;
      if (++places % GROUP == 0) {
        bytes[end++] = (byte) (bits >> (2 * Byte.SIZE));
        if (before != PADDING) {
          bytes[end++] = (byte) (bits >> Byte.SIZE);
        }
        if (digit != PADDING) {
          bytes[end++] = (byte) bits;
        }
      }
      before = digit;
    }
    return Arrays.copyOf(bytes, size);
  }
}
