package org.pvpanic.qtest;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into lines as they come. A line ends with LF alone; a CR belongs to the line. Its
 * bytes become characters one by one, so that what is sent back is what came.
 *
 * <p>A line may have {@link #MAX} bytes. Of a longer one, one byte more than that is kept.
 */
final class LineBuffer {

  /** Enough to write 4 MiB of memory at once. */
  static final int MAX = 8 << 20;

  private static final int INITIAL = 256;

  private byte[] bytes = new byte[INITIAL];
  private int start;
  private int end;

  /** Where the search for the end of the first line goes on. */
  private int searched;

  /** Adds bytes; best once {@link #next} has nothing more to give. */
  void add(byte[] more, int offset, int length) {
    int from = offset;
    if (searched == end && end - start > MAX) {
      while (from < offset + length && more[from] != '\n') {
        from++;
      }
    }
    int count = offset + length - from;
    reserve(count);
    System.arraycopy(more, from, bytes, end, count);
    end += count;
  }

  private void reserve(int count) {
    if (count > bytes.length - end) {
      int size = end - start;
      byte[] room = size + count > bytes.length ? new byte[2 * (size + count)] : bytes;
      System.arraycopy(bytes, start, room, 0, size);
      searched -= start;
      start = 0;
      end = size;
      bytes = room;
    }
  }

  /** The next whole line, without its LF; null when there is none yet. */
  @Nullable String next() {
    while (searched < end && bytes[searched] != '\n') {
      searched++;
    }
    if (searched == end) {
      end = Math.min(end, start + MAX + 1);
      searched = end;
      return null;
    }
    int length = Math.min(searched - start, MAX + 1);
    String line = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    searched++;
    start = searched;
    if (start == end) {
      start = 0;
      end = 0;
      searched = 0;
      bytes = bytes.length > MAX ? new byte[INITIAL] : bytes;
    }
    return line;
  }
}
