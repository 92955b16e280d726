package org.pvpanic.options;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes in bytes as QEMU writes them: {@code 524288k}, {@code 1.5G}, {@code 0x1000}. Suffixes are
 * b, k, m, g, t, p and e in either case, each 1024 times the one before. A leading 0 does not mean
 * octal.
 */
final class Sizes {

  private static final String SUFFIXES = "bkmgtpe";
  private static final Pattern SIZE =
      Pattern.compile(
          "[ \\t\\n\\x0b\\f\\r]*\\+?(?:0[xX](?<hex>[0-9a-fA-F]+)|(?<whole>[0-9]+)(?<fraction>\\.[0-9]*)?)"
              + "(?<suffix>[bBkKmMgGtTpPeE])?");

  private Sizes() {}

  /**
   * Reads a size.
   *
   * @param text digits, perhaps with a fraction and a suffix; bytes when there is no suffix
   * @param warnings told of a suffix after a hexadecimal number
   * @return the 64 bits of an unsigned number
   * @throws NumberFormatException when the text is no size
   * @throws ArithmeticException when it takes more than 64 bits
   */
  static long parse(String text, Warnings warnings) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new NumberFormatException(text);
    }
    String suffix = size.group("suffix");
    int power = suffix == null ? 0 : SUFFIXES.indexOf(suffix.toLowerCase(Locale.ROOT));
    String hex = size.group("hex");
    BigDecimal number;
    if (hex != null) {
      number = new BigDecimal(new BigInteger(hex, 16));
      if (suffix != null) {
        warnings.warn("Using a multiplier suffix on hex numbers is deprecated: " + text, "");
      }
    } else {
      String fraction = size.group("fraction");
      number = new BigDecimal(size.group("whole") + (fraction == null ? "" : fraction + "0"));
    }
    if (power == 0 && number.stripTrailingZeros().scale() > 0) {
      throw new NumberFormatException(text); // A part of a byte.
    }
    BigInteger bytes =
        number.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(10 * power))).toBigInteger();
    if (bytes.bitLength() > 64) {
      throw new ArithmeticException(text);
    }
    return bytes.longValue();
  }
}
