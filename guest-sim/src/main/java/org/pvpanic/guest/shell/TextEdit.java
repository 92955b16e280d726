package org.pvpanic.guest.shell;

import java.util.Locale;
import org.pvpanic.guest.shell.Word.Operation;

/** What the operators of parameter expansion that take a pattern do to a value. */
final class TextEdit {

  private TextEdit() {}

  static String edit(
      Dialect dialect, Operation operation, String value, Marked pattern, String replacement)
      throws ShellError {
    return switch (operation) {
      case REMOVE_PREFIX -> withoutPrefix(value, pattern, false);
      case REMOVE_LONGEST_PREFIX -> withoutPrefix(value, pattern, true);
      case REMOVE_SUFFIX -> withoutSuffix(value, pattern, false);
      case REMOVE_LONGEST_SUFFIX -> withoutSuffix(value, pattern, true);
      case REPLACE, REPLACE_ALL ->
          replace(dialect, value, pattern, replacement, operation == Operation.REPLACE_ALL);
      default -> changeCase(operation, value, pattern);
    };
  }

  private static String withoutPrefix(String value, Marked pattern, boolean longest)
      throws ShellError {
    int end = Pattern.of(pattern).prefix(value, 0, longest);
    return end < 0 ? value : value.substring(end);
  }

  private static String withoutSuffix(String value, Marked pattern, boolean longest)
      throws ShellError {
    int start = Pattern.of(pattern).suffix(value, longest);
    return start < 0 ? value : value.substring(0, start);
  }

  private static String replace(
      Dialect dialect, String value, Marked pattern, String by, boolean all) throws ShellError {
    if (pattern.isEmpty()) {
      return value;
    }
    char anchor = !dialect.isBash() || pattern.isQuoted(0) || all ? ' ' : pattern.at(0);
    if (anchor == '#' || anchor == '%') {
      Pattern wanted = Pattern.of(rest(pattern));
      if (anchor == '#') {
        int end = wanted.prefix(value, 0, true);
        return end < 0 ? value : by + value.substring(end);
      }
      int start = wanted.suffix(value, true);
      return start < 0 ? value : value.substring(0, start) + by;
    }
    Pattern wanted = Pattern.of(pattern);
    StringBuilder out = new StringBuilder();
    int at = 0;
    boolean more = true;
    while (at < value.length() && more) {
      int end = wanted.prefix(value, at, true);
      if (end == Pattern.NEVER) {
        break;
      }
      if (end <= at) {
        out.append(value.charAt(at++));
        continue;
      }
      out.append(by);
      if (out.length() > Expansion.MAX_LENGTH) {
        throw Variables.outOfMemory(dialect, out.length());
      }
      at = end;
      // A star took all that another match could end with.
      more = all && !wanted.hasStar();
    }
    return out.append(value.substring(at)).toString();
  }

  private static Marked rest(Marked pattern) {
    Marked rest = new Marked();
    for (int i = 1; i < pattern.length(); i++) {
      rest.add(pattern.at(i), pattern.mark(i));
    }
    return rest;
  }

  private static String changeCase(Operation operation, String value, Marked pattern)
      throws ShellError {
    boolean upper = operation == Operation.UPPER || operation == Operation.UPPER_FIRST;
    boolean first = operation == Operation.UPPER_FIRST || operation == Operation.LOWER_FIRST;
    Pattern wanted =
        Pattern.of(pattern.isEmpty() ? new Marked().add('?', Marked.LITERAL) : pattern);
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      String c = value.substring(i, i + 1);
      boolean change = (i == 0 || !first) && wanted.matches(c);
      out.append(!change ? c : upper ? c.toUpperCase(Locale.ROOT) : c.toLowerCase(Locale.ROOT));
    }
    return out.toString();
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
