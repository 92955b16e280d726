package org.pvpanic.guest.shell;

import java.util.Arrays;

/** A line of the screen: characters, each of which may be highlighted. */
final class Row {

  private static final int HIGHLIGHT = 1 << 16;

  private int[] cells = new int[16];
  private int length;

  int length() {
    return length;
  }

  void append(char c, boolean highlighted) {
    if (length == cells.length) {
      cells = Arrays.copyOf(cells, length * 2);
    }
    cells[length++] = highlighted ? c | HIGHLIGHT : c;
  }

  void setFirst(Row other) {
    if (length > 0) {
      cells[0] = other.cells[0];
    }
  }

  boolean same(int index, Row other, int otherIndex) {
    return cells[index] == other.cells[otherIndex];
  }

  boolean isBlank(int index) {
    return (cells[index] & ~HIGHLIGHT) == ' ';
  }

  /** Bytes in UTF-8 beyond one a character. */
  int extraBytes() {
    int extra = 0;
    for (int i = 0; i < length; i++) {
      int c = cells[i] & ~HIGHLIGHT;
      extra += c < 0x80 ? 0 : c < 0x800 ? 1 : 2;
    }
    return extra;
  }

  /** Writes a range, with highlighting switched on and off (smso and rmso of a vt220). */
  void write(int from, int to, StringBuilder out) {
    boolean on = false;
    for (int i = from; i < to; i++) {
      boolean wanted = (cells[i] & HIGHLIGHT) != 0;
      if (wanted != on) {
        out.append(wanted ? "\033[7m" : "\033[27m");
        on = wanted;
      }
      out.append((char) cells[i]);
    }
    if (on) {
      out.append("\033[27m");
    }
  }
}
