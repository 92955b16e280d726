package org.pvpanic.hmp;

import org.jspecify.annotations.Nullable;

/** A command line, read from left to right. */
final class CommandText {

  /** QEMU drops what is longer. */
  private static final int LONGEST_STRING = 1023;

  private final String text;
  private int at;

  CommandText(String text) {
    this.text = text;
    skipBlanks();
  }

  /** Whether nothing is left. */
  boolean atEnd() {
    return at == text.length();
  }

  /** The line as far as it has been read. */
  String before() {
    return text.substring(0, at);
  }

  /** The next character, NUL at the end. */
  char peek() {
    return charAt(at);
  }

  /** The character behind the next one, NUL where there is none. */
  char peekSecond() {
    return charAt(at + 1);
  }

  /** Reads a character. */
  char next() {
    return text.charAt(at++);
  }

  /** Skips what C's isspace takes for blank. */
  void skipBlanks() {
    while (Blanks.isBlank(peek())) {
      at++;
    }
  }

  /** Reads a command's name, which ends at a blank or at the slash of a format. */
  String name() {
    int begin = at;
    while (!atEnd() && !Blanks.isBlank(peek()) && peek() != '/') {
      at++;
    }
    return text.substring(begin, at);
  }

  /** Reads a word and the blanks behind it; empty at the end. */
  String word() {
    int begin = at;
    while (!atEnd() && !Blanks.isBlank(peek())) {
      at++;
    }
    String word = text.substring(begin, at);
    skipBlanks();
    return word;
  }

  /** Reads all that is left. */
  String rest() {
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }

  /**
   * Reads a word, or what stands between double quotes, where a backslash goes before a quote, a
   * backslash, n and r.
   *
   * @return null where there is none, or where the second quote is missing
   */
  @Nullable String string() {
    skipBlanks();
    if (atEnd()) {
      return null;
    }
    String string = peek() == '"' ? quoted() : word();
    return string == null ? null : string.substring(0, Math.min(string.length(), LONGEST_STRING));
  }

  private @Nullable String quoted() {
    StringBuilder string = new StringBuilder();
    next();
    while (!atEnd()) {
      char c = next();
      if (c == '"') {
        return string.toString();
      }
      if (c == '\\') {
        int escape = "nr\\'\"".indexOf(peek());
        if (atEnd() || escape < 0) {
          return null;
        }
        next();
        c = "\n\r\\'\"".charAt(escape);
      }
      string.append(c);
    }
    return null;
  }

  /**
   * Reads a number as C's strtoull with base 0 does: what does not continue it stays for others to
   * complain about.
   */
  long number() {
    int radix = 10;
    int begin = at;
    if (charAt(at) == '0') {
      boolean hex = (charAt(at + 1) | 0x20) == 'x' && isDigit(charAt(at + 2), 16);
      radix = hex ? 16 : 8;
      begin = hex ? at + 2 : at;
    }
    int end = begin;
    while (isDigit(charAt(end), radix)) {
      end++;
    }
    if (end == begin) {
      throw new HmpException("invalid char '" + firstByte(peek()) + "' in expression");
    }
    at = end;
    try {
      return Long.parseUnsignedLong(text, begin, end, radix);
    } catch (NumberFormatException e) {
      throw new HmpException("number too large");
    }
  }

  /** QEMU complains about single bytes: of a character of several, the first. */
  static char firstByte(char c) {
    return c < 0x80 ? c : RawText.escape(RawText.encode(String.valueOf(c))[0]);
  }

  private static boolean isDigit(char c, int radix) {
    return c < 0x80 && Character.digit(c, radix) >= 0;
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }
}
