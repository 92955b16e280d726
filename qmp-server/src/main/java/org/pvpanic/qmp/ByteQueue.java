package org.pvpanic.qmp;

/** Bytes that wait, in order. */
final class ByteQueue {
  /** An array that a flood needed is not kept. */
  private static final int KEPT = 16 << 10;

  private byte[] bytes = new byte[0];
  private int start;
  private int end;

  boolean isEmpty() {
    return start == end;
  }

  int size() {
    return end - start;
  }

  /** The array in which the bytes stand from {@link #start} on. */
  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  void add(byte[] more, int offset, int length) {
    if (length > bytes.length - end) {
      byte[] room = size() + length > bytes.length ? new byte[capacityFor(length)] : bytes;
      System.arraycopy(bytes, start, room, 0, size());
      end -= start;
      start = 0;
      bytes = room;
    }
    System.arraycopy(more, offset, bytes, end, length);
    end += length;
  }

  private int capacityFor(int length) {
    return Math.max(size() + length, 2 * bytes.length);
  }

  /** Takes bytes from the front. */
  void drop(int count) {
    start += count;
    if (isEmpty()) {
      clear();
    }
  }

  void clear() {
    start = 0;
    end = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[0];
    }
  }
}
