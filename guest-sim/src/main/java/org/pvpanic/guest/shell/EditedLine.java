package org.pvpanic.guest.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The text that is being edited, with the cursor, the mark, and what undoes its changes. */
final class EditedLine {

  /** So many typed characters are undone at once. */
  private static final int GROUP = 20;

  /** Something that can be taken back. */
  sealed interface Change {}

  private record Inserted(int start, int end) implements Change {}

  private record Deleted(int start, String text) implements Change {}

  private enum Bracket implements Change {
    BEGIN,
    END
  }

  private final StringBuilder text = new StringBuilder();
  private Deque<Change> changes = new ArrayDeque<>(4);
  private int point;
  private int mark;

  String text() {
    return text.toString();
  }

  CharSequence view() {
    return text;
  }

  int length() {
    return text.length();
  }

  char at(int index) {
    return text.charAt(index);
  }

  int point() {
    return point;
  }

  void setPoint(int index) {
    point = index;
  }

  int mark() {
    return mark;
  }

  void setMark(int index) {
    mark = index;
  }

  boolean isAtEnd() {
    return point == text.length();
  }

  /** Another text; nothing of it can be undone. */
  void reset(String other) {
    reset(other, null);
  }

  /** Another text, with what undoes the changes that were made to it. */
  void reset(String other, @Nullable Deque<Change> made) {
    text.setLength(0);
    text.append(other);
    changes = made == null ? new ArrayDeque<>(4) : made;
    point = text.length();
    mark = 0;
  }

  /** Types one character: several in a row are undone together. */
  void type(char c) {
    if (changes.peekLast() instanceof Inserted last
        && c < 0x80
        && last.end == point
        && last.end - last.start < GROUP) {
      changes.removeLast();
      changes.addLast(new Inserted(last.start, point + 1));
    } else {
      changes.addLast(new Inserted(point, point + 1));
    }
    text.insert(point, c);
    point++;
  }

  /** Inserts at the cursor, which ends up behind it. */
  void insert(String inserted) {
    if (!inserted.isEmpty()) {
      changes.addLast(new Inserted(point, point + inserted.length()));
      text.insert(point, inserted);
      point += inserted.length();
    }
  }

  /** Deletes a range and returns it; the cursor stays on its character. */
  String delete(int from, int to) {
    String deleted = text.substring(from, to);
    if (!deleted.isEmpty()) {
      changes.addLast(new Deleted(from, deleted));
      text.delete(from, to);
      if (point > to) {
        point -= to - from;
      } else if (point > from) {
        point = from;
      }
      mark = Math.min(mark, text.length());
    }
    return deleted;
  }

  /** All changes up to {@link #endGroup} are undone at once. */
  void beginGroup() {
    changes.addLast(Bracket.BEGIN);
  }

  void endGroup() {
    changes.addLast(Bracket.END);
  }

  /** Takes back the last change; false when there is none. */
  boolean undo() {
    if (changes.isEmpty()) {
      return false;
    }
    int depth = 0;
    do {
      Change change = changes.removeLast();
      if (change == Bracket.END) {
        depth++;
      } else if (change == Bracket.BEGIN) {
        depth--;
      } else {
        takeBack(change);
      }
    } while (depth > 0 && !changes.isEmpty());
    return true;
  }

  /** What undoes the changes so far. */
  Deque<Change> changes() {
    return changes;
  }

  boolean isChanged() {
    return !changes.isEmpty();
  }

  private void takeBack(Change change) {
    if (change instanceof Inserted inserted) {
      text.delete(inserted.start, inserted.end);
      point = inserted.start;
    } else if (change instanceof Deleted deleted) {
      text.insert(deleted.start, deleted.text);
      point = deleted.start + deleted.text.length();
    }
    mark = Math.min(mark, text.length());
  }
}
