package org.pvpanic.guest.user.command;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** printf(3)'s %e, %f and %g. */
final class DoubleFormat {

  private static final int DEFAULT_PRECISION = 6;

  /** Wider than any line that makes sense, and small enough to be held. */
  private static final int MAX_WIDTH = 4096;

  private DoubleFormat() {}

  /**
   * Formats a number.
   *
   * @param flags flags, width and precision, as between {@code %} and the letter
   */
  static String format(String flags, char letter, double value) {
    int dot = flags.indexOf('.');
    String front = dot < 0 ? flags : flags.substring(0, dot);
    int precision =
        dot < 0
            ? DEFAULT_PRECISION
            : dot + 1 == flags.length() ? 0 : size(flags.substring(dot + 1));
    String digits =
        switch (Character.toLowerCase(letter)) {
          case 'f' -> fixed(value, precision);
          case 'e' -> exponent(value, precision);
          default -> general(value, Math.max(1, precision), front.indexOf('#') >= 0);
        };
    return pad(front, Character.isUpperCase(letter) ? digits.toUpperCase(Locale.ROOT) : digits);
  }

  private static String fixed(double value, int precision) {
    return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String exponent(double value, int precision) {
    if (value == 0) {
      return fixed(0, precision) + "e+00";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int power = rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded.movePointLeft(power).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return mantissa + "e" + (power < 0 ? "-" : "+") + Text.zeros(Math.abs(power), 2);
  }

  private static String general(double value, int precision, boolean keepZeros) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(precision, RoundingMode.HALF_EVEN));
    int power = rounded.precision() - rounded.scale() - 1;
    boolean small = power < -4 || power >= precision;
    String text = small ? exponent(value, precision - 1) : fixed(value, precision - 1 - power);
    if (keepZeros || text.indexOf('.') < 0) {
      return text;
    }
    int e = text.indexOf('e');
    String mantissa = e < 0 ? text : text.substring(0, e);
    return mantissa.replaceFirst("\\.?0+$", "") + (e < 0 ? "" : text.substring(e));
  }

  private static int size(String digits) {
    Long size = Numbers.decimal(digits);
    return size == null || size > MAX_WIDTH ? (digits.isEmpty() ? 0 : MAX_WIDTH) : size.intValue();
  }

  /** Width and the flags {@code -}, {@code 0}, {@code +} and blank. */
  static String pad(String flags, String digits) {
    String width = flags.replaceFirst("^[-+ 0#']*", "");
    String signs = flags.substring(0, flags.length() - width.length());
    String text = digits;
    if (!text.startsWith("-")) {
      text = (signs.indexOf('+') >= 0 ? "+" : signs.indexOf(' ') >= 0 ? " " : "") + text;
    }
    int missing = size(width) - text.length();
    if (missing <= 0) {
      return text;
    }
    if (signs.indexOf('-') >= 0) {
      return text + " ".repeat(missing);
    }
    if (signs.indexOf('0') < 0) {
      return " ".repeat(missing) + text;
    }
    int sign = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
    return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
  }
}
