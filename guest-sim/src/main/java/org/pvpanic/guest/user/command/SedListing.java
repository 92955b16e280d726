package org.pvpanic.guest.user.command;

import java.util.Locale;

/**
 * The unambiguous form in which sed's {@code l} prints a line (do_list of execute.c of GNU sed).
 */
final class SedListing {

  private SedListing() {}

  /**
   * The line with escapes and a {@code $} at its end.
   *
   * @param width columns of a row, with the backslash that ends it; 0 for one long row
   */
  static String of(String text, int width) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      String shown = visible(text.charAt(i));
      if (width > 0 && column + shown.length() > width - 1) {
        out.append("\\\n");
        column = 0;
      }
      out.append(shown);
      column += shown.length();
    }
    return out.append("$\n").toString();
  }

  private static String visible(char c) {
    return switch (c) {
      case '\\' -> "\\\\";
      case '\007' -> "\\a";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\013' -> "\\v";
      default ->
          c >= ' ' && c < 0x7f
              ? Character.toString(c)
              : String.format(Locale.ROOT, "\\%03o", (int) c);
    };
  }
}
