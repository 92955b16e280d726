package org.pvpanic.guest.linux.fs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;

/** What is mounted where, the oldest first. */
public final class MountTable {

  private final FileSystems makers;
  private final List<Mount> mounts = new ArrayList<>();
  private @Nullable Directory nothing;

  /**
   * A table.
   *
   * @param atStart what is mounted at first; the last at / is the root
   */
  public MountTable(FileSystems makers, List<Mount.Facts> atStart) {
    this.makers = makers;
    for (Mount.Facts facts : atStart) {
      mounts.add(new Mount(facts, makers));
    }
  }

  /** All that is mounted, the oldest first. */
  public List<Mount> all() {
    return List.copyOf(mounts);
  }

  /** What was mounted as the root last: an initramfs may be below. */
  Mount root() {
    int last = 0;
    for (int i = 1; i < mounts.size(); i++) {
      last = mounts.get(i).facts().target().equals("/") ? i : last;
    }
    return mounts.get(last);
  }

  /** What was mounted at a path last, or null. */
  @Nullable Mount at(String path) {
    for (int i = mounts.size() - 1; i >= 0; i--) {
      if (mounts.get(i).facts().target().equals(path)) {
        return mounts.get(i);
      }
    }
    return null;
  }

  /** Whether something may be mounted at a path of that length and with that name at its end. */
  boolean mayBeTarget(String name, int length) {
    for (int i = 0; i < mounts.size(); i++) {
      String target = mounts.get(i).facts().target();
      if (target.length() == length && target.endsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /** An empty directory that nothing can be made in. */
  Directory nothing() {
    Directory known = nothing;
    if (known == null) {
      known = new DeletedDirectory();
      nothing = known;
    }
    return known;
  }

  /** mount(2) of a new file system. */
  void mount(PathWalk.Found at, String source, String type, String options) throws SysError {
    String given = MountOptions.withoutGeneric(options);
    if (makers.isSingle(type) && at.mount().facts().type().equals(type) && isTop(at)) {
      throw new SysError(Errno.EBUSY);
    }
    FileSystem fs = makers.make(source, type, given);
    String shown = MountOptions.generic(options) + makers.shownOptions(type, fs, given);
    mounts.add(new Mount(new Mount.Facts(source, at.path(), type, shown), makers, fs, fs.root()));
  }

  /** {@code mount --bind}. */
  void bind(PathWalk.Found from, PathWalk.Found at) throws SysError {
    if (!(from.existing() instanceof Directory directory)) {
      throw new SysError(Errno.ENOTDIR);
    }
    Mount.Facts old = from.mount().facts();
    Mount.Facts facts = new Mount.Facts(old.source(), at.path(), old.type(), old.options());
    mounts.add(new Mount(facts, makers, from.mount().fileSystem(), directory));
  }

  /** {@code mount -o remount}. */
  void remount(PathWalk.Found at, String options) throws SysError {
    if (!isTop(at)) {
      throw new SysError(Errno.EINVAL);
    }
    Mount mount = at.mount();
    Mount.Facts old = mount.facts();
    String given = MountOptions.withoutGeneric(options);
    MountOptions.resize(mount.fileSystem(), given);
    String shown =
        MountOptions.generic(options) + makers.shownOptions(old.type(), mount.fileSystem(), given);
    mount.setFacts(new Mount.Facts(old.source(), old.target(), old.type(), shown));
  }

  /** Nothing on a disk can be changed any more (do_emergency_remount of fs/super.c). */
  public List<Mount> remountDisksReadOnly() {
    List<Mount> changed = new ArrayList<>(2);
    for (Mount mount : mounts) {
      Mount.Facts old = mount.facts();
      if (old.source().startsWith("/dev/") && !mount.isReadOnly()) {
        String rest = old.options().substring(Math.min(2, old.options().length()));
        mount.setFacts(new Mount.Facts(old.source(), old.target(), old.type(), "ro" + rest));
        changed.add(mount);
      }
    }
    return changed;
  }

  /** umount(2). */
  void unmount(PathWalk.Found at) throws SysError {
    if (!isTop(at)) {
      throw new SysError(Errno.EINVAL);
    }
    String path = at.path();
    for (Mount mount : mounts) {
      if (mount != at.mount() && mount.facts().target().startsWith(path + "/")) {
        throw new SysError(Errno.EBUSY);
      }
    }
    if (at.mount() == root()) {
      throw new SysError(Errno.EBUSY);
    }
    mounts.remove(at.mount());
  }

  private static boolean isTop(PathWalk.Found at) {
    return at.path().equals(at.mount().facts().target());
  }

  /** Whether a path is where something is mounted. */
  boolean isTarget(String path) {
    return at(path) != null || path.equals("/");
  }
}
