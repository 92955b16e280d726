package org.pvpanic.guest.shell;

import org.pvpanic.guest.shell.Completer.Completion;

/**
 * The line editor of BusyBox 1.35 in Emacs mode, without reverse search, as Debian builds it
 * (libbb/lineedit.c). It knows no terminal: keys go in one by one, and what is to be sent is
 * collected.
 */
final class AshEditor {

  /** What a key led to. */
  enum Event {
    /** The line goes on. */
    MORE,
    /** It is entered. */
    LINE,
    /** ^C: it is forgotten. */
    INTERRUPT,
    /** The end of input was typed on an empty line. */
    END
  }

  private static final String CLEAR = "\033[J";

  private final StringBuilder out = new StringBuilder();
  private final History history;
  private final Completer completer;
  private final int width;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder sequence = new StringBuilder(4);
  private String prompt = "";
  private boolean inSequence;
  private boolean literal;
  private int cursor;
  private int x;
  private int y;
  private int at;
  private String begun = "";
  private boolean tabbed;

  AshEditor(History history, Completer completer, int width) {
    this.history = history;
    this.completer = completer;
    this.width = width;
  }

  /**
   * Shows a prompt and begins a line.
   *
   * @param askWhere whether to ask the terminal where the cursor is: not while input waits
   */
  void begin(String newPrompt, boolean askWhere) {
    prompt = newPrompt;
    text.setLength(0);
    at = history.size();
    begun = "";
    inSequence = false;
    literal = false;
    y = 0;
    putPrompt();
    if (askWhere) {
      out.append("\033[6n");
    }
  }

  String line() {
    return text.toString();
  }

  String takeOutput() {
    String sent = out.toString();
    out.setLength(0);
    return sent;
  }

  /** Takes a byte from the keyboard. */
  Event key(int b) {
    char c = (char) (b & 0xff);
    if (inSequence) {
      sequenceKey(c);
      return Event.MORE;
    }
    if (literal) {
      literal = false;
      insert(c);
      return Event.MORE;
    }
    boolean tab = c == '\t';
    Event event = plainKey(c);
    tabbed = tab;
    return event;
  }

  private Event plainKey(char c) {
    switch (c) {
      case '\r', '\n' -> {
        toEnd();
        if (x != 0) {
          out.append('\n');
        }
        return Event.LINE;
      }
      case 0x01 -> back(cursor);
      case 0x02 -> back(1);
      case 0x03 -> {
        out.append("^C\n");
        return Event.INTERRUPT;
      }
      case 0x04 -> {
        if (text.length() == 0) {
          return Event.END;
        }
        delete();
      }
      case 0x05 -> toEnd();
      case 0x06 -> forward();
      case 0x08, 0x7f -> backspace();
      case '\t' -> complete();
      case 0x0b -> {
        text.setLength(cursor);
        out.append(CLEAR);
      }
      case 0x0c -> {
        out.append("\033[H\033[J");
        redraw(0, text.length() - cursor);
      }
      case 0x0e -> next();
      case 0x10 -> previous();
      case 0x15 -> {
        if (cursor > 0) {
          text.delete(0, cursor);
          redraw(y, text.length());
        }
      }
      case 0x16 -> literal = true;
      case 0x17 -> rubOutWord();
      case 0x1b -> {
        inSequence = true;
        sequence.setLength(0);
      }
      default -> {
        if (c >= ' ') {
          insert(c);
        }
      }
    }
    return Event.MORE;
  }

  private void sequenceKey(char c) {
    sequence.append(c);
    boolean open =
        sequence.charAt(0) == '['
            ? sequence.length() == 1 || (c >= '0' && c <= '9') || c == ';'
            : sequence.charAt(0) == 'O' && sequence.length() == 1;
    if (open && sequence.length() < 16) {
      return;
    }
    inSequence = false;
    switch (sequence.toString()) {
      case "[A", "OA" -> {
        if (at == 0) {
          beep();
        }
        previous();
      }
      case "[B", "OB" -> next();
      case "[C", "OC" -> forward();
      case "[D", "OD" -> back(1);
      case "[H", "OH", "[1~", "[7~" -> back(cursor);
      case "[F", "OF", "[4~", "[8~" -> toEnd();
      case "[3~" -> delete();
      case "[1;5C", "f" -> wordRight();
      case "[1;5D", "b" -> wordLeft();
      case "d" -> deleteWord();
      case "\177", "\b" -> rubOutWordBack();
      default -> {
        if (c == 'R') {
          cursorReported();
        }
      }
    }
  }

