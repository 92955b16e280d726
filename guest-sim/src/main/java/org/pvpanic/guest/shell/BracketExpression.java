package org.pvpanic.guest.shell;

import java.util.Locale;
import org.pvpanic.guest.shell.PosixPattern.Malformed;

/** A bracket expression of a regular expression in the words of java.util.regex (regex(7)). */
final class BracketExpression {

  private static final String UNMATCHED = "Unmatched [, [^, [:, [., or [=";

  private final String source;
  private final StringBuilder set = new StringBuilder("[");
  private int at;

  /**
   * An expression.
   *
   * @param source what it stands in
   * @param at behind its bracket
   */
  BracketExpression(String source, int at) {
    this.source = source;
    this.at = at;
  }

  /** Behind its closing bracket, once it is translated. */
  int end() {
    return at;
  }

  /** Translates it. */
  String translate() throws Malformed {
    if (source.startsWith("^", at)) {
      set.append('^');
      at++;
    }
    boolean first = true;
    while (true) {
      if (at >= source.length()) {
        throw new Malformed(UNMATCHED);
      }
      char c = source.charAt(at);
      if (c == ']' && !first) {
        at++;
        break;
      }
      first = false;
      if (source.startsWith("[:", at)) {
        characterClass();
      } else {
        range();
      }
    }
    return set.append(']').toString();
  }

  private void characterClass() throws Malformed {
    int end = source.indexOf(":]", at + 2);
    if (end < 0) {
      throw new Malformed(UNMATCHED);
    }
    String name = source.substring(at + 2, end);
    at = end + 2;
    String members = members(name);
    if (members.isEmpty()) {
      throw new Malformed("Invalid character class name");
    }
    set.append(members);
  }

  /** What a class of characters holds, for the inside of brackets; "" when there is none. */
  static String members(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "alpha" -> "A-Za-z";
      case "digit" -> "0-9";
      case "alnum" -> "A-Za-z0-9";
      case "upper" -> "A-Z";
      case "lower" -> "a-z";
      case "space" -> " \\t-\\r";
      case "blank" -> " \\t";
      case "punct" -> "!-/:-@\\[-`{-~";
      case "print" -> " -~";
      case "graph" -> "!-~";
      case "cntrl" -> "\\x00-\\x1f\\x7f";
      case "xdigit" -> "0-9A-Fa-f";
      default -> "";
    };
  }

  private void range() throws Malformed {
    char low = member();
    boolean range =
        source.startsWith("-", at) && at + 1 < source.length() && source.charAt(at + 1) != ']';
    set.append(inSet(low));
    if (range) {
      at++;
      char high = member();
      if (high < low) {
        throw new Malformed("Invalid range end");
      }
      set.append('-').append(inSet(high));
    }
  }

  /** A character, or [.x.] or [=x=]. */
  private char member() throws Malformed {
    for (String kind : new String[] {".", "="}) {
      if (source.startsWith("[" + kind, at)) {
        int end = source.indexOf(kind + "]", at + 2);
        if (end != at + 3) {
          throw new Malformed("Invalid collation character");
        }
        char c = source.charAt(at + 2);
        at = end + 2;
        return c;
      }
    }
    return source.charAt(at++);
  }

  private static String inSet(char c) {
    return Character.isLetterOrDigit(c) && c < 0x80
        ? Character.toString(c)
        : String.format(Locale.ROOT, "\\x%02x", (int) c);
  }
}
