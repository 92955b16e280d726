package org.pvpanic.hmp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines typed at a monitor, oldest first, each of them once: a line that is typed again moves
 * to the end. A line takes the user back to the end as well; but, as in QEMU, an empty one and one
 * that fills the last place already leave the user where he has walked to.
 */
final class History {

  /** How many lines are kept. */
  static final int LIMIT = 64;

  private static final int NOWHERE = -1;

  private final List<String> lines = new ArrayList<>();
  private int place = NOWHERE;

  /** The lines, oldest first. */
  List<String> lines() {
    return Collections.unmodifiableList(lines);
  }

  /** Takes a line that was entered. */
  void add(String line) {
    if (line.isEmpty() || isLastPossible(line)) {
      return;
    }
    lines.remove(line);
    if (lines.size() == LIMIT) {
      lines.remove(0);
    }
    lines.add(line);
    place = NOWHERE;
  }

  private boolean isLastPossible(String line) {
    return lines.size() == LIMIT && lines.get(LIMIT - 1).equals(line);
  }

  /** Walks to the line before, and returns it; null at the oldest. */
  @Nullable String older() {
    int next = place == NOWHERE ? lines.size() - 1 : place - 1;
    if (next < 0) {
      return null;
    }
    place = next;
    return lines.get(next);
  }

  /** Walks to the line behind, and returns it: empty behind the newest, null from there on. */
  @Nullable String newer() {
    if (place == NOWHERE) {
      return null;
    }
    place++;
    if (place < lines.size()) {
      return lines.get(place);
    }
    place = NOWHERE;
    return "";
  }
}
