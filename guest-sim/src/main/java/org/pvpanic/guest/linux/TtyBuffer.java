package org.pvpanic.guest.linux;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What has been typed and not been read: finished lines, and behind them the one that can still be
 * edited. An end of file takes a place in it, as in the kernel, where a reader in raw mode finds a
 * NUL.
 */
final class TtyBuffer {

  /** What a terminal holds for its reader (N_TTY_BUF_SIZE). */
  static final int CAPACITY = 4096;

  private static final byte END_OF_FILE = 0;

  private byte[] bytes = new byte[16];

  /** Where lines end: behind a newline, or at an end of file. */
  private final BitSet ends = new BitSet(0);

  private int length;

  /** Where the line begins that can be edited. */
  private int edited;

  int length() {
    return length;
  }

  /** Bytes in finished lines. */
  int finished() {
    return edited;
  }

  boolean isFull() {
    return length >= CAPACITY - 1;
  }

  /** The byte at a place, 0 being the oldest. */
  int at(int index) {
    return bytes[index] & 0xff;
  }

  void append(int c) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) c;
  }

  /** Takes back what was appended last. */
  void dropTo(int newLength) {
    length = newLength;
  }

  /** The line ends behind the byte that was appended last. */
  void endLine() {
    ends.set(length - 1);
    edited = length;
  }

  void endFile() {
    append(END_OF_FILE);
    endLine();
  }

  /** What is there becomes a line of its own: raw input that a canonical reader gets. */
  void pushAll() {
    ends.clear();
    edited = length;
    if (length > 0) {
      ends.set(length - 1);
    }
  }

  /** Raw mode knows no lines. */
  void forgetLines() {
    ends.clear();
    edited = 0;
  }

  /** Takes at most {@code max} bytes of the first finished line. */
  byte[] takeLine(int max) {
    int end = ends.nextSetBit(0);
    int last = end < 0 ? edited - 1 : end;
    boolean endOfFile = end >= 0 && bytes[end] == END_OF_FILE;
    int content = endOfFile ? last : last + 1;
    if (content > max) {
      return take(max);
    }
    byte[] line = Arrays.copyOf(bytes, content);
    drop(last + 1);
    return line;
  }

  /** Takes at most {@code max} bytes. */
  byte[] take(int max) {
    byte[] taken = Arrays.copyOf(bytes, Math.min(max, length));
    drop(taken.length);
    return taken;
  }

  private void drop(int count) {
    System.arraycopy(bytes, count, bytes, 0, length - count);
    length -= count;
    edited = Math.max(0, edited - count);
    if (!ends.isEmpty()) {
      BitSet left = ends.get(count, Math.max(count, ends.length()));
      ends.clear();
      ends.or(left);
    }
  }

  void clear() {
    length = 0;
    edited = 0;
    ends.clear();
  }
}
