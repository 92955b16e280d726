package org.pvpanic.guest.linux.fs;

import java.util.function.LongSupplier;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;

/**
 * A file system in memory: the root file system of a machine, which starts as an image that all
 * machines share, and tmpfs. What is the same as in the image takes no memory.
 */
public final class MemoryFs implements FileSystem {

  private final LongSupplier clock;
  private final long madeNs;
  private final long device;
  private final MemoryBudget budget;
  private final MemoryDirectory root;
  private final long imagePages;
  private final long imageFiles;
  private long maxPages;
  private long maxFiles;
  private long pages;
  private long files;
  private long nextNumber;
  private boolean readOnly;
  private boolean disk;
  private boolean sizeless;

  /**
   * A file system.
   *
   * @param clock nanoseconds since 1970
   * @param device its number in stat(2)
   * @param budget what all files of the machine share
   * @param top its first content
   * @param maxPages its size in units of 4096 bytes
   */
  public MemoryFs(
      LongSupplier clock, long device, MemoryBudget budget, ImageNode top, long maxPages) {
    this.clock = clock;
    this.madeNs = clock.getAsLong();
    this.device = device;
    this.budget = budget;
    this.imagePages = top.pagesBelow();
    this.imageFiles = top.nodesBelow();
    this.nextNumber = top.nextNumber();
    this.maxPages = maxPages;
    this.maxFiles = Math.max(1024, maxPages);
    this.root = new MemoryDirectory(this, top);
  }

  /** An empty file system with a top of the given mode, as a new tmpfs is. */
  public static MemoryFs empty(
      LongSupplier clock, long device, MemoryBudget budget, int mode, long maxPages) {
    long now = clock.getAsLong();
    return new MemoryFs(clock, device, budget, ImageNode.top(Mode.DIRECTORY | mode, now), maxPages);
  }

  @Override
  public Directory root() {
    return root;
  }

  @Override
  public FsStat statistics() {
    if (sizeless) {
      return FsStat.EMPTY;
    }
    return new FsStat(
        Content.PAGE,
        maxPages,
        Math.max(0, maxPages - imagePages - pages),
        maxFiles,
        Math.max(0, maxFiles - imageFiles - files));
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  /** It says nothing of its size, as those that only show what the kernel has. */
  public MemoryFs withoutSize() {
    sizeless = true;
    return this;
  }

  /** It is on a disk: what it holds does not fill the memory. */
  public MemoryFs onDisk() {
    disk = true;
    return this;
  }

  /** Changes what a mount option sets. */
  public void setReadOnly(boolean on) {
    readOnly = on;
  }

  /** Changes its size, in units of 4096 bytes. */
  public void resize(long toPages) throws SysError {
    if (toPages < pages) {
      throw new SysError(Errno.EINVAL);
    }
    maxPages = toPages;
  }

  /** Puts a regular file into its top, as what made the file system did before it was mounted. */
  public void put(String name, int permissions, byte[] content) {
    int mode = Mode.REGULAR | permissions;
    root.place(name, wrap(ImageNode.ofBytes(newNumber(), mode, now(), content)));
  }

  /** Pages of memory that its own files take. */
  public long pages() {
    return pages;
  }

  long now() {
    return clock.getAsLong();
  }

  /** When it was made: the time of what its image has no time for. */
  long madeNs() {
    return madeNs;
  }

  long device() {
    return device;
  }

  MemoryBudget budget() {
    return budget;
  }

  long newNumber() {
    return nextNumber++;
  }

  void takePages(int count) throws SysError {
    if (imagePages + pages + count > maxPages) {
      throw new SysError(Errno.ENOSPC);
    }
    if (!disk) {
      budget.takePages(count);
    }
    pages += count;
  }

  void givePages(long count) {
    pages -= count;
    if (!disk) {
      budget.givePages(count);
    }
  }

  void takeFile() throws SysError {
    if (imageFiles + files >= maxFiles) {
      throw new SysError(Errno.ENOSPC);
    }
    budget.takeInode();
    files++;
  }

  void giveFile() {
    budget.giveInode();
    files--;
  }

  /** Wraps a node of the image when it is first asked for. */
  MemoryNode wrap(ImageNode node) {
    return switch (node.mode() & Mode.KIND) {
      case Mode.DIRECTORY -> new MemoryDirectory(this, node);
      case Mode.REGULAR -> new MemoryFile(this, node);
      default -> new MemoryNode(this, node);
    };
  }

  /** What {@code make} puts into a directory. */
  MemoryNode newNode(int mode, int uid, int gid, String target, int rdev) throws SysError {
    takeFile();
    ImageNode node = ImageNode.made(newNumber(), mode, uid, gid, now(), target, rdev);
    return wrap(node);
  }
}
