package org.pvpanic.guest.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as strings and back, without loss: a byte that is not part of a UTF-8 character becomes a
 * lone low surrogate.
 */
final class Text {

  private static final int LONE = 0xdc00;

  private Text() {}

  /** The string of bytes. */
  static String of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf('\ufffd') < 0 ? text : decode(bytes);
  }

  private static String decode(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      int length = Math.min(lengthOf(bytes[i] & 0xff), bytes.length - i);
      String character = new String(bytes, i, length, StandardCharsets.UTF_8);
      if ((length == 1 && bytes[i] < 0) || character.indexOf('\ufffd') >= 0) {
        out.append(fromByte(bytes[i++] & 0xff));
      } else {
        out.append(character);
        i += length;
      }
    }
    return out.toString();
  }

  private static int lengthOf(int first) {
    return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  }

  /** The character that stands for a byte by itself. */
  static char fromByte(int value) {
    return (char) (value < 0x80 ? value : LONE + value);
  }

  /** The bytes of a string. */
  static byte[] bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isLone(text, i)) {
        return encode(text);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isLone(String text, int i) {
    return Character.isLowSurrogate(text.charAt(i))
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isLone(text, i)) {
        out.writeBytes(text.substring(start, i).getBytes(StandardCharsets.UTF_8));
        out.write(text.charAt(i) - LONE);
        start = i + 1;
      }
    }
    out.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
