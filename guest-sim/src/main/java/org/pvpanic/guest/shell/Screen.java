package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * What readline knows of the terminal's screen, and the fewest bytes that turn it into what it
 * should be (the algorithm of update_line in display.c, as its output on a vt220 shows it). A line
 * that is longer than the screen is wide continues below.
 */
final class Screen {

  private static final int TAB = 8;

  private final int width;
  private final StringBuilder out;
  private List<Row> shown = new ArrayList<>(1);
  private int row;
  private int column;

  /**
   * A screen with an empty line.
   *
   * @param width columns
   * @param out gets the bytes for the terminal
   */
  Screen(int width, StringBuilder out) {
    this.width = width;
    this.out = out;
    newLine();
  }

  /** The cursor is at the start of an empty line: whatever is above is none of ours. */
  void newLine() {
    shown = new ArrayList<>(1);
    shown.add(new Row());
    row = 0;
    column = 0;
  }

  /**
   * Shows a prompt with the text behind it.
   *
   * @param prompt one line; what is between \001 and \002 takes no place
   * @param cursor where in {@code text} the cursor stands
   * @param from where in {@code text} the highlighted part begins
   * @param to where it ends
   */
  void show(String prompt, CharSequence text, int cursor, int from, int to) {
    show(new Layout(prompt, text, cursor, width, from, to), false);
  }

  /** As {@link #show}, but all of it is written anew (_rl_quick_redisplay). */
  void showAll(String prompt, CharSequence text, int cursor) {
    show(new Layout(prompt, text, cursor, width, 0, 0), true);
  }

  private void show(Layout wanted, boolean all) {
    int last = wanted.rows.size() - 1;
    int lastShown = shown.size() - 1;
    for (int i = 0; i <= last; i++) {
      Row old = i <= lastShown ? shown.get(i) : new Row();
      if (all && i == 0) {
        rewrite(old, wanted.rows.get(i), i);
      } else {
        update(old, wanted, i, last, lastShown);
      }
    }
    for (int i = last + 1; i <= lastShown; i++) {
      moveToRow(i);
      moveTo(0);
      out.append("\033[K");
    }
    shown = wanted.rows;
    if (row != wanted.cursorRow) {
      moveToRow(wanted.cursorRow);
    }
    moveTo(wanted.cursorColumn);
  }

  /** Leaves the line: the cursor goes to a new one below its end. */
  void finish() {
    int last = shown.size() - 1;
    boolean full = last > 0 && column == 0 && shown.get(last).length() == 0;
    if (full) {
      last--;
    }
    moveToRow(last);
    if (full && shown.get(last).length() == width) {
      Row line = shown.get(last);
      moveTo(width - 1);
      out.append("\033[K");
      line.write(width - 1, width, out);
      column = width;
    }
    if (shown.get(last).length() > 0 || column > 0) {
      out.append('\n');
    }
    newLine();
  }

  /** The cursor goes to the last line of the text. */
  void moveBelow() {
    moveToRow(shown.size() - 1);
  }

  /** Clears the screen; the cursor is at its top. */
  void clear() {
    out.append("\033[H\033[J");
    newLine();
  }

  private void rewrite(Row old, Row line, int index) {
    moveToRow(index);
    moveTo(0);
    line.write(0, line.length(), out);
    // It takes bytes for columns here, and so the cursor ends up too far left behind an umlaut.
    column = line.length() + line.extraBytes();
    if (line.length() < old.length()) {
      out.append("\033[K");
    }
  }

  private void update(Row old, Layout wanted, int index, int last, int lastShown) {
    Row line = wanted.rows.get(index);
    String escapes = index == 0 ? wanted.promptEscapes : "";
    if (column == width && row == index - 1) {
      wrap(old, line);
      if (old.length() == 0 && line.length() > 0) {
        line.write(1, line.length(), out);
        column = line.length();
        return;
      }
    }
    int same = 0;
    while (same < old.length() && same < line.length() && old.same(same, line, same)) {
      same++;
    }
    if (same == old.length() && same == line.length()) {
      return;
    }
    int oldSame = old.length();
    int newSame = line.length();
    boolean worthIt = false;
    while (oldSame - 1 > same && newSame - 1 > same && old.same(oldSame - 1, line, newSame - 1)) {
      // An end that both have in common is only kept when there is a blank in it.
      worthIt |= old.isBlank(oldSame - 1);
      oldSame--;
      newSame--;
    }
    if (!worthIt) {
      oldSame = old.length();
      newSame = line.length();
    } else if (old.same(oldSame - 1, line, newSame - 1)) {
      oldSame--;
      newSame--;
    }
    moveToRow(index);
    if (!escapes.isEmpty() && same < wanted.promptLength && old.length() == 0) {
      out.append(escapes);
      column = wanted.promptLength;
      same = wanted.promptLength;
    } else {
      moveTo(same);
    }
    int longer = (newSame - same) - (oldSame - same);
    if (longer > 0) {
      insert(old, line, same, oldSame, newSame, longer, index >= lastShown && last > lastShown);
    } else {
      overwrite(line, same, newSame, old.length(), longer, index < last);
    }
  }

