package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shell pattern (POSIX.1-2017, Shell Command Language, 2.13). */
final class Pattern {

  /** Something that one character can match; null stands for any number of characters. */
  private final List<@Nullable Element> elements;

  private Pattern(List<@Nullable Element> elements) {
    this.elements = elements;
  }

  /** Matches one character. */
  private sealed interface Element {
    boolean matches(char c);
  }

  private record One(char expected) implements Element {
    @Override
    public boolean matches(char c) {
      return c == expected;
    }
  }

  private record Any() implements Element {
    @Override
    public boolean matches(char c) {
      return true;
    }
  }

  private record Bracket(CharacterSet set) implements Element {
    @Override
    public boolean matches(char c) {
      return set.has(c);
    }
  }

  /** The pattern of a text; quoted characters stand for themselves. */
  static Pattern of(Marked text) {
    List<@Nullable Element> elements = new ArrayList<>(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.at(i);
      char mark = text.mark(i);
      if (mark == Marked.NOTHING) {
        i++;
        continue;
      }
      boolean special = mark == Marked.LITERAL || mark == Marked.EXPANDED;
      if (special && c == '[') {
        CharacterSet.Read set = CharacterSet.read(text, i);
        elements.add(set == null ? new One(c) : new Bracket(set.set()));
        i = set == null ? i + 1 : set.end();
        continue;
      }
      if (special && c == '\\' && i + 1 < text.length()) {
        elements.add(new One(text.at(i + 1)));
        i += 2;
        continue;
      }
      if (special && c == '*') {
        if (elements.isEmpty() || elements.get(elements.size() - 1) != null) {
          elements.add(null);
        }
      } else {
        elements.add(special && c == '?' ? new Any() : new One(mark == Marked.BREAK ? ' ' : c));
      }
      i++;
    }
    return new Pattern(elements);
  }

  /** Whether it begins with this very character. */
  boolean beginsWith(char c) {
    return !elements.isEmpty() && elements.get(0) instanceof One one && one.expected() == c;
  }

  boolean matches(String text) {
    return matches(text, 0, text.length());
  }

  /** Whether a part of a text, as a whole, matches. */
  boolean matches(String text, int from, int to) {
    int at = from;
    int element = 0;
    int star = -1;
    int starAt = from;
    while (at < to) {
      if (element < elements.size()) {
        Element wanted = elements.get(element);
        if (wanted == null) {
          star = element++;
          starAt = at;
          continue;
        }
        if (wanted.matches(text.charAt(at))) {
          element++;
          at++;
          continue;
        }
      }
      if (star < 0) {
        return false;
      }
      element = star + 1;
      at = ++starAt;
    }
    while (element < elements.size() && elements.get(element) == null) {
      element++;
    }
    return element == elements.size();
  }

  /** The end of the prefix that matches, the longest or the shortest; -1 for none. */
  int prefix(String text, int from, boolean longest) {
    int length = text.length();
    for (int i = 0; i <= length - from; i++) {
      int end = longest ? length - i : from + i;
      if (matches(text, from, end)) {
        return end;
      }
    }
    return -1;
  }

  /** The start of the suffix that matches, the longest or the shortest; -1 for none. */
  int suffix(String text, boolean longest) {
    int length = text.length();
    for (int i = 0; i <= length; i++) {
      int start = longest ? i : length - i;
      if (matches(text, start, length)) {
        return start;
      }
    }
    return -1;
  }
}
