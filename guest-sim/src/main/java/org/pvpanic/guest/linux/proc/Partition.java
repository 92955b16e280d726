package org.pvpanic.guest.linux.proc;

import org.pvpanic.guest.linux.fs.Directory;
import org.pvpanic.guest.linux.fs.FileSystem;
import org.pvpanic.guest.linux.fs.FsStat;

/**
 * A disk's partition whose files are kept with those of the root.
 *
 * @param disk the file system that keeps them
 * @param folder where, in its top
 * @param pages the size of the partition in units of 4096 bytes
 */
record Partition(FileSystem disk, String folder, long pages) implements FileSystem {

  /** What a kernel, two initial RAM disks and a boot loader take. */
  private static final long USED = 34_000;

  private static final long FILES_PER_PAGE = 2;

  @Override
  public Directory root() {
    if (disk.root().lookup(folder) instanceof Directory directory) {
      return directory;
    }
    return disk.root();
  }

  @Override
  public FsStat statistics() {
    return new FsStat(
        4096, pages, pages - USED, pages * FILES_PER_PAGE, pages * FILES_PER_PAGE - 330);
  }
}
