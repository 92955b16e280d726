package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;

/** Field splitting (POSIX.1-2017, Shell Command Language, 2.6.5). */
final class FieldSplitter {

  private final String separators;
  private final List<Marked> fields = new ArrayList<>(1);
  private Marked field = new Marked();
  private boolean begun;
  private boolean endedByBlank;

  private FieldSplitter(String separators) {
    this.separators = separators;
  }

  /**
   * The fields of a word.
   *
   * @param separators the value of IFS
   */
  static List<Marked> split(Marked word, String separators) {
    FieldSplitter splitter = new FieldSplitter(separators);
    for (int i = 0; i < word.length(); i++) {
      splitter.take(word.at(i), word.mark(i));
    }
    if (splitter.begun) {
      splitter.end();
    }
    return splitter.fields;
  }

  private void take(char c, char mark) {
    if (mark == Marked.BREAK) {
      if (begun) {
        end();
      }
      endedByBlank = false;
    } else if (mark == Marked.NOTHING) {
      begun = true;
    } else if (mark == Marked.EXPANDED && separators.indexOf(c) >= 0) {
      separator(c == ' ' || c == '\t' || c == '\n');
    } else {
      begun = true;
      field.add(c, mark);
    }
  }

  /** Blanks beside another separator belong to it. */
  private void separator(boolean blank) {
    if (begun) {
      end();
      endedByBlank = blank;
    } else if (!blank) {
      if (!endedByBlank) {
        end();
      }
      endedByBlank = false;
    }
  }

  private void end() {
    fields.add(field);
    field = new Marked();
    begun = false;
  }
}
