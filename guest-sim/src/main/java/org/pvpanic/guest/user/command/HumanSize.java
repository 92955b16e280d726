package org.pvpanic.guest.user.command;

/** Sizes for people: 4.0K, 12M. */
final class HumanSize {

  private static final String UNITS = "KMGTPE";

  private HumanSize() {}

  /** As GNU's {@code -h} has them: rounded up, one decimal below 10. */
  static String gnu(long bytes, int base) {
    return gnu(bytes, base, base == 1000 ? "kMGTPE" : UNITS);
  }

  private static String gnu(long bytes, int base, String units) {
    if (bytes < base) {
      return Long.toString(bytes);
    }
    long unit = base;
    int power = 0;
    while (power + 1 < units.length() && up(bytes, unit) >= base) {
      unit *= base;
      power++;
    }
    long tenths = up(bytes * 10, unit);
    if (bytes > Long.MAX_VALUE / 10) {
      tenths = up(bytes / 1024 * 10, unit / 1024);
    }
    String number = tenths < 100 ? tenths / 10 + "." + tenths % 10 : Long.toString(up(bytes, unit));
    return number + units.charAt(power);
  }

  private static long up(long value, long unit) {
    return (value + unit - 1) / unit;
  }

  /** As busybox has them: rounded, one decimal. */
  static String busybox(long bytes) {
    if (bytes < 1024) {
      return Long.toString(bytes);
    }
    long value = bytes;
    int power = -1;
    long fraction = 0;
    while (value >= 1024 && power + 1 < UNITS.length()) {
      fraction = (value % 1024 * 10 + 512) / 1024;
      value /= 1024;
      power++;
    }
    if (fraction >= 10) {
      value++;
      fraction = 0;
    }
    return value + "." + fraction + UNITS.charAt(power);
  }
}
