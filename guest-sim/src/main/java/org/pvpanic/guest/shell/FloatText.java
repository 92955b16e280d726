package org.pvpanic.guest.shell;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers with a point as C writes them: %f, %e and %g (printf(3)). */
final class FloatText {
  private FloatText() {}

  /**
   * A number without its sign.
   *
   * @param type the letter of the conversion
   * @param alternate whether zeros at the end are kept ({@code #})
   */
  static String text(double value, int precision, char type, boolean alternate) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String text = Double.isNaN(value) ? "nan" : "inf";
      return Character.isUpperCase(type) ? text.toUpperCase(Locale.ROOT) : text;
    }
    int digits = Math.min(precision, 1000);
    return switch (type) {
      case 'f', 'F' ->
          new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
      case 'e', 'E' -> exponent(value, digits, type);
      default -> general(value, Math.max(1, digits), type, alternate);
    };
  }

  private static String exponent(double value, int digits, char type) {
    return String.format(Locale.ROOT, "%." + digits + (type == 'E' ? 'E' : 'e'), value);
  }

  private static String general(double value, int digits, char type, boolean alternate) {
    String scientific = exponent(value, digits - 1, type == 'G' ? 'E' : 'e');
    int mark = scientific.indexOf(type == 'G' ? 'E' : 'e');
    int power = Integer.parseInt(scientific.substring(mark + 1));
    if (power < -4 || power >= digits) {
      String mantissa = scientific.substring(0, mark);
      return (alternate ? mantissa : trimmed(mantissa)) + scientific.substring(mark);
    }
    String plain = text(value, digits - 1 - power, 'f', false);
    return alternate ? plain : trimmed(plain);
  }

  private static String trimmed(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
