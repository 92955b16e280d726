package org.pvpanic.guest.shell;

/** {@code printf %q}: text with backslashes, as bash would read it again. */
final class ShellQuote {

  private ShellQuote() {}

  static String quoted(String text) {
    if (text.isEmpty()) {
      return "''";
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 127) {
        return Trace.word(Dialect.BASH_5_2, text).startsWith("$")
            ? Trace.word(Dialect.BASH_5_2, text)
            : ansi(text);
      }
      boolean first = i == 0 && (c == '~' || c == '#');
      if (first || " '\"\\|&;()<>!{}*[?]^$`,".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  private static String ansi(String text) {
    return "$'"
        + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\t", "\\t")
        + "'";
  }
}
