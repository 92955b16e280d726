package org.pvpanic.qtest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;

/** Bytes in a line, read as forgivingly as QEMU 7.2 does. */
final class Encodings {

  private static final int RADIX = 16;

  /** Base64 stands in groups of so many characters. */
  private static final int GROUP = 4;

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
   * Reads Base64, of which whole groups count and other characters are skipped. It is decoded in
   * place: behind what it means stand the characters that stood there.
   *
   * @param size how many bytes there are to be
   */
  static byte[] base64(String text, int size) {
    String known = text.replaceAll("[^A-Za-z0-9+/=]", "");
    String groups = known.substring(0, known.length() / GROUP * GROUP);
    byte[] decoded = Base64.getDecoder().decode(groups);
    byte[] bytes = Arrays.copyOf(text.getBytes(ISO_8859_1), Math.max(size, decoded.length));
    System.arraycopy(decoded, 0, bytes, 0, decoded.length);
    return Arrays.copyOf(bytes, size);
  }
}
