package org.pvpanic.guest.user.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text as bytes: one character of a string for each byte. */
final class Bytes {

  private Bytes() {}

  /** The bytes of a name or an argument. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return of(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return text;
  }

  static List<String> of(List<String> texts) {
    List<String> all = new ArrayList<>(texts.size());
    for (String text : texts) {
      all.add(of(text));
    }
    return all;
  }

  /** What was read. */
  static String of(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** What is written. */
  static byte[] toArray(String bytes) {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The name or argument that the bytes spell. */
  static String text(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return new String(toArray(bytes), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }
}
