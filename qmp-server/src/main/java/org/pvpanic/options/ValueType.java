package org.pvpanic.options;

/**
 * What the value of a key must look like in an {@link OptionGroup}, with QEMU's words if it does
 * not.
 */
public enum ValueType {
  /** Any text. */
  STRING("str"),
  /** {@code on} or {@code off}. */
  FLAG("bool (on/off)"),
  /** An unsigned number. */
  NUMBER("num"),
  /** A number with a suffix for its unit. */
  SIZE("size");

  private static final String SIZE_HINT =
      """
      Optional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-
      and exabytes, respectively.\
      """;

  private final String help;

  ValueType(String help) {
    this.help = help;
  }

  /** How the list of a group's options shows it. */
  String help() {
    return help;
  }

  /** Refuses a value that is none of this type. */
  void check(String key, String value, Warnings warnings) {
    switch (this) {
      case STRING -> {}
      case FLAG -> flag(key, value);
      case NUMBER -> number(key, value);
      case SIZE -> size(key, value, warnings);
    }
  }

  /** Reads a boolean. */
  static boolean flag(String key, String value) {
    return switch (value) {
      case "on", "yes", "true", "y" -> true;
      case "off", "no", "false", "n" -> false;
      default -> throw new QemuError("Parameter '" + key + "' expects 'on' or 'off'");
    };
  }

  /** Reads an unsigned 64-bit number; negative ones wrap. */
  static long number(String key, String value) {
    try {
      return CNumbers.unsigned(value);
    } catch (NumberFormatException e) {
      throw new QemuError("Parameter '" + key + "' expects a number");
    } catch (ArithmeticException e) {
      throw new QemuError("Value '" + value + "' is too large for parameter '" + key + "'");
    }
  }

  /** Reads a size in bytes, an unsigned 64-bit number. */
  static long size(String key, String value, Warnings warnings) {
    try {
      return Sizes.parse(value, warnings);
    } catch (NumberFormatException e) {
      throw new QemuError(
          "Parameter '" + key + "' expects a non-negative number below 2^64", SIZE_HINT);
    } catch (ArithmeticException e) {
      throw new QemuError("Value '" + value + "' is out of range for parameter '" + key + "'");
    }
  }
}
