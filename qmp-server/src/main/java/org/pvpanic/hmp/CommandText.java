package org.pvpanic.hmp;

/** A command line, read from left to right. */
final class CommandText {

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

  /** Reads a character. */
  char next() {
    return text.charAt(at++);
  }

  /** Skips what C's isspace takes for blank. */
  void skipBlanks() {
    while (isBlank(peek())) {
      at++;
    }
  }

  /** Reads a command's name, which ends at a blank or at the slash of a format. */
  String name() {
    int begin = at;
    while (!atEnd() && !isBlank(peek()) && peek() != '/') {
      at++;
    }
    return text.substring(begin, at);
  }

  /** Reads a word and the blanks behind it; empty at the end. */
  String word() {
    int begin = at;
    while (!atEnd() && !isBlank(peek())) {
      at++;
    }
    String word = text.substring(begin, at);
    skipBlanks();
    return word;
  }

  /** Refuses anything that is left. */
  void end(String command) {
    if (!atEnd()) {
      throw new HmpException(command + ": extraneous characters at the end of line");
    }
  }

  /**
   * Reads an expression that has to fit 32 bits, and the blanks behind it.
   *
   * @param command the command as its complaints name it
   */
  int integer(String command) {
    long value = new Expression(this).evaluate();
    if (value >>> 32 != 0) {
      throw new HmpException("'" + command + "' has failed: integer is for 32-bit values");
    }
    return (int) value;
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
      throw new HmpException("invalid char '" + printable(peek()) + "' in expression");
    }
    at = end;
    try {
      return Long.parseUnsignedLong(text, begin, end, radix);
    } catch (NumberFormatException e) {
      throw new HmpException("number too large");
    }
  }

  /** QEMU complains about single bytes; one of several that make a character is not printable. */
  static char printable(char c) {
    return c < 0x80 ? c : '\ufffd';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isDigit(char c, int radix) {
    return c < 0x80 && Character.digit(c, radix) >= 0;
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }
}
