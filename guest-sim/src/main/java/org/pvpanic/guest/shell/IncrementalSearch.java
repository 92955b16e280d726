package org.pvpanic.guest.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searching the history while the string that is looked for is typed (isearch.c). */
final class IncrementalSearch {

  private final List<String> lines;
  private final int startedAt;
  private final StringBuilder wanted = new StringBuilder();
  private boolean reverse;
  private boolean failed;
  private int at;
  private int index;
  private int lastFound;
  private int foundPoint;
  private @Nullable String previous;
  private boolean found;

  /**
   * Begins to search.
   *
   * @param lines all commands, and the line that was begun
   * @param at the one in which the cursor is
   * @param point where in it
   */
  IncrementalSearch(List<String> lines, int at, int point, boolean reverse) {
    this.lines = lines;
    this.startedAt = at;
    this.at = at;
    this.index = point;
    this.foundPoint = point;
    this.lastFound = at;
    this.reverse = reverse;
  }

  String prompt() {
    return "("
        + (failed ? "failed " : "")
        + (reverse ? "reverse-" : "")
        + "i-search)`"
        + wanted
        + "': ";
  }

  String wanted() {
    return wanted.toString();
  }

  int startedAt() {
    return startedAt;
  }

  /** The line that was found last. */
  int foundLine() {
    return lastFound;
  }

  String text() {
    return lines.get(lastFound);
  }

  /** Where in it the cursor is. */
  int point() {
    return foundPoint;
  }

  /** Where the cursor will be when the search ends here. */
  int endPoint() {
    return Math.min(index, lines.get(lastFound).length());
  }

  /** Another character of the string; returns whether it was found. */
  boolean add(char c) {
    wanted.append(c);
    return search();
  }

  /** Takes the last character of the string back. */
  boolean rubOut() {
    wanted.setLength(Math.max(0, wanted.length() - 1));
    return search();
  }

  /** Whether there is anything to look for again. */
  boolean canGoOn(String last) {
    return wanted.length() > 0 || !last.isEmpty();
  }

  /**
   * Looks for the next place.
   *
   * @param last what was looked for by the search before
   */
  boolean again(boolean backwards, String last) {
    boolean turned = reverse != backwards;
    reverse = backwards;
    if (wanted.length() == 0) {
      wanted.append(last);
    } else if (!turned || found) {
      index += backwards ? -1 : 1;
    }
    return search();
  }

  private boolean search() {
    found = false;
    failed = wanted.length() == 0;
    String line = lines.get(at);
    while (!failed) {
      int hit =
          index < 0
              ? -1
              : reverse
                  ? line.lastIndexOf(wanted.toString(), index)
                  : line.indexOf(wanted.toString(), index);
      if (hit >= 0) {
        index = hit;
        found = true;
        lastFound = at;
        foundPoint = hit;
        previous = line;
        return true;
      }
      do {
        at += reverse ? -1 : 1;
        failed = at < 0 || at == lines.size();
      } while (!failed
          && (lines.get(at).equals(previous) || lines.get(at).length() < wanted.length()));
      if (!failed) {
        line = lines.get(at);
        index = reverse ? line.length() - wanted.length() : 0;
      }
    }
    at = lastFound;
    index = Math.max(0, index);
    return false;
  }
}
