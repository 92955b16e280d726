package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;

/** The commands that were entered, each with its number. */
final class History {

  private final List<String> lines = new ArrayList<>(4);
  private final int limit;
  private int first = 1;

  /**
   * An empty history.
   *
   * @param limit how many commands it holds (HISTSIZE)
   */
  History(int limit) {
    this.limit = limit;
  }

  /** The commands, the oldest first. */
  List<String> list() {
    return lines;
  }

  int size() {
    return lines.size();
  }

  /** The number of the oldest command. */
  int first() {
    return first;
  }

  /** The number that the next command gets. */
  int next() {
    return first + lines.size();
  }

  String get(int index) {
    return lines.get(index);
  }

  void add(String line) {
    lines.add(line);
    if (lines.size() > limit) {
      lines.remove(0);
      first++;
    }
  }

  /** Another text in the place of a command. */
  void replace(int index, String line) {
    lines.set(index, line);
  }

  void remove(int index) {
    lines.remove(index);
  }

  void clear() {
    lines.clear();
    first = 1;
  }
}
