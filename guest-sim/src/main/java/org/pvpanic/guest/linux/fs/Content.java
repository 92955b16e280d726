package org.pvpanic.guest.linux.fs;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;

/**
 * The bytes of a regular file, in pages. Pages that were never written are holes; pages full of
 * zeros are all the same array, so that a file that {@code dd} makes from /dev/zero costs little.
 */
final class Content {

  static final int PAGE = 4096;

  private static final byte[] ZEROS = new byte[PAGE];
  private static final byte[] EMPTY = {};
  private static final long MAX_SIZE = 64L << 30;

  private final MemoryFs fs;
  private byte[] @Nullable [] pages = new byte[0][];
  private long size;
  private long allocated;

  Content(MemoryFs fs) {
    this.fs = fs;
  }

  long size() {
    return size;
  }

  /** Pages that are no holes. */
  long allocated() {
    return allocated;
  }

  byte[] read(long at, int max) {
    if (at >= size || max <= 0) {
      return EMPTY;
    }
    byte[] out = new byte[(int) Math.min(max, size - at)];
    int done = 0;
    while (done < out.length) {
      int index = (int) ((at + done) / PAGE);
      int offset = (int) ((at + done) % PAGE);
      int count = Math.min(PAGE - offset, out.length - done);
      byte[] page = index < pages.length ? pages[index] : null;
      if (page != null && offset < page.length) {
        System.arraycopy(page, offset, out, done, Math.min(count, page.length - offset));
      }
      done += count;
    }
    return out;
  }

  /** Writes bytes; when room ends, those before have been written. */
  void write(long at, byte[] bytes) throws SysError {
    if (at + bytes.length > MAX_SIZE) {
      throw new SysError(Errno.EFBIG);
    }
    int done = 0;
    while (done < bytes.length) {
      int index = (int) ((at + done) / PAGE);
      int offset = (int) ((at + done) % PAGE);
      int count = Math.min(PAGE - offset, bytes.length - done);
      writePage(index, offset, bytes, done, count);
      done += count;
      size = Math.max(size, at + done);
    }
  }

  private void writePage(int index, int offset, byte[] bytes, int from, int count) throws SysError {
    reach(index);
    byte[] page = pages[index];
    if (page == null) {
      fs.takePages(1);
      allocated++;
      page = EMPTY;
      pages[index] = page;
    }
    boolean zeros = Arrays.equals(bytes, from, from + count, ZEROS, 0, count);
    if (zeros && offset == 0 && (count == PAGE || page.length <= count)) {
      give(page);
      pages[index] = ZEROS;
      return;
    }
    byte[] own = page;
    int needed = offset + count;
    if (page == ZEROS || page.length < needed) {
      int length = Math.min(PAGE, Math.max(64, Integer.highestOneBit(needed * 2 - 1)));
      fs.budget().takeBytes(length);
      own = Arrays.copyOf(page, page == ZEROS ? PAGE : length);
      give(page);
      pages[index] = own;
    }
    System.arraycopy(bytes, from, own, offset, count);
  }

  private void give(byte[] page) {
    if (page != ZEROS) {
      fs.budget().giveBytes(page.length);
    }
  }

  /** Makes room for the place of a page. */
  private void reach(int index) throws SysError {
    if (index >= pages.length) {
      int length = Math.max(index + 1, Math.min(pages.length * 2, pages.length + 65536));
      fs.budget().takeBytes(4L * (length - pages.length));
      pages = Arrays.copyOf(pages, length);
    }
  }

  void truncate(long to) throws SysError {
    if (to < 0) {
      throw new SysError(Errno.EINVAL);
    }
    if (to > MAX_SIZE) {
      throw new SysError(Errno.EFBIG);
    }
    int keep = (int) ((to + PAGE - 1) / PAGE);
    for (int i = keep; i < pages.length; i++) {
      byte[] page = pages[i];
      if (page != null) {
        give(page);
        fs.givePages(1);
        allocated--;
      }
    }
    if (keep < pages.length) {
      fs.budget().giveBytes(4L * (pages.length - keep));
      pages = Arrays.copyOf(pages, keep);
    }
    int rest = (int) (to % PAGE);
    byte[] last = rest > 0 && keep <= pages.length ? pages[keep - 1] : null;
    if (last != null && last != ZEROS && last.length > rest) {
      Arrays.fill(last, rest, last.length, (byte) 0);
    }
    size = to;
  }
}