  /** The terminal goes to the next line only with the next character: that one is put first. */
  private void wrap(Row old, Row line) {
    if (line.length() > 0) {
      line.write(0, 1, out);
      old.setFirst(line);
    } else {
      out.append(' ');
    }
    column = 1;
    row++;
  }

  private void insert(
      Row old, Row line, int same, int oldSame, int newSame, int longer, boolean grows) {
    int rest = line.length() - same;
    boolean inside = oldSame < old.length();
    if (!grows && inside && 2 * rest >= longer) {
      out.append("\033[").append(longer).append('@');
      line.write(same, newSame, out);
      column += newSame - same;
    } else {
      line.write(same, line.length(), out);
      column += rest;
    }
  }

  private void overwrite(Row line, int same, int newSame, int oldLength, int longer, boolean more) {
    int rest = line.length() - same;
    if (2 * rest >= -longer) {
      if (longer < 0) {
        out.append("\033[").append(-longer).append('P');
      }
      line.write(same, newSame, out);
      column += newSame - same;
      return;
    }
    line.write(same, line.length(), out);
    column += rest;
    int left = oldLength - line.length();
    if (left > 0 && more) {
      for (int i = 0; i < left; i++) {
        out.append(' ');
      }
      column += left;
    } else if (left > 0) {
      out.append("\033[K");
    }
  }

  private void moveToRow(int wanted) {
    if (wanted > row) {
      for (int i = row; i < wanted; i++) {
        out.append('\n');
      }
      out.append('\r');
      column = 0;
    } else {
      for (int i = wanted; i < row; i++) {
        out.append("\033[A");
      }
    }
    row = wanted;
  }

  private void moveTo(int wanted) {
    if (column == wanted) {
      return;
    }
    boolean faster = wanted + 1 < column - wanted;
    if (wanted == 0 || faster || column == width) {
      out.append('\r');
      column = 0;
    }
    for (; column < wanted; column++) {
      out.append("\033[C");
    }
    for (; column > wanted; column--) {
      out.append('\b');
    }
  }

  /** Prompt and text cut into lines of the screen. */
  private static final class Layout {
    private final List<Row> rows = new ArrayList<>(1);
    private final int width;
    private String promptEscapes = "";
    private int promptLength;
    private int cursorRow;
    private int cursorColumn;
    private boolean highlighted;

    Layout(String prompt, CharSequence text, int cursor, int width, int from, int to) {
      this.width = width;
      rows.add(new Row());
      prompt(prompt);
      for (int i = 0; i <= text.length(); i++) {
        if (i == cursor) {
          cursorRow = rows.size() - 1;
          cursorColumn = rows.get(cursorRow).length();
        }
        if (i < text.length()) {
          highlighted = i >= from && i < to;
          character(text.charAt(i));
        }
      }
    }

    private void prompt(String prompt) {
      boolean invisible = false;
      boolean escapes = false;
      for (int i = 0; i < prompt.length(); i++) {
        char c = prompt.charAt(i);
        if (c == '\001') {
          invisible = true;
          escapes = true;
        } else if (c == '\002') {
          invisible = false;
        } else if (!invisible) {
          put(c);
        }
      }
      promptLength = rows.get(0).length();
      if (escapes && rows.size() == 1) {
        promptEscapes = prompt.replace("\001", "").replace("\002", "");
      }
    }

    private void character(char c) {
      if (c == '\n') {
        rows.add(new Row());
      } else if (c == '\t') {
        int column = rows.get(rows.size() - 1).length();
        for (int i = TAB - column % TAB; i > 0; i--) {
          put(' ');
        }
      } else if (c < ' ' || c == 0x7f) {
        put('^');
        put((char) (c ^ 0x40));
      } else {
        put(c);
      }
    }

    private void put(char c) {
      Row line = rows.get(rows.size() - 1);
      line.append(c, highlighted);
      if (line.length() == width) {
        rows.add(new Row());
      }
    }
  }
}
