package org.pvpanic.guest.shell;

import java.util.List;

/** Commands as {@code set -x} shows them. */
final class Trace {

  private Trace() {}

  static String text(Dialect dialect, String prefix, List<String> assigned, List<String> words) {
    StringBuilder out = new StringBuilder();
    String separator = prefix;
    for (String assignment : assigned) {
      int equals = assignment.indexOf('=') + 1;
      out.append(separator)
          .append(assignment, 0, equals)
          .append(assigned(dialect, assignment.substring(equals)));
      separator = dialect.isBash() ? "\n" + prefix : " ";
    }
    for (String word : words) {
      out.append(separator).append(word(dialect, word));
      separator = " ";
    }
    return out.append('\n').toString();
  }

  private static String assigned(Dialect dialect, String value) {
    return value.isEmpty() ? "" : word(dialect, value);
  }

  static String word(Dialect dialect, String word) {
    return dialect.isBash() ? bash(word) : ash(word);
  }

  /** ash quotes what its parser would not take for plain text, except for some signs. */
  private static String ash(String word) {
    boolean plain = !CompoundParser.isReserved(word) || word.equals("{") || word.equals("}");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      plain &= Names.isPart(c) || ",-./:@_%+^]}".indexOf(c) >= 0 || c > 127;
    }
    return plain ? word : Quotes.ash(word);
  }

  private static String bash(String word) {
    if (word.isEmpty()) {
      return "''";
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < ' ' && c != '\t' && c != '\n') {
        return ansi(word);
      }
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean first = i == 0 && (c == '~' || c == '#');
      if (first || " \t\n'\"\\|&;()<>!{}*[?]^$`".indexOf(c) >= 0) {
        return word.equals("'") ? "\\'" : Quotes.single(word);
      }
    }
    return word;
  }

  private static String ansi(String word) {
    StringBuilder out = new StringBuilder("$'");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        case '\007' -> out.append("\\a");
        case '\b' -> out.append("\\b");
        case '\033' -> out.append("\\E");
        case '\'', '\\' -> out.append('\\').append(c);
        default -> {
          if (c < ' ') {
            out.append('\\').append((char) ('0' + (c >> 6))).append((char) ('0' + (c >> 3 & 7)));
            out.append((char) ('0' + (c & 7)));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('\'').toString();
  }
}
