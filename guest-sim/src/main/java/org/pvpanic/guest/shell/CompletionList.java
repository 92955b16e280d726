package org.pvpanic.guest.shell;

import java.util.List;

/** Lists candidates in columns, a page at a time (rl_display_match_list of complete.c). */
final class CompletionList {

  /** More than that are listed only after a question (completion-query-items). */
  private static final int QUERY_ITEMS = 100;

  private final List<String> candidates;
  private final StringBuilder out;
  private final int columnWidth;
  private final int columns;
  private final int rows;
  private int next;

  CompletionList(List<String> candidates, int width, StringBuilder out) {
    this.candidates = candidates;
    this.out = out;
    int longest = 0;
    for (String each : candidates) {
      longest = Math.max(longest, each.length());
    }
    columnWidth = longest + 2;
    int fitting = width / columnWidth;
    if (fitting != 1 && fitting * columnWidth == width) {
      fitting--;
    }
    columns = Math.max(1, fitting);
    rows = (candidates.size() + columns - 1) / columns;
  }

  boolean isLong() {
    return candidates.size() >= QUERY_ITEMS;
  }

  /** Prints so many rows; returns whether all are printed. */
  boolean print(int count) {
    for (int i = 0; i < count && next < rows; i++) {
      row(next++);
    }
    return next == rows;
  }

  private void row(int row) {
    for (int column = 0; column < columns; column++) {
      int index = row + column * rows;
      if (index >= candidates.size()) {
        break;
      }
      String text = candidates.get(index);
      out.append(text);
      if (column + 1 < columns) {
        out.append(" ".repeat(columnWidth - text.length()));
      }
    }
    out.append('\n');
  }
}
