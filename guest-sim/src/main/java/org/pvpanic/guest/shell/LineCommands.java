package org.pvpanic.guest.shell;

/** The editing commands that change the line or move in it. */
final class LineCommands {

  private final EditedLine line;
  private final HistoryWalk walk;
  private final KillRing kills = new KillRing();
  private final Runnable ding;
  private boolean lastWasKill;
  private boolean killed;
  private boolean aborted;
  private EditCommand last = EditCommand.ABORT;
  private int argumentsBack;
  private boolean yankedArgument;

  LineCommands(EditedLine line, HistoryWalk walk, Runnable ding) {
    this.line = line;
    this.walk = walk;
    this.ding = ding;
  }

  /** Notes that a command of another kind was run. */
  void note(EditCommand command) {
    last = command;
    lastWasKill = false;
  }

  EditCommand last() {
    return last;
  }

  /**
   * Runs a command.
   *
   * @param count the numeric argument, 1 when none was given
   * @return false when the command is none of these
   */
  boolean run(EditCommand command, int count, boolean explicit) {
    killed = false;
    aborted = false;
    boolean known = perform(command, count, explicit);
    if (known) {
      lastWasKill = killed;
      last = aborted ? EditCommand.ABORT : command;
    }
    return known;
  }

  private boolean perform(EditCommand command, int count, boolean explicit) {
    switch (command) {
      case BEGINNING_OF_LINE -> line.setPoint(0);
      case END_OF_LINE -> line.setPoint(line.length());
      case FORWARD_CHAR -> moveBy(count);
      case BACKWARD_CHAR -> moveBy(-count);
      case FORWARD_WORD -> line.setPoint(words(line.point(), count));
      case BACKWARD_WORD -> line.setPoint(words(line.point(), -count));
      case DELETE_CHAR -> delete(count, explicit);
      case BACKWARD_DELETE_CHAR -> delete(-count, explicit);
      case KILL_LINE -> {
        kill(line.point(), line.length());
        line.setMark(line.point());
      }
      case UNIX_LINE_DISCARD -> {
        if (line.point() == 0) {
          ding.run();
        } else {
          kill(line.point(), 0);
        }
      }
      case BACKWARD_KILL_LINE -> kill(line.point(), 0);
      case UNIX_WORD_RUBOUT -> rubOutWord(count);
      case KILL_WORD -> kill(line.point(), words(line.point(), count));
      case BACKWARD_KILL_WORD -> kill(line.point(), words(line.point(), -count));
      case YANK -> yank();
      case YANK_POP -> yankPop();
      case YANK_LAST_ARG -> yankLastArgument();
      case TRANSPOSE_CHARS -> transposeChars();
      case TRANSPOSE_WORDS -> transposeWords();
      case UPCASE_WORD, DOWNCASE_WORD, CAPITALIZE_WORD -> changeCase(command, count);
      case DELETE_HORIZONTAL_SPACE -> deleteBlanks();
      case UNDO -> {
        for (int i = 0; i < count; i++) {
          if (!line.undo()) {
            ding.run();
            break;
          }
        }
      }
      case REVERT_LINE -> revert();
      case SET_MARK -> line.setMark(line.point());
      case EXCHANGE_POINT_AND_MARK -> {
        int mark = line.mark();
        line.setMark(line.point());
        line.setPoint(mark);
      }
      case PREVIOUS_HISTORY -> history(-count);
      case NEXT_HISTORY -> history(count);
      case BEGINNING_OF_HISTORY -> history(-1 - walk.at());
      case END_OF_HISTORY -> history(walk.history().size() + 1 - walk.at());
      case TAB_INSERT -> line.insert("\t".repeat(Math.max(0, count)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void moveBy(int count) {
    int wanted = line.point() + count;
    int reached = Math.max(0, Math.min(line.length(), wanted));
    if (reached == line.point() || (count < 0 && reached != wanted)) {
      ding.run();
    }
    line.setPoint(reached);
  }

  private void history(int by) {
    if (by != 0 && !walk.move(by)) {
      ding.run();
    }
  }

  private void delete(int count, boolean explicit) {
    int from = Math.max(0, Math.min(line.point(), line.point() + count));
    int to = Math.min(line.length(), Math.max(line.point(), line.point() + count));
    if (from == to) {
      ding.run();
    } else if (explicit) {
      if (count > 0) {
        kill(from, to);
      } else {
        kill(to, from);
      }
    } else {
      line.delete(from, to);
    }
  }

  /** Kills from a place on, forth or back, to another one. */
  private void kill(int from, int to) {
    killed = true;
    if (from == to) {
      return;
    }
    String text = line.delete(Math.min(from, to), Math.max(from, to));
    line.setMark(line.point());
    if (lastWasKill) {
      kills.join(text, from > to);
    } else {
      kills.add(text);
    }
  }

  private void rubOutWord(int count) {
    int at = line.point();
    if (at == 0) {
      ding.run();
      return;
    }
    for (int i = 0; i < count; i++) {
      while (at > 0 && isBlank(at - 1)) {
        at--;
      }
      while (at > 0 && !isBlank(at - 1)) {
        at--;
      }
    }
    kill(line.point(), at);
  }

  private boolean isBlank(int index) {
    return line.at(index) == ' ' || line.at(index) == '\t';
  }

  private int words(int from, int count) {
    int at = from;
    for (int i = 0; i < count; i++) {
      while (at < line.length() && !isWord(at)) {
        at++;
      }
      while (at < line.length() && isWord(at)) {
        at++;
      }
    }
    for (int i = 0; i < -count; i++) {
      while (at > 0 && !isWord(at - 1)) {
        at--;
      }
      while (at > 0 && isWord(at - 1)) {
        at--;
      }
    }
    return at;
  }

  private boolean isWord(int index) {
    return Character.isLetterOrDigit(line.at(index));
  }

  private void yank() {
    if (kills.isEmpty()) {
      ding.run();
    } else {
      line.setMark(line.point());
      line.insert(kills.current());
    }
  }

  /** Only right behind what was yanked; anywhere else it is as if it had not been typed. */
  private void yankPop() {
    boolean afterYank = last == EditCommand.YANK || last == EditCommand.YANK_POP;
    int end = line.point();
    int start = kills.isEmpty() ? -1 : end - kills.current().length();
    if (!afterYank || start < 0 || !line.text().startsWith(kills.current(), start)) {
      ding.run();
      aborted = true;
      return;
    }
    line.delete(start, end);
    kills.rotate();
    yank();
  }

  /** The last word of the command before; again, of the one before that. */
  private void yankLastArgument() {
    if (last == EditCommand.YANK_LAST_ARG) {
      if (yankedArgument) {
        line.undo();
      }
      argumentsBack++;
    } else {
      argumentsBack = 1;
    }
    int index = walk.at() - argumentsBack;
    yankedArgument = false;
    if (index < 0) {
      ding.run();
      return;
    }
    java.util.List<String> words = HistoryWords.split(walk.history().get(index));
    if (!words.isEmpty()) {
      line.beginGroup();
      line.insert(words.get(words.size() - 1));
      line.endGroup();
      yankedArgument = true;
    }
  }

  private void transposeChars() {
    if (line.point() == 0 || line.length() < 2) {
      ding.run();
      return;
    }
    line.beginGroup();
    int at = line.isAtEnd() ? line.point() - 1 : line.point();
    String before = line.delete(at - 1, at);
    line.setPoint(at);
    line.insert(before);
    line.endGroup();
  }

  private void transposeWords() {
    int secondEnd = words(line.point(), 1);
    int second = words(secondEnd, -1);
    int first = words(second, -1);
    int firstEnd = words(first, 1);
    if (first == second || second < firstEnd) {
      ding.run();
      return;
    }
    line.beginGroup();
    String word2 = line.delete(second, secondEnd);
    line.setPoint(second);
    String word1 = line.text().substring(first, firstEnd);
    line.insert(word1);
    line.delete(first, firstEnd);
    line.setPoint(first);
    line.insert(word2);
    line.endGroup();
    line.setPoint(secondEnd);
  }

  private void changeCase(EditCommand command, int count) {
    int from = line.point();
    int to = words(from, count);
    if (to < from) {
      int swap = from;
      from = to;
      to = swap;
    }
    int back = line.point();
    StringBuilder changed = new StringBuilder(to - from);
    boolean inWord = false;
    for (int i = from; i < to; i++) {
      char c = line.at(i);
      boolean letter = Character.isLetterOrDigit(c);
      boolean up =
          command == EditCommand.UPCASE_WORD
              || (command == EditCommand.CAPITALIZE_WORD && letter && !inWord);
      changed.append(!letter ? c : up ? Character.toUpperCase(c) : Character.toLowerCase(c));
      inWord = letter;
    }
    if (from < to) {
      line.beginGroup();
      line.delete(from, to);
      line.setPoint(from);
      line.insert(changed.toString());
      line.endGroup();
    }
    line.setPoint(count < 0 ? back : to);
  }

  private void deleteBlanks() {
    int from = line.point();
    while (from > 0 && isBlank(from - 1)) {
      from--;
    }
    int to = line.point();
    while (to < line.length() && isBlank(to)) {
      to++;
    }
    line.delete(from, to);
    line.setPoint(from);
  }

  private void revert() {
    if (!line.isChanged()) {
      ding.run();
    }
    while (line.isChanged()) {
      line.undo();
    }
  }
}
