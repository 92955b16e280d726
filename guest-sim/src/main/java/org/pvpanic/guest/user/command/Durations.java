package org.pvpanic.guest.user.command;

import org.jspecify.annotations.Nullable;

/** Lengths of time: a number that may have a fraction, and a unit s, m, h or d. */
final class Durations {

  private static final double NS = 1e9;

  private Durations() {}

  /**
   * Reads one.
   *
   * @param busybox whether it is read as busybox does, which knows no infinity
   * @return nanoseconds, or null when it is none
   */
  static @Nullable Long ns(String text, boolean busybox) {
    if (!busybox && (text.equals("inf") || text.equals("infinity"))) {
      return Long.MAX_VALUE;
    }
    if (!text.matches("[0-9]*\\.?[0-9]*[smhd]?") || !text.matches(".*[0-9].*")) {
      return null;
    }
    char unit = text.charAt(text.length() - 1);
    boolean plain = unit < 'A';
    double number = Double.parseDouble(plain ? text : text.substring(0, text.length() - 1));
    return (long)
        (number
            * NS
            * switch (unit) {
              case 'm' -> 60;
              case 'h' -> 3600;
              case 'd' -> 86_400;
              default -> 1;
            });
  }
}
