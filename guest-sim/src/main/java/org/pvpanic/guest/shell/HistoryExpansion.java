package org.pvpanic.guest.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replaces {@code !!}, {@code !n}, {@code !string} and their kin (bash(1), HISTORY EXPANSION). */
final class HistoryExpansion {

  /** Nothing in the history fits, or a modifier does not apply. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    Failure(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * What became of a line.
   *
   * @param text the line
   * @param changed whether anything was replaced
   * @param printOnly whether {@code :p} forbids to run it
   */
  record Result(String text, boolean changed, boolean printOnly) {}

  private final History history;
  private final String line;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private boolean changed;
  private boolean printOnly;

  private HistoryExpansion(History history, String line) {
    this.history = history;
    this.line = line;
  }

  /**
   * Expands a line.
   *
   * @throws Failure in bash's words, without the name of the shell
   */
  static Result expand(History history, String line) throws Failure {
    boolean quick = line.startsWith("^");
    if (!quick && line.indexOf('!') < 0) {
      return new Result(line, false, false);
    }
    return new HistoryExpansion(history, line).run(quick);
  }

  private Result run(boolean quick) throws Failure {
    if (quick) {
      quickSubstitution();
    }
    boolean doubleQuoted = false;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '\\' && at + 1 < line.length()) {
        out.append(c).append(line.charAt(at + 1));
        at += 2;
      } else if (c == '\'' && !doubleQuoted) {
        int end = line.indexOf('\'', at + 1);
        int next = end < 0 ? line.length() : end + 1;
        out.append(line, at, next);
        at = next;
      } else if (c == '#' && !doubleQuoted && isAtWordStart()) {
        // histchars' third character: the rest of the line is a comment, and no history.
        out.append(line, at, line.length());
        at = line.length();
      } else if (c == '!' && expands(doubleQuoted)) {
        changed = true;
        event();
      } else {
        doubleQuoted ^= c == '"';
        out.append(c);
        at++;
      }
    }
    return new Result(out.toString(), changed, printOnly);
  }

  private boolean isAtWordStart() {
    return at == 0 || " \t\n;&()|<>".indexOf(line.charAt(at - 1)) >= 0;
  }

  private boolean expands(boolean doubleQuoted) {
    char next = peek(1);
    char before = at > 0 ? line.charAt(at - 1) : 0;
    return next != 0
        && " \t\n\r=;&|)<>".indexOf(next) < 0
        && !(next == '(')
        && !(doubleQuoted && next == '"')
        && before != '$'
        && !(before == '{' && at > 1 && line.charAt(at - 2) == '$')
        && !(before == '[');
  }

  private char peek(int ahead) {
    return at + ahead < line.length() ? line.charAt(at + ahead) : 0;
  }

  private String previous(String typed) throws Failure {
    if (history.size() == 0) {
      throw new Failure(typed + ": event not found");
    }
    return history.get(history.size() - 1);
  }

  /** {@code ^old^new^}. */
  private void quickSubstitution() throws Failure {
    int middle = line.indexOf('^', 1);
    String old = middle < 0 ? line.substring(1) : line.substring(1, middle);
    int end = middle < 0 ? -1 : line.indexOf('^', middle + 1);
    String replacement =
        middle < 0 ? "" : line.substring(middle + 1, end < 0 ? line.length() : end);
    String event = previous(":s" + line);
    int hit = old.isEmpty() ? -1 : event.indexOf(old);
    if (hit < 0) {
      throw new Failure(":s" + line + ": substitution failed");
    }
    out.append(event, 0, hit)
        .append(replacement.replace("&", old))
        .append(event.substring(hit + old.length()));
    changed = true;
    at = end < 0 ? line.length() : end + 1;
  }

  private void event() throws Failure {
    int start = at;
    at++;
    char c = peek(0);
    String event;
    if (c == '!') {
      at++;
      event = previous("!!");
    } else if (c == '#') {
      at++;
      event = out.toString();
    } else if (Character.isDigit(c) || (c == '-' && Character.isDigit(peek(1)))) {
      int digits = at + 1;
      while (digits < line.length() && Character.isDigit(line.charAt(digits))) {
        digits++;
      }
      String number = line.substring(at, digits);
      at = digits;
      event = byNumber(number, line.substring(start, digits));
    } else if (c == '?') {
      int end = line.indexOf('?', at + 1);
      String wanted = line.substring(at + 1, end < 0 ? line.length() : end);
      at = end < 0 ? line.length() : end + 1;
      event = found(wanted, false, line.substring(start, at));
    } else if ("$^*:".indexOf(c) >= 0) {
      event = previous(line.substring(start, Math.min(line.length(), start + 2)));
    } else {
      int end = at;
      while (end < line.length() && " \t\n:;&()|<>\"'^$*%".indexOf(line.charAt(end)) < 0) {
        end++;
      }
      String wanted = line.substring(at, end);
      at = end;
      event = found(wanted, true, line.substring(start, end));
    }
    out.append(modified(words(event, start)));
  }

  private String byNumber(String number, String typed) throws Failure {
    try {
      int value = Integer.parseInt(number);
      int index = value < 0 ? history.size() + value : value - history.first();
      if (index >= 0 && index < history.size()) {
        return history.get(index);
      }
    } catch (NumberFormatException e) {
      // Too large: there is no such command either.
    }
    throw new Failure(typed + ": event not found");
  }

  private String found(String wanted, boolean atStart, String typed) throws Failure {
    for (int i = history.size() - 1; i >= 0; i--) {
      String each = history.get(i);
      if (atStart ? each.startsWith(wanted) : each.contains(wanted)) {
        return each;
      }
    }
    throw new Failure(typed + ": event not found");
  }

  /** A word designator, if one follows. */
  private String words(String event, int start) throws Failure {
    boolean colon = peek(0) == ':' && "0123456789^$*%-".indexOf(peek(1)) >= 0 && peek(1) != 0;
    if (!colon && (peek(0) == 0 || "^$*-%".indexOf(peek(0)) < 0)) {
      return event;
    }
    if (colon) {
      at++;
    }
    List<String> words = HistoryWords.split(event);
    int last = words.size() - 1;
    int from;
    if (peek(0) == '*') {
      at++;
      return last < 1 ? "" : String.join(" ", words.subList(1, words.size()));
    }
    if (peek(0) == '-') {
      from = 0;
    } else {
      from = wordNumber(last);
    }
    int to = from;
    if (peek(0) == '*') {
      at++;
      to = last;
    } else if (peek(0) == '-') {
      at++;
      boolean bounded = Character.isDigit(peek(0)) || peek(0) == '$' || peek(0) == '^';
      to = bounded ? wordNumber(last) : last - 1;
    }
    if (from > last + 1 || to > last || from > to) {
      throw new Failure(line.substring(colonOf(start), at) + ": bad word specifier");
    }
    return String.join(" ", words.subList(from, to + 1));
  }

  private int colonOf(int start) {
    int colon = line.indexOf(':', start);
    return colon < 0 || colon >= at ? start + 1 : colon;
  }

  private int wordNumber(int last) {
    char c = peek(0);
    if (c == '$' || c == '^') {
      at++;
      return c == '$' ? last : 1;
    }
    int value = 0;
    while (Character.isDigit(peek(0))) {
      value = Math.min(value * 10 + line.charAt(at++) - '0', 1 << 20);
    }
    return value;
  }

  private String modified(String words) throws Failure {
    String text = words;
    while (peek(0) == ':' && peek(1) != 0) {
      boolean all = peek(1) == 'g' || peek(1) == 'a';
      int letterAt = at + (all ? 2 : 1);
      char letter = letterAt < line.length() ? line.charAt(letterAt) : 0;
      int from = at;
      at = letterAt + 1;
      int slash = text.lastIndexOf('/');
      int dot = text.lastIndexOf('.');
      switch (letter) {
        case 'h' -> text = slash < 0 ? text : text.substring(0, slash);
        case 't' -> text = text.substring(slash + 1);
        case 'r' -> text = dot < 0 ? text : text.substring(0, dot);
        case 'e' -> text = dot < 0 ? "" : text.substring(dot);
        case 'p' -> printOnly = true;
        case 'q' -> text = "'" + text.replace("'", "'\\''") + "'";
        case 'x' -> text = "'" + text.replace("'", "'\\''").replace(" ", "' '") + "'";
        case 's' -> text = substituted(text, all, from);
        default ->
            throw new Failure(
                line.substring(from, Math.min(at, line.length()))
                    + ": unrecognized history modifier");
      }
    }
    return text;
  }

  private String substituted(String text, boolean all, int from) throws Failure {
    char delimiter = peek(0);
    int middle = line.indexOf(delimiter, at + 1);
    @Nullable String old = middle < 0 ? null : line.substring(at + 1, middle);
    if (old == null) {
      throw new Failure(line.substring(from) + ": substitution failed");
    }
    int end = line.indexOf(delimiter, middle + 1);
    String replacement =
        line.substring(middle + 1, end < 0 ? line.length() : end).replace("&", old);
    at = end < 0 ? line.length() : end + 1;
    int hit = old.isEmpty() ? -1 : text.indexOf(old);
    if (hit < 0) {
      throw new Failure(line.substring(from, at) + ": substitution failed");
    }
    return all
        ? text.replace(old, replacement)
        : text.substring(0, hit) + replacement + text.substring(hit + old.length());
  }
}
