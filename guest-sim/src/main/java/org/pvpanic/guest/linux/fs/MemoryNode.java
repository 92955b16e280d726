package org.pvpanic.guest.linux.fs;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Pipe;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** A file in memory. This class does for links, devices, named pipes and sockets. */
class MemoryNode implements Inode {

  private final MemoryFs fs;
  private final ImageNode origin;
  private int mode;
  private int uid;
  private int gid;
  private int links;
  private long accessedNs;
  private long modifiedNs;
  private long changedNs;
  private @Nullable Pipe pipe;

  MemoryNode(MemoryFs fs, ImageNode origin) {
    this.fs = fs;
    this.origin = origin;
    this.mode = origin.mode();
    this.uid = origin.uid();
    this.gid = origin.gid();
    this.links = origin.links();
    long time = origin.timeNs() == 0 ? fs.madeNs() : origin.timeNs();
    this.accessedNs = time;
    this.modifiedNs = time;
    this.changedNs = time;
  }

  final MemoryFs fs() {
    return fs;
  }

  final ImageNode origin() {
    return origin;
  }

  @Override
  public final Stat stat() {
    return new Stat(
        fs.device(),
        origin.number(),
        mode,
        links,
        uid,
        gid,
        origin.rdev(),
        size(),
        blocks(),
        accessedNs,
        modifiedNs,
        changedNs);
  }

  long size() {
    return origin.size();
  }

  long blocks() {
    return 0;
  }

  @Override
  public OpenFile open(Task task, int flags) throws SysError {
    return switch (mode & Mode.KIND) {
      case Mode.CHARACTER -> task.kernel().devices().open(task, origin.rdev(), flags);
      case Mode.FIFO -> openPipe(flags);
      default -> throw new SysError(Errno.ENXIO);
    };
  }

  private OpenFile openPipe(int flags) {
    Pipe known = pipe;
    if (known == null) {
      known = new Pipe(true, origin.number());
      pipe = known;
    }
    return OpenFlags.writes(flags) ? known.writeEnd() : known.readEnd();
  }

  @Override
  public @Nullable String target(Task task) {
    return Mode.isSymlink(mode) ? origin.text() : null;
  }

  @Override
  public void setMode(int permissions) {
    mode = (mode & Mode.KIND) | (permissions & Mode.PERMISSIONS);
    changedNs = fs.now();
  }

  @Override
  public void setOwner(int newUid, int newGid) {
    uid = newUid;
    gid = newGid;
    changedNs = fs.now();
  }

  @Override
  public void setTimes(long accessed, long modified) {
    accessedNs = accessed;
    modifiedNs = modified;
    changedNs = fs.now();
  }

  /** relatime: the time of reading only follows that of writing, or a day. */
  final void touchRead() {
    long now = fs.now();
    if (accessedNs <= modifiedNs || now - accessedNs > 86_400_000_000_000L) {
      accessedNs = now;
    }
  }

  final void touchWritten() {
    modifiedNs = fs.now();
    changedNs = modifiedNs;
  }

  final int links() {
    return links;
  }

  /** It has so many names more. */
  final void addLinks(int count) {
    links += count;
    changedNs = fs.now();
    if (links == 0) {
      fs.giveFile();
      unlinked();
    }
  }

  /** Its last name is gone. */
  void unlinked() {}
}
