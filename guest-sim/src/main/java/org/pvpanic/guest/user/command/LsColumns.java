package org.pvpanic.guest.user.command;

import java.util.Arrays;
import java.util.List;

/**
 * Puts names in columns: GNU's ls makes each as wide as it must be (init_column_info of ls.c),
 * BusyBox's all alike.
 */
final class LsColumns {

  private final Call call;
  private final boolean across;
  private final int width;

  /**
   * Columns.
   *
   * @param across whether the next name is in the same line, not below
   * @param width columns of the screen
   */
  LsColumns(Call call, boolean across, int width) {
    this.call = call;
    this.across = across;
    this.width = width;
  }

  /** Prints the texts, of which there is at least one. */
  void show(List<String> texts) {
    int[] widths = call.isBusybox() ? equalWidths(texts) : bestWidths(texts);
    int columns = widths.length;
    int rows = (texts.size() + columns - 1) / columns;
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      int start = 0;
      for (int column = 0; column < columns; column++) {
        int at = across ? row * columns + column : column * rows + row;
        if (at < texts.size()) {
          indent(line, start);
          line.append(texts.get(at));
        }
        start += widths[column];
      }
      call.out(line + "\n");
    }
  }

  /** Blanks up to a column; GNU puts tabs where they reach further than one column. */
  private void indent(StringBuilder line, int to) {
    int from = columnOf(line);
    while (from < to) {
      boolean tab = !call.isBusybox() && to / 8 > (from + 1) / 8;
      line.append(tab ? '\t' : ' ');
      from = tab ? (from / 8 + 1) * 8 : from + 1;
    }
  }

  private static int columnOf(StringBuilder line) {
    int column = 0;
    for (int i = 0; i < line.length(); i++) {
      column = line.charAt(i) == '\t' ? (column / 8 + 1) * 8 : column + 1;
    }
    return column;
  }

  /** One width for all columns. */
  private int[] equalWidths(List<String> texts) {
    int most = 0;
    for (String text : texts) {
      most = Math.max(most, text.length());
    }
    int columns = Math.max(1, Math.min(texts.size(), width / (most + 2)));
    int rows = (texts.size() + columns - 1) / columns;
    columns = across ? columns : (texts.size() + rows - 1) / rows;
    int[] widths = new int[columns];
    Arrays.fill(widths, most + 2);
    return widths;
  }

  /** As many columns as fit, each as wide as it must be. */
  private int[] bestWidths(List<String> texts) {
    int most = Math.max(1, Math.min(texts.size(), width / 3));
    for (int columns = most; columns > 1; columns--) {
      int rows = (texts.size() + columns - 1) / columns;
      int[] widths = new int[columns];
      int total = 0;
      for (int i = 0; i < texts.size(); i++) {
        int column = across ? i % columns : i / rows;
        int needed = texts.get(i).length() + (column == columns - 1 ? 0 : 2);
        if (needed > widths[column]) {
          total += needed - widths[column];
          widths[column] = needed;
        }
      }
      if (total < width) {
        return widths;
      }
    }
    return new int[] {0};
  }
}
