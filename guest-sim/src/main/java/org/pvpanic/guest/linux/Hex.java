package org.pvpanic.guest.linux;

/** Numbers as kernel messages print them; {@code String.format} would cost boot milliseconds. */
final class Hex {

  private Hex() {}

  /** 16 digits ({@code %016lx}). */
  static String wide(long value) {
    return padded(Long.toHexString(value), 16, '0');
  }

  /** Two digits ({@code %02x}). */
  static String octet(int value) {
    return padded(Integer.toHexString(value & 0xff), 2, '0');
  }

  /** A symbolic address ({@code [<%p>]}). */
  static String address(long value) {
    return "[<" + wide(value) + ">]";
  }

  /** A decimal number, right-aligned in {@code width} columns. */
  static String decimal(long value, int width) {
    return padded(Long.toString(value), width, ' ');
  }

  /** A decimal number with leading zeros. */
  static String zeros(long value, int width) {
    return padded(Long.toString(value), width, '0');
  }

  private static String padded(String digits, int width, char pad) {
    return digits.length() >= width
        ? digits
        : String.valueOf(pad).repeat(width - digits.length()) + digits;
  }
}
