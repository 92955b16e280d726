package org.pvpanic.guest.linux.proc;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.proc.SysctlTable.Row;

/** What is written to a setting, read as kernel/sysctl.c reads it. */
final class SettingText {

  private SettingText() {}

  /**
   * The value as it will be shown.
   *
   * @param old the value before, for lists that are written in part
   * @return null when it is refused
   */
  static @Nullable String parse(Row row, String old, String text) {
    return switch (row.kind()) {
      case STRING -> line(text, (int) row.max() - 1);
      case INTS -> list(row, old, text);
      default -> number(row, text);
    };
  }

  /** What proc_dostring keeps: the first line. */
  static String line(String text, int max) {
    int end = 0;
    while (end < text.length() && end < max && text.charAt(end) != '\n' && text.charAt(end) != 0) {
      end++;
    }
    return text.substring(0, end);
  }

  private static @Nullable String number(Row row, String text) {
    String[] words = words(text);
    Long value = words.length == 0 ? null : integer(words[0]);
    if (value == null) {
      return null;
    }
    if (row.kind() == SysctlTable.Kind.ULONG) {
      boolean large = row.max() >= 0 && Long.compareUnsigned(value, row.max()) > 0;
      return large ? null : Long.toUnsignedString(value);
    }
    return value < row.min() || value > row.max() ? null : Long.toString(value);
  }

  /** As many as there are; the others stay. */
  private static @Nullable String list(Row row, String old, String text) {
    String[] values = old.split("\t");
    String[] words = words(text);
    if (words.length == 0) {
      return null;
    }
    for (int i = 0; i < Math.min(values.length, words.length); i++) {
      Long value = integer(words[i]);
      if (value == null || value < row.min() || value > row.max()) {
        return null;
      }
      values[i] = Long.toString(value);
    }
    return String.join("\t", values);
  }

  static String[] words(String text) {
    String plain = text.strip();
    return plain.isEmpty() ? new String[0] : plain.split("[ \t\n]+");
  }

  /** A number with an optional minus; 0x and 0 say that it is hexadecimal or octal. */
  static @Nullable Long integer(String word) {
    boolean negative = word.startsWith("-");
    String digits = negative ? word.substring(1) : word;
    int radix = 10;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      radix = 16;
      digits = digits.substring(2);
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      radix = 8;
      digits = digits.substring(1);
    }
    if (digits.isEmpty() || Character.digit(digits.charAt(0), radix) < 0) {
      return null;
    }
    try {
      long value = Long.parseUnsignedLong(digits, radix);
      return negative ? -value : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
