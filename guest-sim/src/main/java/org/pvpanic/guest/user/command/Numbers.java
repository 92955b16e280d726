package org.pvpanic.guest.user.command;

import org.jspecify.annotations.Nullable;

/** Numbers with units, as the programs read them. */
final class Numbers {

  private static final String UNITS = "KMGTPEZY";

  private Numbers() {}

  /**
   * A number as coreutils reads sizes: {@code b} is 512, {@code K} or {@code KiB} 1024, {@code kB}
   * 1000, and so on up to {@code E}.
   *
   * @return null when it is none
   */
  static @Nullable Long size(String text) {
    int end = digits(text);
    if (end == 0) {
      return null;
    }
    Long number = decimal(text.substring(0, end));
    if (number == null || end == text.length()) {
      return number;
    }
    String unit = text.substring(end);
    if (unit.equals("b")) {
      return scaled(number, 512);
    }
    int power = UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
    if (power < 0 || power > 5) {
      return null;
    }
    return switch (unit.substring(1)) {
      case "", "iB" -> scaled(number, 1L << (10 * (power + 1)));
      case "B" -> scaled(number, (long) Math.pow(1000, power + 1));
      default -> null;
    };
  }

  /** A number as busybox reads it: units b (512), k and m. */
  static @Nullable Long bkm(String text) {
    int end = digits(text);
    if (end == 0) {
      return null;
    }
    Long number = decimal(text.substring(0, end));
    if (number == null || end == text.length()) {
      return number;
    }
    return switch (text.substring(end)) {
      case "b" -> scaled(number, 512);
      case "k" -> scaled(number, 1024);
      case "m" -> scaled(number, 1 << 20);
      default -> null;
    };
  }

  private static @Nullable Long scaled(long number, long unit) {
    long high = Math.multiplyHigh(number, unit);
    long product = number * unit;
    return high != 0 || product < 0 ? null : product;
  }

  private static int digits(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** A decimal number without a sign that fits, or null. */
  static @Nullable Long decimal(String text) {
    if (!Text.isNumber(text)) {
      return null;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A decimal number that may have a sign, or null. */
  static @Nullable Long signed(String text) {
    boolean sign = text.startsWith("-") || text.startsWith("+");
    Long number = decimal(sign ? text.substring(1) : text);
    return number != null && text.startsWith("-") ? Long.valueOf(-number) : number;
  }
}
