package org.pvpanic.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte buffer, and how strings and integers are put into it. */
final class AsciiBuffer {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  /** An array that a long text needed is not kept. */
  private static final int KEPT = 64 << 10;

  private static final int INITIAL = 512;

  private byte[] bytes = new byte[INITIAL];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[INITIAL];
    }
  }

  void put(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
  }

  void put(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  void put(String ascii) {
    ensure(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
  }

  void spaces(int count) {
    ensure(count);
    Arrays.fill(bytes, length, length + count, (byte) ' ');
    length += count;
  }

  void decimal(long value) {
    if (value == Long.MIN_VALUE) {
      put(Long.toString(value));
      return;
    }
    ensure(20);
    long rest = value;
    if (rest < 0) {
      bytes[length++] = '-';
      rest = -rest;
    }
    int digits = 1;
    for (long more = rest; more >= 10; more /= 10) {
      digits++;
    }
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** Puts a string in quotes. All but printable ASCII is escaped; a lone surrogate is U+FFFD. */
  void quoted(String text) {
    int size = text.length();
    ensure(size + 2);
    bytes[length++] = '"';
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        bytes[length++] = (byte) c;
      } else {
        // The longest escape, the rest of the text, and the closing quote.
        ensure(6 + size - i);
        escape(isLoneSurrogate(text, i) ? '\uFFFD' : c);
      }
    }
    bytes[length++] = '"';
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  private void escape(char c) {
    bytes[length++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[length++] = (byte) c;
      case '\b' -> bytes[length++] = 'b';
      case '\f' -> bytes[length++] = 'f';
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      default -> {
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
          bytes[length++] = HEX[(c >> shift) & 0xf];
        }
      }
    }
  }

  private void ensure(int room) {
    if (room > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + room));
    }
  }
}
