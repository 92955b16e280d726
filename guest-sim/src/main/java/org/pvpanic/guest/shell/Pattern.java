package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shell pattern (POSIX.1-2017, Shell Command Language, 2.13). Each can be used so long; then the
 * shell is out of memory.
 */
final class Pattern {

  /** A pattern that looks at characters more often than this gives up: its shell is one of many. */
  private static final int MAX_LOOKS = 4_000_000;

  /** Nothing matches, and nothing would that begins later: more text is wanted than there is. */
  static final int NEVER = -2;

  /** The words of a set of places that can be passed over in the time of a look. */
  private static final int PLACES_A_LOOK = 16;

  /** Something that one character can match; null stands for any number of characters. */
  private final List<@Nullable Element> elements;

  private int looks;

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

  boolean matches(String text) throws ShellError {
    int length = text.length();
    int at = 0;
    int element = 0;
    int star = -1;
    int starAt = 0;
    while (at < length) {
      look(1);
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

  /** Whether a part of it matches any number of characters. */
  boolean hasStar() {
    return elements.contains(null);
  }

  /**
   * The end of the prefix that matches, the longest or the shortest; -1 for none, and {@link
   * #NEVER} when there is none behind it, either.
   */
  int prefix(String text, int from, boolean longest) throws ShellError {
    return walk(text, from, longest, false);
  }

  /** The start of the suffix that matches, the longest or the shortest; negative for none. */
  int suffix(String text, boolean longest) throws ShellError {
    return walk(text, text.length(), longest, true);
  }

  /**
   * Goes along a text once, from a place to its end or backwards to its start, and keeps all places
   * in the pattern that what it passed can lead to.
   *
   * @return how far it matches; -1 when it does not, and NEVER when the text ended too early
   */
  private int walk(String text, int from, boolean longest, boolean backwards) throws ShellError {
    int end = elements.size();
    int found = -1;
    BitSet places = new BitSet();
    BitSet next = new BitSet();
    enter(places, 0, backwards);
    int at = from;
    while (true) {
      if (places.get(end)) {
        found = at;
        if (!longest) {
          return found;
        }
      }
      if (places.isEmpty()) {
        return found;
      }
      if (at == (backwards ? 0 : text.length())) {
        return found < 0 ? NEVER : found;
      }
      char c = text.charAt(backwards ? at - 1 : at);
      next.clear();
      for (int place = places.nextSetBit(0);
          place >= 0 && place < end;
          place = places.nextSetBit(place + 1)) {
        look(1 + (place / (Long.SIZE * PLACES_A_LOOK)));
        Element wanted = element(place, backwards);
        if (wanted == null) {
          next.set(place);
          enter(next, place + 1, backwards);
        } else if (wanted.matches(c)) {
          enter(next, place + 1, backwards);
        }
      }
      BitSet passed = places;
      places = next;
      next = passed;
      at += backwards ? -1 : 1;
    }
  }

  /** A star may match nothing: what follows it is reached, too. */
  private void enter(BitSet places, int place, boolean backwards) {
    places.set(place);
    if (place < elements.size() && element(place, backwards) == null) {
      places.set(place + 1);
    }
  }

  private @Nullable Element element(int place, boolean backwards) {
    return elements.get(backwards ? elements.size() - 1 - place : place);
  }

  private void look(int count) throws ShellError {
    looks += count;
    if (looks > MAX_LOOKS) {
      throw ShellError.fatal(2, "out of memory");
    }
  }
}
