package org.pvpanic.hmp;

import java.util.Arrays;

/** The line that is being typed, and the cursor in it. What does not fit is dropped. */
final class EditBuffer {

  /** The longest line in bytes. */
  static final int CAPACITY = 4095;

  private byte[] bytes = new byte[64];
  private int size;
  private int cursor;

  int size() {
    return size;
  }

  int cursor() {
    return cursor;
  }

  /** The line. */
  byte[] content() {
    return Arrays.copyOf(bytes, size);
  }

  /** The line up to the cursor. */
  byte[] beforeCursor() {
    return Arrays.copyOf(bytes, cursor);
  }

  void clear() {
    size = 0;
    cursor = 0;
  }

  /** Puts another line in place of this one, the cursor at its end. */
  void replace(byte[] line) {
    clear();
    insert(line);
  }

  void insert(byte[] more) {
    for (byte b : more) {
      insert(b);
    }
  }

  void insert(byte b) {
    if (size == CAPACITY) {
      return;
    }
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    System.arraycopy(bytes, cursor, bytes, cursor + 1, size - cursor);
    bytes[cursor++] = b;
    size++;
  }

  void moveTo(int place) {
    cursor = Math.max(0, Math.min(place, size));
  }

  /** Removes the byte at the cursor. */
  void delete() {
    if (cursor < size) {
      remove(cursor, cursor + 1);
    }
  }

  /** Removes the byte before the cursor. */
  void backspace() {
    if (cursor > 0) {
      remove(cursor - 1, cursor);
    }
  }

  /**
   * Removes the word before the cursor and the blanks behind it. A blank in the first column counts
   * as part of the word behind it, as it does to QEMU.
   */
  void deleteWord() {
    int start = Math.max(0, cursor - 1);
    while (start > 0 && Blanks.isBlank(bytes[start])) {
      start--;
    }
    while (start > 0 && !Blanks.isBlank(bytes[start])) {
      start--;
    }
    remove(start == 0 ? 0 : start + 1, cursor);
  }

  private void remove(int from, int to) {
    System.arraycopy(bytes, to, bytes, from, size - to);
    size -= to - from;
    cursor = from;
  }
}
