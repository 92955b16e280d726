package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where in the history the editor is; the line that was begun waits behind the newest command. */
final class HistoryWalk {

  private final History history;
  private final EditedLine line;
  private int at;
  private @Nullable String begun;
  private final Map<Integer, Deque<EditedLine.Change>> changes = new HashMap<>(0);

  HistoryWalk(History history, EditedLine line) {
    this.history = history;
    this.line = line;
  }

  History history() {
    return history;
  }

  int at() {
    return at;
  }

  /** A new line is begun. */
  void begin() {
    at = history.size();
    begun = null;
    changes.clear();
  }

  /** Goes back or forth by some commands; false, and no further, at the end. */
  boolean move(int by) {
    int wanted = at + by;
    if (by < 0 ? at == 0 : at >= history.size()) {
      return false;
    }
    moveTo(Math.max(0, Math.min(history.size(), wanted)));
    return true;
  }

  /** Goes to a command by its index; one behind the last is the line that was begun. */
  void moveTo(int index) {
    if (index == at) {
      return;
    }
    if (at == history.size()) {
      begun = line.text();
    } else if (line.isChanged()) {
      history.replace(at, line.text());
    }
    if (line.isChanged()) {
      changes.put(at, line.changes());
    } else {
      changes.remove(at);
    }
    at = index;
    String saved = begun;
    line.reset(
        index < history.size() ? history.get(index) : saved == null ? "" : saved,
        changes.get(index));
  }

  /** All lines that can be searched, the current one in its place. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(history.list());
    if (at < lines.size()) {
      lines.set(at, line.text());
      lines.add(begun == null ? "" : begun);
    } else {
      lines.add(line.text());
    }
    return lines;
  }
}
