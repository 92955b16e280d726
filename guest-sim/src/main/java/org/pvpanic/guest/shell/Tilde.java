package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;

/** Tilde expansion (POSIX.1-2017, Shell Command Language, 2.6.1). */
final class Tilde {

  private Tilde() {}

  /**
   * Expands a tilde-prefix.
   *
   * @param text unquoted text that begins with a tilde
   * @param whole whether nothing follows the text
   * @param ends what may end the prefix besides the end of the word
   */
  static void expand(
      String text, boolean whole, String ends, Interpreter shell, Marked out, char mark) {
    int end = 1;
    while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String home = end < text.length() || whole ? home(text.substring(1, end), shell) : null;
    if (home == null) {
      out.add(text, mark);
    } else {
      out.add(home, Marked.QUOTED);
      out.add(text.substring(end), mark);
    }
  }

  private static @Nullable String home(String who, Interpreter shell) {
    return switch (who) {
      case "" -> shell.variables().get("HOME", shell.dialect().isBash() ? "/root" : "~");
      case "+" -> shell.dialect().isBash() ? shell.variables().get("PWD") : null;
      case "-" -> shell.dialect().isBash() ? shell.variables().get("OLDPWD") : null;
      case "root" -> "/root";
      default -> null;
    };
  }
}
