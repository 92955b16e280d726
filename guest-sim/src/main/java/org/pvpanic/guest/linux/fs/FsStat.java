package org.pvpanic.guest.linux.fs;

/**
 * What statfs(2) tells of a file system.
 *
 * @param blockSize bytes of a block
 * @param blocks how many it has
 * @param freeBlocks how many of them are free
 * @param files how many files it can have
 * @param freeFiles how many more
 */
public record FsStat(long blockSize, long blocks, long freeBlocks, long files, long freeFiles) {

  /** What the kernel's own file systems say. */
  static final FsStat EMPTY = new FsStat(4096, 0, 0, 0, 0);
}
