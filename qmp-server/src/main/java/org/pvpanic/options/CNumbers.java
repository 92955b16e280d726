package org.pvpanic.options;

import java.math.BigInteger;

/**
 * Integers as C's {@code strtoull} and {@code strtoll} read them with base 0: white space in front
 * is skipped, a sign is taken, {@code 0x} means hexadecimal and a leading 0 octal. Unlike in C the
 * whole text must be the number.
 */
public final class CNumbers {

  private static final String SPACE = " \t\n\u000b\f\r";
  private static final BigInteger UNSIGNED_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private CNumbers() {}

  /**
   * Reads an unsigned 64-bit number. A negative one wraps, as in C: -1 is 2⁶⁴-1.
   *
   * @return its 64 bits
   * @throws NumberFormatException when the text is no number
   * @throws ArithmeticException when its magnitude takes more than 64 bits
   */
  public static long unsigned(String text) {
    BigInteger value = parse(text);
    if (value.abs().compareTo(UNSIGNED_MAX) > 0) {
      throw new ArithmeticException(text);
    }
    return value.longValue();
  }

  /**
   * Reads a signed 64-bit number.
   *
   * @throws NumberFormatException when the text is no number
   * @throws ArithmeticException when it takes more than 64 bits
   */
  public static long signed(String text) {
    return parse(text).longValueExact();
  }

  private static BigInteger parse(String text) {
    int at = 0;
    while (at < text.length() && SPACE.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean negative = text.startsWith("-", at);
    if (negative || text.startsWith("+", at)) {
      at++;
    }
    int radix = 10;
    if (text.regionMatches(true, at, "0x", 0, 2)) {
      radix = 16;
      at += 2;
    } else if (text.startsWith("0", at)) {
      radix = 8;
    }
    String digits = text.substring(at);
    if (digits.isEmpty() || !isAsciiAlphanumeric(digits.charAt(0))) {
      throw new NumberFormatException(text);
    }
    BigInteger magnitude = new BigInteger(digits, radix);
    return negative ? magnitude.negate() : magnitude;
  }

  /** BigInteger would take a second sign and the digits of other scripts. */
  private static boolean isAsciiAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
