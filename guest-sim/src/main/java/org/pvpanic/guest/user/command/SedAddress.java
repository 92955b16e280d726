package org.pvpanic.guest.user.command;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address of sed: which lines are meant (sed(1), Addresses).
 *
 * @param first a line, or the first one of a step, or how many lines follow
 * @param step the step
 * @param pattern what a line matches; null for the last regular expression that was used
 */
record SedAddress(Kind kind, long first, long step, @Nullable Pattern pattern) {

  /** How lines are told. */
  enum Kind {
    LINE,
    LAST,
    MATCH,
    STEP,
    PLUS
  }

  /** What is known of the line that a script runs for. */
  interface Line {
    long number();

    boolean isLast();

    boolean matches(@Nullable Pattern pattern);
  }

  /** Reads one; null when there is none. */
  static @Nullable SedAddress read(SedScanner in) {
    if (in.isAtEnd()) {
      return null;
    }
    char c = in.peek();
    if (c >= '0' && c <= '9') {
      long first = in.digits();
      if (in.peek() == '~' && !in.isBusybox()) {
        in.skip();
        return new SedAddress(Kind.STEP, first, in.digits(), null);
      }
      return new SedAddress(Kind.LINE, first, 0, null);
    }
    if (c == '$') {
      in.skip();
      return new SedAddress(Kind.LAST, 0, 0, null);
    }
    return c == '/' || c == '\\' ? match(in) : null;
  }

  private static SedAddress match(SedScanner in) {
    char delimiter = in.take();
    if (delimiter == '\\') {
      delimiter = in.isAtEnd() ? '/' : in.take();
    }
    String text = in.delimited(delimiter, true);
    if (text == null) {
      throw in.bad("unterminated address regex", "unmatched '" + delimiter + "'");
    }
    boolean ignoreCase = in.sees('I');
    if (ignoreCase) {
      in.skip();
    }
    return new SedAddress(Kind.MATCH, 0, 0, in.pattern(text, ignoreCase));
  }

  /** Reads the one behind a comma; null when there is none. */
  static @Nullable SedAddress readSecond(SedScanner in) {
    if (in.sees('+')) {
      in.skip();
      return new SedAddress(Kind.PLUS, in.digits(), 0, null);
    }
    return read(in);
  }

  boolean isZero() {
    return kind == Kind.LINE && first == 0;
  }

  boolean selects(Line line) {
    return switch (kind) {
      case LINE -> line.number() == first;
      case LAST -> line.isLast();
      case STEP ->
          step <= 0
              ? line.number() == first
              : line.number() >= first && (line.number() - first) % step == 0;
      case PLUS -> false;
      case MATCH -> line.matches(pattern);
    };
  }
}
