package org.pvpanic.chardev;

import java.nio.ByteBuffer;

/** Bytes that wait, first in first out. Grows as needed, and gives large arrays back when empty. */
final class ByteQueue {
  private static final int SMALL = 4096;

  private byte[] bytes = {};
  private int head;
  private int tail;

  int size() {
    return tail - head;
  }

  boolean isEmpty() {
    return head == tail;
  }

  void add(byte[] source, int off, int len) {
    if (len > bytes.length - tail) {
      makeRoom(len);
    }
    System.arraycopy(source, off, bytes, tail, len);
    tail += len;
  }

  private void makeRoom(int len) {
    int size = size();
    int needed = Math.addExact(size, len);
    // Moving is only worth it where it gains half the array, so that each byte moves rarely.
    byte[] target =
        needed <= bytes.length / 2
            ? bytes
            : new byte[Math.max(SMALL, (int) Math.min(needed * 2L, Integer.MAX_VALUE - 8))];
    System.arraycopy(bytes, head, target, 0, size);
    bytes = target;
    head = 0;
    tail = size;
  }

  /** Copies the first bytes, as many as there is room for, and keeps them. */
  void peek(ByteBuffer target) {
    target.put(bytes, head, Math.min(size(), target.remaining()));
  }

  /** Drops the first bytes. */
  void skip(int count) {
    head += count;
    if (head == tail) {
      clear();
    }
  }

  void clear() {
    head = 0;
    tail = 0;
    if (bytes.length > SMALL) {
      bytes = new byte[0];
    }
  }
}
