package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;

/** Integers as printf takes them from its arguments: of C, with 0 or 0x in front (strtoimax(3)). */
final class PrintfNumber {

  private PrintfNumber() {}

  /** The digits that a text begins with, and a sign in front of them. */
  static String prefix(String text) {
    int end = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    while (end < text.length() && Names.isDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  /** The value, or null when the text is no integer of 64 bits. */
  static @Nullable Long parse(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    int base = 10;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      base = 16;
      digits = digits.substring(2);
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      base = 8;
    }
    if (digits.isEmpty() || Character.digit(digits.charAt(0), base) < 0) {
      return null;
    }
    try {
      return negative ? Long.parseLong("-" + digits, base) : Long.parseUnsignedLong(digits, base);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
