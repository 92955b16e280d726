package org.pvpanic.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Numbers as QEMU keeps them: 64-bit integers while they fit, else doubles. */
final class JsonNumbers {
  private static final MathContext SEVENTEEN_DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

  /** Every whole number below it has at most 17 digits, so {@code %.17g} prints it plainly. */
  private static final double PLAIN_LIMIT = 1e17;

  private JsonNumbers() {}

  /** Reads the text of an integer token: a {@code Long}, {@link UInt64} or {@code Double}. */
  static Object integer(byte[] text, int length) {
    if (length <= 18) {
      boolean negative = text[0] == '-';
      long value = 0;
      for (int i = negative ? 1 : 0; i < length; i++) {
        value = 10 * value + (text[i] - '0');
      }
      return negative ? -value : value;
    }
    String digits = new String(text, 0, length, StandardCharsets.ISO_8859_1);
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooBigForLong) {
      try {
        return new UInt64(Long.parseUnsignedLong(digits));
      } catch (NumberFormatException tooBigForBoth) {
        return Double.valueOf(digits);
      }
    }
  }

  static Double floating(byte[] text, int length) {
    return Double.valueOf(new String(text, 0, length, StandardCharsets.ISO_8859_1));
  }

  /** Formats as C's {@code %.17g}, which for an infinity gives {@code inf} and thus no JSON. */
  static String format(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (value == 0) {
      return 1 / value > 0 ? "0" : "-0";
    }
    if (value == Math.rint(value) && Math.abs(value) < PLAIN_LIMIT) {
      return Long.toString((long) value);
    }
    BigDecimal rounded = new BigDecimal(value).round(SEVENTEEN_DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 17) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().abs().toString();
    StringBuilder text = new StringBuilder(24);
    text.append(value < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    if (Math.abs(exponent) < 10) {
      text.append('0');
    }
    return text.append(Math.abs(exponent)).toString();
  }
}
