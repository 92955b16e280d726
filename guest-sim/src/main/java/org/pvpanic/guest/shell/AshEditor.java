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

  private final StringBuilder out = new StringBuilder();
  private final History history;
  private final Completer completer;
  private final int width;
  private final AshLine line;
  private final StringBuilder sequence = new StringBuilder(4);
  private boolean inSequence;
  private boolean literal;
  private int at;
  private String begun = "";
  private boolean tabbed;

  AshEditor(History history, Completer completer, int width) {
    this.history = history;
    this.completer = completer;
    this.width = width;
    this.line = new AshLine(width, out);
  }

  /**
   * Shows a prompt and begins a line.
   *
   * @param askWhere whether to ask the terminal where the cursor is: not while input waits
   */
  void begin(String newPrompt, boolean askWhere) {
    at = history.size();
    begun = "";
    inSequence = false;
    literal = false;
    line.begin(newPrompt);
    if (askWhere) {
      out.append("\033[6n");
    }
  }

  String line() {
    return line.text();
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
      line.insert(c);
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
        line.toEnd();
        if (line.isBegun()) {
          out.append('\n');
        }
        return Event.LINE;
      }
      case 0x01 -> line.back(line.cursor());
      case 0x02 -> line.back(1);
      case 0x03 -> {
        out.append("^C\n");
        return Event.INTERRUPT;
      }
      case 0x04 -> {
        if (line.length() == 0) {
          return Event.END;
        }
        line.delete();
      }
      case 0x05 -> line.toEnd();
      case 0x06 -> line.forward();
      case 0x08, 0x7f -> line.backspace();
      case '\t' -> complete();
      case 0x0b -> line.killToEnd();
      case 0x0c -> {
        out.append("\033[H\033[J");
        line.writeAgain();
      }
      case 0x0e -> next();
      case 0x10 -> previous();
      case 0x15 -> line.killToStart();
      case 0x16 -> literal = true;
      case 0x17 -> line.rubOutWord();
      case 0x1b -> {
        inSequence = true;
        sequence.setLength(0);
      }
      default -> {
        if (c >= ' ') {
          line.insert(c);
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
      case "[C", "OC" -> line.forward();
      case "[D", "OD" -> line.back(1);
      case "[H", "OH", "[1~", "[7~" -> line.back(line.cursor());
      case "[F", "OF", "[4~", "[8~" -> line.toEnd();
      case "[3~" -> line.delete();
      case "[1;5C", "f" -> line.wordRight();
      case "[1;5D", "b" -> line.wordLeft();
      case "d" -> line.deleteWord();
      case "\177", "\b" -> line.rubOutWordBack();
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
      line.cursorIsAt(
          Integer.parseInt(sequence.substring(semicolon + 1, sequence.length() - 1)) - 1);
    } catch (NumberFormatException e) {
      // No answer that it understands.
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
      begun = line.text();
    } else if (line.length() > 0) {
      history.replace(at, line.text());
    }
  }

  private void show(int index) {
    at = index;
    line.replaceAll(at < history.size() ? history.get(at) : begun);
  }

  private void complete() {
    Completion found = completer.complete(line.text(), line.cursor());
    if (found.shown().isEmpty()) {
      beep();
      return;
    }
    String typed = line.text().substring(found.start(), line.cursor());
    boolean single = found.shown().size() == 1;
    String wanted = found.common() + (single ? found.suffix() : "");
    if (!wanted.equals(typed)) {
      line.replaceBefore(found.start(), wanted);
    } else if (tabbed && !single) {
      list(found);
    } else {
      beep();
    }
  }

  private void list(Completion found) {
    int cursor = line.cursor();
    line.toEnd();
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
    line.writeAgain(cursor);
  }
}
