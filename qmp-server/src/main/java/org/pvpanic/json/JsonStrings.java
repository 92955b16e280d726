package org.pvpanic.json;

import java.nio.charset.StandardCharsets;

/** Reads string tokens: takes the quotes off and the escapes out. */
final class JsonStrings {
  private JsonStrings() {}

  /**
   * Decodes a string token.
   *
   * @param token the token with its quotes
   * @throws JsonException if it holds an unknown escape or is no valid text
   */
  static String decode(byte[] token, int length) throws JsonException {
    int end = length - 1;
    int at = 1;
    while (at < end && token[at] >= 0 && token[at] != '\\') {
      at++;
    }
    if (at == end) {
      return new String(token, 1, length - 2, StandardCharsets.ISO_8859_1);
    }
    StringBuilder text = new StringBuilder(length);
    text.append(new String(token, 1, at - 1, StandardCharsets.ISO_8859_1));
    while (at < end) {
      if (token[at] == '\\') {
        at = escape(token, at, length, text);
      } else {
        long sequence = ModifiedUtf8.next(token, at, end);
        if (ModifiedUtf8.codePoint(sequence) == ModifiedUtf8.INVALID) {
          throw new JsonException("invalid UTF-8 sequence in string");
        }
        text.appendCodePoint(ModifiedUtf8.codePoint(sequence));
        at += ModifiedUtf8.length(sequence);
      }
    }
    return text.toString();
  }

  private static int escape(byte[] token, int at, int length, StringBuilder text)
      throws JsonException {
    switch (token[at + 1]) {
      case '"', '\'', '\\', '/' -> text.append((char) token[at + 1]);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> {
        return unicode(token, at, length, text);
      }
      default -> throw new JsonException("invalid escape sequence in string");
    }
    return at + 2;
  }

  private static int unicode(byte[] token, int at, int length, StringBuilder text)
      throws JsonException {
    int next = at + 6;
    int codePoint = hex(token, at + 2, length);
    if (isHighSurrogate(codePoint) && startsUnicode(token, next, length)) {
      int low = hex(token, next + 2, length);
      if (isLowSurrogate(low)) {
        codePoint = Character.toCodePoint((char) codePoint, (char) low);
        next += 6;
      }
    }
    if (!ModifiedUtf8.isValid(codePoint)) {
      // QEMU quotes six bytes, be they hex digits or not, the closing quote included.
      int end = Math.min(at + 6, length);
      throw new JsonException(
          ModifiedUtf8.decodeForMessage(token, at, end) + " is not a valid Unicode character");
    }
    text.appendCodePoint(codePoint);
    return next;
  }

  private static boolean isHighSurrogate(int codePoint) {
    return codePoint >= Character.MIN_HIGH_SURROGATE && codePoint <= Character.MAX_HIGH_SURROGATE;
  }

  private static boolean isLowSurrogate(int codePoint) {
    return codePoint >= Character.MIN_LOW_SURROGATE && codePoint <= Character.MAX_LOW_SURROGATE;
  }

  private static boolean startsUnicode(byte[] token, int at, int length) {
    return at + 1 < length && token[at] == '\\' && token[at + 1] == 'u';
  }

  /** Reads four hex digits; -1 if they are not that. */
  private static int hex(byte[] token, int from, int length) {
    int value = 0;
    for (int at = from; at < from + 4; at++) {
      int digit = at < length ? Character.digit((char) (token[at] & 0xff), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = 16 * value + digit;
    }
    return value;
  }
}
