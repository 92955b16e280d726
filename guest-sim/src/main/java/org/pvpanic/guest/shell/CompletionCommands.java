package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.shell.Completer.Completion;

/**
 * The commands that complete a word or list what it could become (complete.c of readline). A long
 * listing asks first and stops after each page: it takes the keys until it is over.
 */
final class CompletionCommands {

  private static final char BELL = 7;
  private static final char RUBOUT = 0x7f;

  private final Completer completer;
  private final EditedLine line;
  private final Redisplay display;
  private final int width;
  private final int page;
  private final StringBuilder out;
  private boolean changed;
  private @Nullable CompletionList list;
  private boolean asking;

  /**
   * The commands.
   *
   * @param width columns of the terminal
   * @param height its lines: a page leaves one of them for the question
   * @param out gets the listing
   */
  CompletionCommands(
      Completer completer,
      EditedLine line,
      Redisplay display,
      int width,
      int height,
      StringBuilder out) {
    this.completer = completer;
    this.line = line;
    this.display = display;
    this.width = width;
    this.page = height - 1;
    this.out = out;
  }

  /**
   * Completes the word before the cursor, as far as all candidates agree.
   *
   * @param repeated whether it is the second time in a row: if the first changed nothing, it lists
   * @return false when a listing waits for a key
   */
  boolean complete(boolean repeated) {
    Completion found = find();
    if (repeated && !changed) {
      return list(found);
    }
    changed = false;
    if (found.shown().isEmpty()) {
      display.ding();
      return true;
    }
    changed = replace(found.start(), found.common());
    if (found.shown().size() == 1) {
      line.insert(found.suffix());
      changed |= !found.suffix().isEmpty();
    } else {
      display.ding();
    }
    return true;
  }

  /**
   * Lists the candidates.
   *
   * @return false when the listing waits for a key
   */
  boolean list() {
    return list(find());
  }

  /** Puts all candidates in the place of the word. */
  void insertAll() {
    Completion found = find();
    if (found.shown().isEmpty()) {
      display.ding();
      return;
    }
    line.beginGroup();
    line.delete(found.start(), line.point());
    for (String each : found.shown()) {
      line.insert(each + " ");
    }
    line.endGroup();
  }

  private Completion find() {
    return completer.complete(line.text(), line.point());
  }

  private boolean replace(int start, String text) {
    if (line.text().substring(start, line.point()).equals(text)) {
      return false;
    }
    line.beginGroup();
    line.delete(start, line.point());
    line.insert(text);
    line.endGroup();
    return true;
  }

  private boolean list(Completion found) {
    changed = false;
    if (found.shown().isEmpty()) {
      display.ding();
      return true;
    }
    CompletionList listed = new CompletionList(found.shown(), width, out);
    list = listed;
    display.below();
    asking = listed.isLong();
    if (asking) {
      out.append("Display all ").append(found.shown().size()).append(" possibilities? (y or n)");
      return false;
    }
    return print(listed, page);
  }

  /** Takes a key that a listing waits for; returns whether the listing is over. */
  boolean key(char c) {
    CompletionList listed = list;
    if (listed == null) {
      return true;
    }
    return asking ? answer(listed, c) : turn(listed, c);
  }

  private boolean answer(CompletionList listed, char c) {
    switch (c) {
      case 'y', 'Y', ' ' -> {
        asking = false;
        out.append('\n');
        return print(listed, page);
      }
      case 'n', 'N', RUBOUT -> {
        out.append('\n');
        return end();
      }
      case BELL -> {
        display.ding();
        return end();
      }
      default -> {
        display.ding();
        return false;
      }
    }
  }

  private boolean turn(CompletionList listed, char c) {
    boolean more = c == ' ' || c == 'y' || c == 'Y';
    boolean row = c == '\n' || c == '\r';
    boolean stop = c == 'q' || c == 'Q' || c == 'n' || c == 'N' || c == RUBOUT;
    if (!(more || row || stop)) {
      display.ding();
      return false;
    }
    out.append("\r\033[K\r");
    return stop ? end() : print(listed, row ? 1 : page);
  }

  private boolean print(CompletionList listed, int rows) {
    if (listed.print(rows)) {
      return end();
    }
    out.append("--More--");
    return false;
  }

  private boolean end() {
    list = null;
    display.startAgain();
    return true;
  }
}
