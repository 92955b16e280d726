package org.pvpanic.guest.shell;

/**
 * The line that BusyBox edits, and where the terminal's cursor is meanwhile: each change is sent in
 * the few bytes that make the screen follow (put_cur_glyph_and_inc_cursor, input_backward and
 * redraw of libbb/lineedit.c).
 */
final class AshLine {

  private static final String CLEAR = "\033[J";

  private final int width;
  private final StringBuilder out;
  private final StringBuilder text = new StringBuilder();
  private String prompt = "";
  private int cursor;
  private int x;
  private int y;

  /**
   * An empty line.
   *
   * @param width columns of the terminal
   * @param out gets the bytes for the terminal
   */
  AshLine(int width, StringBuilder out) {
    this.width = width;
    this.out = out;
  }

  /** Begins a line behind a prompt. */
  void begin(String newPrompt) {
    prompt = newPrompt;
    text.setLength(0);
    y = 0;
    putPrompt();
  }

  String text() {
    return text.toString();
  }

  int length() {
    return text.length();
  }

  int cursor() {
    return cursor;
  }

  /** Whether anything stands in the terminal's line. */
  boolean isBegun() {
    return x != 0;
  }

  /** Another text, with the cursor behind it. */
  void replaceAll(String other) {
    text.setLength(0);
    text.append(other);
    redraw(y, 0);
  }

  /** Another text for what stands between a place and the cursor. */
  void replaceBefore(int start, String other) {
    int rest = text.length() - cursor;
    text.replace(start, cursor, other);
    redraw(y, rest);
  }

  /** Writes all of it once more, in the line where the terminal's cursor is. */
  void writeAgain() {
    writeAgain(cursor);
  }

  /** As {@link #writeAgain()}, with the cursor at another place. */
  void writeAgain(int place) {
    redraw(0, text.length() - place);
  }

  void killToEnd() {
    text.setLength(cursor);
    out.append(CLEAR);
  }

  void killToStart() {
    if (cursor > 0) {
      text.delete(0, cursor);
      redraw(y, text.length());
    }
  }

  /**
   * The terminal has told where its cursor is: the prompt began further right than was thought.
   *
   * @param column from 0 on
   */
  void cursorIsAt(int column) {
    if (column > prompt.length()) {
      x += column - prompt.length();
      while (x >= width) {
        x -= width;
        y++;
      }
    }
  }

  private void putPrompt() {
    out.append(prompt);
    cursor = 0;
    int newline = prompt.lastIndexOf('\n');
    int length = prompt.length() - newline - 1;
    y = length / width;
    x = length % width;
  }

  private void putOne() {
    out.append(text.charAt(cursor++));
    if (++x >= width) {
      // A CR and LF force the cursor to the next line however wide the terminal is.
      out.append("\r\n");
      x = 0;
      y++;
    }
  }

  void toEnd() {
    while (cursor < text.length()) {
      putOne();
    }
  }

  void forward() {
    if (cursor < text.length()) {
      putOne();
    }
  }

  void back(int count) {
    int left = Math.min(count, cursor);
    if (left == 0) {
      return;
    }
    cursor -= left;
    if (x >= left) {
      x -= left;
      if (left <= 4) {
        out.append("\b".repeat(left));
      } else {
        out.append("\033[").append(left).append('D');
      }
      return;
    }
    left -= x;
    int rows = 1 + left / width;
    y -= rows;
    x = width * rows - left;
    out.append("\r\033[").append(rows).append('A');
    out.append("\033[").append(x).append('C');
  }

  private void redraw(int up, int backwards) {
    if (up > 0) {
      out.append("\033[").append(up).append('A');
    }
    out.append('\r');
    putPrompt();
    toEnd();
    out.append(CLEAR);
    back(backwards);
  }

  void insert(char c) {
    text.insert(cursor, c);
    if (cursor == text.length() - 1) {
      putOne();
    } else {
      int wanted = cursor + 1;
      toEnd();
      back(cursor - wanted);
    }
  }

  void delete() {
    int here = cursor;
    if (here == text.length()) {
      return;
    }
    text.deleteCharAt(here);
    toEnd();
    out.append(CLEAR);
    back(cursor - here);
  }

  void backspace() {
    if (cursor > 0) {
      back(1);
      delete();
    }
  }

  private boolean isSpace(int index) {
    return Character.isWhitespace(text.charAt(index));
  }

  private boolean isWord(int index) {
    char c = text.charAt(index);
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  void rubOutWord() {
    while (cursor > 0 && isSpace(cursor - 1)) {
      backspace();
    }
    while (cursor > 0 && !isSpace(cursor - 1)) {
      backspace();
    }
  }

  void rubOutWordBack() {
    int from = cursor;
    wordLeft();
    delete(from - cursor);
  }

  void deleteWord() {
    int from = cursor;
    wordRight();
    int count = cursor - from;
    back(count);
    delete(count);
  }

  private void delete(int count) {
    for (int i = 0; i < count; i++) {
      delete();
    }
  }

  void wordLeft() {
    while (cursor > 0 && !isWord(cursor - 1)) {
      back(1);
    }
    while (cursor > 0 && isWord(cursor - 1)) {
      back(1);
    }
  }

  void wordRight() {
    while (cursor < text.length() && !isWord(cursor)) {
      putOne();
    }
    while (cursor < text.length() && isWord(cursor)) {
      putOne();
    }
  }
}
