package org.pvpanic.guest.user.command;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.PosixPattern;

/** Goes through the text of a sed script, and knows where in it something is wrong. */
final class SedScanner {

  private final Call call;
  private final boolean extended;
  private final String source;
  private final int expression;
  private int at;

  /**
   * A scanner.
   *
   * @param extended whether its regular expressions are extended ones
   * @param expression which {@code -e} it is, from 1 on
   */
  SedScanner(Call call, boolean extended, String source, int expression) {
    this.call = call;
    this.extended = extended;
    this.source = source;
    this.expression = expression;
  }

  boolean isBusybox() {
    return call.isBusybox();
  }

  /** What is wrong here, in GNU's words or in BusyBox's. */
  Exit bad(String gnu, String busybox) {
    return bad(call, expression, at, gnu, busybox);
  }

  static Exit bad(Call call, int expression, int at, String gnu, String busybox) {
    return call.fail(
        call.isBusybox() ? busybox : "-e expression #" + expression + ", char " + at + ": " + gnu);
  }

  /** As {@link #bad}, of the character that comes next. */
  Exit badNext(String gnu, String busybox) {
    at++;
    return bad(gnu, busybox);
  }

  /** As {@link #bad}, of something that goes on to the end. */
  Exit badToEnd(String gnu, String busybox) {
    at = source.length();
    return bad(gnu, busybox);
  }

  boolean isAtEnd() {
    return at == source.length();
  }

  /** Whether this character comes next; the end is no newline. */
  boolean sees(char c) {
    return at < source.length() && source.charAt(at) == c;
  }

  /** The next character, a newline at the end. */
  char peek() {
    return at < source.length() ? source.charAt(at) : '\n';
  }

  char take() {
    return source.charAt(at++);
  }

  void skip() {
    at++;
  }

  /** Goes back before the character that was taken last. */
  void untake() {
    at--;
  }

  void skipBlanks() {
    while (at < source.length() && Text.isBlank(source.charAt(at))) {
      at++;
    }
  }

  /** Skips what may stand between two commands. */
  void skipSeparators() {
    while (at < source.length() && (Text.isSpace(source.charAt(at)) || source.charAt(at) == ';')) {
      at++;
    }
  }

  /** A number; 0 where there is none. */
  long digits() {
    int from = at;
    while (at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9') {
      at++;
    }
    Long value = Numbers.decimal(source.substring(from, at));
    return value == null ? 0 : value;
  }

  String restOfLine() {
    int from = at;
    int end = source.indexOf('\n', at);
    at = end < 0 ? source.length() : end;
    return source.substring(from, at);
  }

  /** A label. */
  String word(boolean braceEnds) {
    skipBlanks();
    int from = at;
    while (at < source.length()
        && source.charAt(at) != '\n'
        && source.charAt(at) != ';'
        && !(source.charAt(at) == '}' && braceEnds)) {
      at++;
    }
    return source.substring(from, at).trim();
  }

  /** The text up to a delimiter, which is skipped; null when there is none. */
  @Nullable String delimited(char delimiter, boolean regex) {
    StringBuilder text = new StringBuilder();
    boolean brackets = false;
    while (at < source.length()) {
      char c = source.charAt(at++);
      if (c == '\\' && at < source.length() && !brackets) {
        char next = source.charAt(at++);
        if (next == delimiter) {
          text.append(regex || next != '&' ? "" : "\\").append(next);
        } else if (next == 'n' && regex) {
          text.append('\n');
        } else {
          text.append('\\').append(next);
        }
        continue;
      }
      if (c == delimiter && !brackets) {
        return text.toString();
      }
      if (regex && c == '[' && !brackets) {
        brackets = true;
        text.append(c);
        if (sees('^')) {
          text.append(take());
        }
        if (sees(']')) {
          text.append(take());
        }
        continue;
      }
      brackets &= c != ']';
      text.append(c);
    }
    return null;
  }

  /** A regular expression; null when it is empty and stands for the last one that was used. */
  @Nullable Pattern pattern(String text, boolean ignoreCase) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return PosixPattern.compile(text, extended, ignoreCase);
    } catch (PosixPattern.Malformed e) {
      throw bad(e.text(), "bad regex '" + text + "': " + e.text());
    }
  }
}
