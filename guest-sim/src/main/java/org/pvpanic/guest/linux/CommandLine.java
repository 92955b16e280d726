package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kernel's arguments. */
public final class CommandLine {

  /**
   * An argument.
   *
   * @param name what stands before the first {@code =}
   * @param value what follows it, or null when there is none
   */
  public record Argument(String name, @Nullable String value) {
    @Override
    public String toString() {
      return value == null ? name : name + "=" + value;
    }
  }

  private final String text;
  private final List<Argument> arguments = new ArrayList<>(8);
  private final List<String> forInit = new ArrayList<>(0);

  /**
   * Reads a line as {@code parse_args} of lib/params.c does: blanks separate, double quotes join,
   * and what stands behind {@code --} is for init.
   *
   * @param text the whole line, as {@code /proc/cmdline} shows it
   */
  public CommandLine(String text) {
    this.text = text;
    int at = 0;
    boolean behind = false;
    while (at < text.length()) {
      if (text.charAt(at) <= ' ') {
        at++;
        continue;
      }
      int end = end(at);
      String word = text.substring(at, end);
      if (behind) {
        forInit.add(word);
      } else if (word.equals("--")) {
        behind = true;
      } else {
        arguments.add(argument(word));
      }
      at = end;
    }
  }

  private int end(int from) {
    boolean quoted = false;
    int at = from;
    while (at < text.length() && (quoted || text.charAt(at) > ' ')) {
      quoted ^= text.charAt(at) == '"';
      at++;
    }
    return at;
  }

  private static Argument argument(String word) {
    String bare = word.startsWith("\"") ? unquoted(word) : word;
    int equals = bare.indexOf('=');
    return equals < 0
        ? new Argument(bare, null)
        : new Argument(bare.substring(0, equals), unquoted(bare.substring(equals + 1)));
  }

  /** Without the quotes around it. */
  private static String unquoted(String value) {
    if (!value.startsWith("\"")) {
      return value;
    }
    boolean closed = value.length() > 1 && value.endsWith("\"");
    return value.substring(1, closed ? value.length() - 1 : value.length());
  }

  /** The whole line, as {@code /proc/cmdline} shows it. */
  public String text() {
    return text;
  }

  /** The arguments, in their order. */
  public List<Argument> all() {
    return arguments;
  }

  /** The words behind {@code --}. */
  List<String> forInit() {
    return forInit;
  }

  /** Whether {@code word} stands alone among the arguments. */
  public boolean has(String word) {
    for (Argument argument : arguments) {
      if (argument.value() == null && same(argument.name(), word)) {
        return true;
      }
    }
    return false;
  }

  /** The value of the last {@code name=value}, or null. */
  public @Nullable String value(String name) {
    String value = null;
    for (Argument argument : arguments) {
      if (argument.value() != null && same(argument.name(), name)) {
        value = argument.value();
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
      return Integer.decode(value);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** The kernel does not tell a dash from an underscore in names ({@code parameq}). */
  static boolean same(String a, String b) {
    if (a.length() != b.length()) {
      return false;
    }
    for (int i = 0; i < a.length(); i++) {
      char x = a.charAt(i) == '-' ? '_' : a.charAt(i);
      char y = b.charAt(i) == '-' ? '_' : b.charAt(i);
      if (x != y) {
        return false;
      }
    }
    return true;
  }

  /** Whether a {@code console=} names the device, with or without line settings. */
  public boolean hasConsole(String device) {
    for (Argument argument : arguments) {
      if (isConsole(argument, device)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the device is {@code /dev/console}: the last one that {@code console=} names. */
  public boolean isMainConsole(String device) {
    String last = value("console");
    return last != null && isConsole(new Argument("console", last), device);
  }

  /** The speed that {@code console=device,speed...} sets; 9600 unless it says. */
  int baud(String device) {
    int baud = 9600;
    for (Argument argument : arguments) {
      String value = argument.value();
      if (value != null && isConsole(argument, device)) {
        int digits = value.indexOf(',') + 1;
        int end = digits;
        while (digits > 0 && end < value.length() && Character.isDigit(value.charAt(end))) {
          end++;
        }
        baud =
            end > digits && end - digits < 8
                ? Integer.parseInt(value.substring(digits, end))
                : 9600;
      }
    }
    return baud;
  }

  private static boolean isConsole(Argument argument, String device) {
    String value = argument.value();
    return value != null
        && argument.name().equals("console")
        && (value.equals(device) || value.startsWith(device + ","));
  }
}
