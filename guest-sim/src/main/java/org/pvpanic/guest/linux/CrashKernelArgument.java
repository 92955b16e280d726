package org.pvpanic.guest.linux;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code crashkernel=} asks for (Documentation/admin-guide/kdump): {@code size}, {@code
 * size@offset}, {@code size,high}, {@code start-end:size,...} by the memory that there is, or, on
 * EL7, {@code auto}.
 *
 * @param size bytes, 0 for none
 * @param offset where, 0 when the kernel chooses
 */
record CrashKernelArgument(long size, long offset) {

  private static final CrashKernelArgument NONE = new CrashKernelArgument(0, 0);
  private static final long MIB = 1L << 20;

  /** The smallest machine for which {@code crashkernel=auto} reserves anything. */
  private static final long AUTO_FROM = 2048 * MIB;

  /** 160 MiB and 2 bits for every page, in whole MiB. */
  private static CrashKernelArgument auto(long ram) {
    return ram < AUTO_FROM
        ? NONE
        : new CrashKernelArgument(160 * MIB + (ram / 4096 / 4 + MIB - 1) / MIB * MIB, 0);
  }

  /**
   * Reads the arguments; the last one that is not for {@code low} memory counts.
   *
   * @param ram bytes of memory that the board has
   */
  static CrashKernelArgument of(CommandLine arguments, long ram, boolean knowsAuto) {
    CrashKernelArgument found = NONE;
    for (CommandLine.Argument argument : arguments.all()) {
      String value = argument.value();
      if (argument.name().equals("crashkernel") && value != null && !value.endsWith(",low")) {
        found = value.equals("auto") && knowsAuto ? auto(ram) : parse(value, ram);
      }
    }
    return found;
  }

  /** Whether a value says a size, or sizes for ranges of memory. */
  static boolean isSize(String value) {
    int end = value.indexOf('@');
    end = end < 0 ? value.indexOf(',') : end;
    return value.indexOf(':') >= 0 || bytes(end < 0 ? value : value.substring(0, end)) >= 0;
  }

  private static CrashKernelArgument parse(String value, long ram) {
    String text = value.endsWith(",high") ? value.substring(0, value.length() - 5) : value;
    int at = text.indexOf('@');
    long offset = at < 0 ? 0 : bytes(text.substring(at + 1));
    String sizes = at < 0 ? text : text.substring(0, at);
    if (offset < 0) {
      return NONE;
    }
    if (sizes.indexOf(':') < 0) {
      return new CrashKernelArgument(Math.max(0, bytes(sizes)), offset);
    }
    for (String range : sizes.split(",")) {
      Long size = inRange(range, ram);
      if (size != null) {
        return new CrashKernelArgument(size, offset);
      }
    }
    return NONE;
  }

  /** The size of {@code start-[end]:size} when the memory is within, otherwise null. */
  private static @Nullable Long inRange(String range, long ram) {
    int dash = range.indexOf('-');
    int colon = range.indexOf(':');
    if (dash < 0 || colon < dash) {
      return null;
    }
    long start = bytes(range.substring(0, dash));
    String endText = range.substring(dash + 1, colon);
    long end = endText.isEmpty() ? Long.MAX_VALUE : bytes(endText);
    long size = bytes(range.substring(colon + 1));
    return start >= 0 && size >= 0 && ram >= start && ram < end ? size : null;
  }

  /** memparse: a number with a unit; negative when it is none. */
  private static long bytes(String text) {
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    if (digits == 0 || digits > 12 || digits + 1 < text.length()) {
      return -1;
    }
    long number = Long.parseLong(text.substring(0, digits));
    String unit = text.substring(digits).toLowerCase(Locale.ROOT);
    int shift =
        switch (unit) {
          case "" -> 0;
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          default -> -1;
        };
    return shift < 0 || number > Long.MAX_VALUE >> 31 ? -1 : number << shift;
  }
}