  /** The terminal's answer to ESC[6n: the prompt began further right than was thought. */
  private void cursorReported() {
    int semicolon = sequence.indexOf(";");
    try {
      int column = Integer.parseInt(sequence.substring(semicolon + 1, sequence.length() - 1)) - 1;
      if (column > prompt.length()) {
        x += column - prompt.length();
        while (x >= width) {
          x -= width;
          y++;
        }
      }
    } catch (NumberFormatException e) {
      // No answer that it understands.
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

  private void toEnd() {
    while (cursor < text.length()) {
      putOne();
    }
  }

  private void forward() {
    if (cursor < text.length()) {
      putOne();
    }
  }

  private void back(int count) {
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

  private void insert(char c) {
    text.insert(cursor, c);
    if (cursor == text.length() - 1) {
      putOne();
    } else {
      int wanted = cursor + 1;
      toEnd();
      back(cursor - wanted);
    }
  }

  private void delete() {
    int here = cursor;
    if (here == text.length()) {
      return;
    }
    text.deleteCharAt(here);
    toEnd();
    out.append(CLEAR);
    back(cursor - here);
  }

  private void backspace() {
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

  private void rubOutWord() {
    while (cursor > 0 && isSpace(cursor - 1)) {
      backspace();
    }
    while (cursor > 0 && !isSpace(cursor - 1)) {
      backspace();
    }
  }

  private void rubOutWordBack() {
    int from = cursor;
    wordLeft();
    delete(from - cursor);
  }

  private void deleteWord() {
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

  private void wordLeft() {
    while (cursor > 0 && !isWord(cursor - 1)) {
      back(1);
    }
    while (cursor > 0 && isWord(cursor - 1)) {
      back(1);
    }
  }

  private void wordRight() {
    while (cursor < text.length() && !isWord(cursor)) {
      putOne();
    }
    while (cursor < text.length() && isWord(cursor)) {
      putOne();
    }
  }

  private void beep() {
    out.append('\007');
  }

  private void previous() {
    if (at == 0) {
      beep();
      return;
    }
    keep();
    show(at - 1);
  }

  private void next() {
    if (at >= history.size()) {
      beep();
      return;
    }
    keep();
    show(at + 1);
  }

  private void keep() {
    if (at == history.size()) {
      begun = text.toString();
    } else if (text.length() > 0) {
      history.replace(at, text.toString());
    }
  }

  private void show(int index) {
    at = index;
    text.setLength(0);
    text.append(at < history.size() ? history.get(at) : begun);
    redraw(y, 0);
  }

  private void complete() {
    Completion found = completer.complete(text.toString(), cursor);
    if (found.shown().isEmpty()) {
      beep();
      return;
    }
    String typed = text.substring(found.start(), cursor);
    boolean single = found.shown().size() == 1;
    String wanted = found.common() + (single ? found.suffix() : "");
    if (!wanted.equals(typed)) {
      int rest = text.length() - cursor;
      text.replace(found.start(), cursor, wanted);
      redraw(y, rest);
    } else if (tabbed && !single) {
      list(found);
    } else {
      beep();
    }
  }

  private void list(Completion found) {
    int rest = text.length() - cursor;
    int savedCursor = cursor;
    toEnd();
    out.append('\n');
    int longest = 0;
    for (String each : found.shown()) {
      longest = Math.max(longest, each.length());
    }
    int columnWidth = longest + 2;
    int columns = Math.max(1, width / columnWidth);
    int rows = (found.shown().size() + columns - 1) / columns;
    for (int row = 0; row < rows; row++) {
      int index = row;
      for (int column = 1; column < columns && index + rows < found.shown().size(); column++) {
        String name = found.shown().get(index);
        out.append(name).append(" ".repeat(columnWidth - name.length()));
        index += rows;
      }
      out.append(found.shown().get(index)).append('\n');
    }
    cursor = savedCursor;
    redraw(0, rest);
  }
}
