package org.pvpanic.guest.linux.fs;

import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;

/**
 * How much of its host's memory the files of one machine may take. Pages of zeros and what the
 * machine shares with others cost nothing.
 */
public final class MemoryBudget {

  /** Bytes that the files of a machine may hold in all. */
  public static final long LIMIT = 8 << 20;

  /** Names that a machine may make. */
  static final int MAX_INODES = 16 << 10;

  private long bytes;
  private int inodes;
  private long pages;

  void takeBytes(long count) throws SysError {
    if (bytes + count > LIMIT) {
      throw new SysError(Errno.ENOSPC);
    }
    bytes += count;
  }

  void giveBytes(long count) {
    bytes -= count;
  }

  void takeInode() throws SysError {
    if (inodes == MAX_INODES) {
      throw new SysError(Errno.ENOSPC);
    }
    inodes++;
  }

  void giveInode() {
    inodes--;
  }

  void addPages(long count) {
    pages += count;
  }

  /** Pages of 4096 bytes that files have, with those that cost nothing here. */
  public long pages() {
    return pages;
  }

  /** Bytes that are held. */
  public long bytes() {
    return bytes;
  }
}
