package org.pvpanic.commands;

import java.math.BigDecimal;
import java.math.MathContext;

/** Sizes as QEMU shows them to humans: three digits and a binary unit, such as {@code 1.5 GiB}. */
final class BinarySize {

  private static final String[] UNITS = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

  private BinarySize() {}

  /**
   * The text for a size.
   *
   * @param bytes unsigned
   */
  static String of(long bytes) {
    // Rounded to a double first, of which the exponent decides: 2^64 - 1 is 16 EiB.
    double size = bytes >= 0 ? bytes : (bytes >>> 1) * 2.0;
    int unit = size == 0 ? 0 : Math.getExponent(size) / 10;
    return threeDigits(size / Math.pow(1024, unit)) + " " + UNITS[unit] + "B";
  }

  /** As C's {@code %0.3g}: four digits before the point have an exponent instead. */
  private static String threeDigits(double number) {
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(3));
    if (rounded.compareTo(BigDecimal.valueOf(1000)) < 0) {
      return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
    return rounded.movePointLeft(3).stripTrailingZeros().toPlainString() + "e+03";
  }
}
