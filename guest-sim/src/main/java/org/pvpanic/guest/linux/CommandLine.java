package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/**
 * The kernel's arguments.
 *
 * @param text the whole line, as {@code /proc/cmdline} shows it
 */
public record CommandLine(String text) {

  /** Whether {@code word} stands alone among the arguments. */
  public boolean has(String word) {
    for (String argument : text.split(" ")) {
      if (argument.equals(word)) {
        return true;
      }
    }
    return false;
  }

  /** The value of the last {@code name=value}, or null. */
  public @Nullable String value(String name) {
    String value = null;
    for (String argument : text.split(" ")) {
      if (argument.startsWith(name) && argument.startsWith("=", name.length())) {
        value = argument.substring(name.length() + 1);
      }
    }
    return value;
  }

  /** The value of the last {@code name=number}, or {@code otherwise} when it is not a number. */
  public int number(String name, int otherwise) {
    String value = value(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** Whether a {@code console=} names the device, with or without line settings. */
  public boolean hasConsole(String device) {
    for (String argument : text.split(" ")) {
      if (isConsole(argument, device)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the device is {@code /dev/console}: the last one that {@code console=} names. */
  public boolean isMainConsole(String device) {
    String last = value("console");
    return last != null && isConsole("console=" + last, device);
  }

  /** The speed that {@code console=device,speed...} sets; 9600 unless it says. */
  int baud(String device) {
    int baud = 9600;
    for (String argument : text.split(" ")) {
      if (isConsole(argument, device)) {
        int digits = argument.indexOf(',') + 1;
        int end = digits;
        while (digits > 0 && end < argument.length() && Character.isDigit(argument.charAt(end))) {
          end++;
        }
        baud =
            end > digits && end - digits < 8
                ? Integer.parseInt(argument.substring(digits, end))
                : 9600;
      }
    }
    return baud;
  }

  private static boolean isConsole(String argument, String device) {
    return argument.equals("console=" + device) || argument.startsWith("console=" + device + ",");
  }
}
