package org.pvpanic.guest.linux.fs;

import java.util.function.LongSupplier;
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

  /** For so many pages the limit is not asked again: others take memory more slowly. */
  private static final long CHECKED_AT_ONCE = 64;

  private long bytes;
  private int inodes;
  private long pages;
  private long checkedPages;
  private LongSupplier memory = () -> Long.MAX_VALUE;

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

  /** Says how many pages the files that are on no disk can have before memory is full. */
  public void setMemory(LongSupplier limit) {
    memory = limit;
  }

  /** Files that are on no disk take pages. */
  void takePages(long count) throws SysError {
    if (pages + count > checkedPages) {
      long limit = memory.getAsLong();
      if (pages + count > limit) {
        throw new SysError(Errno.ENOMEM);
      }
      checkedPages = Math.min(limit, pages + count + CHECKED_AT_ONCE);
    }
    pages += count;
  }

  void givePages(long count) {
    pages -= count;
    checkedPages = 0;
  }

  /** Pages of 4096 bytes that files have which are on no disk. */
  public long pages() {
    return pages;
  }

  /** Bytes that are held. */
  public long bytes() {
    return bytes;
  }
}
