package org.pvpanic.guest.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Variables, positional and special parameters (POSIX.1-2017, Shell Command Language, 2.5). */
final class Parameters {

  private Parameters() {}

  /** The value of a variable or of a special or positional parameter; null when it is unset. */
  static @Nullable String value(Interpreter shell, String name) {
    char c = name.charAt(0);
    if (Names.isStart(c)) {
      String value = shell.variables().get(name);
      return value == null || value.isEmpty() ? Environment.dynamic(shell, name, value) : value;
    }
    if (Names.isDigit(c)) {
      if (name.equals("0")) {
        return shell.positional().name();
      }
      int index = name.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(name);
      List<String> values = shell.positional().values();
      return index >= 1 && index <= values.size() ? values.get(index - 1) : null;
    }
    return switch (c) {
      case '?' -> Integer.toString(shell.status());
      case '$' -> Integer.toString(shell.rootPid());
      case '#' -> Integer.toString(shell.positional().values().size());
      case '-' -> flags(shell);
      case '!' ->
          shell.lastBackground() == 0
              ? shell.dialect().isBash() ? null : ""
              : Integer.toString(shell.lastBackground());
      default -> null;
    };
  }

  /** {@code $-}; bash has the i behind the options, ash in front. */
  private static String flags(Interpreter shell) {
    String how =
        switch (shell.input()) {
          case ARGUMENT -> "c";
          case STANDARD_INPUT -> "s";
          case FILE -> "";
        };
    return (shell.isInteractive() && !shell.dialect().isBash() ? "i" : "")
        + shell.options().letters()
        + (shell.isInteractive() && shell.dialect().isBash() ? "i" : "")
        + how;
  }
}
