package org.pvpanic.guest.user.command;

/** Columns. */
final class Text {

  private Text() {}

  static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  static String padLeft(long number, int width) {
    return padLeft(Long.toString(number), width);
  }

  static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** A number with zeros in front. */
  static String zeros(long number, int width) {
    String digits = Long.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  /** Whether it consists of decimal digits, at least one. */
  static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** isspace(3). */
  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
