package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in brackets in a pattern: characters, ranges and classes. */
record CharacterSet(boolean negated, List<Range> ranges, List<String> classes) {

  /** From one character to another. */
  record Range(char first, char last) {}

  /** A set, and the place behind it. */
  record Read(CharacterSet set, int end) {}

  /** The set whose bracket stands at a place, or null when it is not closed. */
  static @Nullable Read read(Marked text, int start) {
    int i = start + 1;
    boolean negated =
        i < text.length() && !text.isQuoted(i) && (text.at(i) == '!' || text.at(i) == '^');
    if (negated) {
      i++;
    }
    CharacterSet set = new CharacterSet(negated, new ArrayList<>(1), new ArrayList<>(0));
    int first = i;
    while (i < text.length()) {
      char c = text.at(i);
      boolean quoted = text.isQuoted(i);
      if (c == ']' && !quoted && i > first) {
        return new Read(set, i + 1);
      }
      if (c == '/' && !quoted && text.mark(i) == Marked.BREAK) {
        return null;
      }
      int end = c == '[' && !quoted ? set.readClass(text, i) : -1;
      if (end > 0) {
        i = end;
        continue;
      }
      if (c == '\\' && !quoted && i + 1 < text.length()) {
        c = text.at(++i);
      }
      boolean range =
          i + 2 < text.length()
              && text.at(i + 1) == '-'
              && !text.isQuoted(i + 1)
              && (text.at(i + 2) != ']' || text.isQuoted(i + 2));
      set.ranges.add(new Range(c, range ? text.at(i + 2) : c));
      i += range ? 3 : 1;
    }
    return null;
  }

  /** Reads {@code [:class:]}; returns the place behind it, or -1. */
  private int readClass(Marked text, int start) {
    StringBuilder name = new StringBuilder();
    if (start + 1 >= text.length() || text.at(start + 1) != ':') {
      return -1;
    }
    for (int i = start + 2; i + 1 < text.length(); i++) {
      if (text.at(i) == ':' && text.at(i + 1) == ']') {
        classes.add(name.toString());
        return i + 2;
      }
      name.append(text.at(i));
    }
    return -1;
  }

  boolean has(char c) {
    for (Range range : ranges) {
      if (c >= range.first() && c <= range.last()) {
        return !negated;
      }
    }
    for (String name : classes) {
      if (isIn(name, c)) {
        return !negated;
      }
    }
    return negated;
  }

  private static boolean isIn(String name, char c) {
    boolean ascii = c < 128;
    return switch (name) {
      case "alpha" -> Character.isLetter(c);
      case "digit" -> Names.isDigit(c);
      case "alnum" -> Character.isLetterOrDigit(c);
      case "upper" -> Character.isUpperCase(c);
      case "lower" -> Character.isLowerCase(c);
      case "space" -> ascii && Character.isWhitespace(c);
      case "blank" -> c == ' ' || c == '\t';
      case "punct" -> ascii && c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
      case "xdigit" -> ascii && Character.digit(c, 16) >= 0;
      case "cntrl" -> c < ' ' || c == 127;
      case "print" -> c >= ' ' && c != 127;
      case "graph" -> c > ' ' && c != 127;
      default -> false;
    };
  }
}
