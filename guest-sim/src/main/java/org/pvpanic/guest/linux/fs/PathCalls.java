package org.pvpanic.guest.linux.fs;

import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** The system calls that open, describe and change what a path names, and those of mounts. */
public final class PathCalls {

  private final MountTable mounts;

  /** Those of one table of mounts. */
  public PathCalls(MountTable mounts) {
    this.mounts = mounts;
  }

  private PathWalk.Found find(Task task, String path, boolean follow) throws SysError {
    return new PathWalk(mounts, task).find(path, follow);
  }

  /** What a path names. */
  public Inode inode(Task task, String path, boolean follow) throws SysError {
    return find(task, path, follow).existing();
  }

  /** open(2). */
  public OpenFile open(Task task, String path, int flags, int mode) throws SysError {
    boolean creates = OpenFlags.has(flags, OpenFlags.CREATE);
    boolean exclusive = creates && OpenFlags.has(flags, OpenFlags.EXCLUSIVE);
    boolean follow = !exclusive && !OpenFlags.has(flags, OpenFlags.NO_FOLLOW);
    PathWalk.Found at = find(task, path, follow);
    Inode inode = at.inode();
    if (inode == null) {
      if (!creates) {
        throw new SysError(Errno.ENOENT);
      }
      if (at.slash()) {
        throw new SysError(Errno.EISDIR);
      }
      int made = Mode.REGULAR | (mode & Mode.PERMISSIONS);
      return NameCalls.make(task, at, made, "", 0).open(task, flags);
    }
    if (exclusive) {
      throw new SysError(Errno.EEXIST);
    }
    checkOpen(task, at, inode, flags, creates);
    return inode.open(task, flags);
  }

  private static void checkOpen(
      Task task, PathWalk.Found at, Inode inode, int flags, boolean creates) throws SysError {
    boolean directory = inode instanceof Directory;
    boolean writes = OpenFlags.writes(flags);
    if (directory && (writes || creates)) {
      throw new SysError(Errno.EISDIR);
    }
    if (!directory && OpenFlags.has(flags, OpenFlags.DIRECTORY)) {
      throw new SysError(Errno.ENOTDIR);
    }
    Stat stat = inode.stat();
    if (stat.isSymlink()) {
      throw new SysError(Errno.ELOOP);
    }
    if (writes && at.mount().isReadOnly() && !Mode.isDevice(stat.mode()) && !stat.isFifo()) {
      throw new SysError(Errno.EROFS);
    }
    int wanted = (OpenFlags.reads(flags) ? Access.READ : 0) | (writes ? Access.WRITE : 0);
    if (!Access.allows(task, stat, wanted)) {
      throw new SysError(Errno.EACCES);
    }
  }

  /** The names in a directory. */
  public List<String> list(Task task, String path) throws SysError {
    if (!(inode(task, path, true) instanceof Directory directory)) {
      throw new SysError(Errno.ENOTDIR);
    }
    Access.check(task, directory, Access.READ);
    return directory.names();
  }

  /** access(2). */
  public boolean access(Task task, String path, int wanted) {
    try {
      PathWalk.Found at = find(task, path, true);
      Stat stat = at.existing().stat();
      boolean refused =
          (wanted & Access.WRITE) != 0 && at.mount().isReadOnly() && !Mode.isDevice(stat.mode());
      return !refused && Access.allows(task, stat, wanted);
    } catch (SysError e) {
      return false;
    }
  }

  /** The absolute path without links. */
  public String canonical(Task task, String path) throws SysError {
    PathWalk.Found at = find(task, path, true);
    at.existing();
    return at.path();
  }

  /** The absolute path of a directory that the task may enter. */
  public String directory(Task task, String path) throws SysError {
    PathWalk.Found at = find(task, path, true);
    if (!(at.existing() instanceof Directory directory)) {
      throw new SysError(Errno.ENOTDIR);
    }
    Access.check(task, directory, Access.EXECUTE);
    return at.path();
  }

  /** readlink(2). */
  public String readlink(Task task, String path) throws SysError {
    String target = inode(task, path, false).target(task);
    if (target == null) {
      throw new SysError(Errno.EINVAL);
    }
    return target;
  }

  /** chmod(2). */
  public void chmod(Task task, String path, int permissions) throws SysError {
    Inode inode = changeable(find(task, path, true));
    Access.checkOwner(task, inode.stat());
    inode.setMode(permissions);
  }

  /** chown(2): only root gives files away. */
  public void chown(Task task, String path, int uid, int gid, boolean follow) throws SysError {
    Inode inode = changeable(find(task, path, follow));
    Stat stat = inode.stat();
    boolean same = (uid < 0 || uid == stat.uid()) && (gid < 0 || gid == task.gid());
    if (task.uid() != 0 && !(same && task.uid() == stat.uid())) {
      throw new SysError(Errno.EPERM);
    }
    inode.setOwner(uid < 0 ? stat.uid() : uid, gid < 0 ? stat.gid() : gid);
  }

  /** utimensat(2). */
  public void setTimes(Task task, String path, long accessedNs, long modifiedNs) throws SysError {
    Inode inode = changeable(find(task, path, true));
    if (task.uid() != inode.stat().uid()) {
      Access.check(task, inode, Access.WRITE);
    }
    inode.setTimes(accessedNs, modifiedNs);
  }

  /** truncate(2). */
  public void truncate(Task task, String path, long size) throws SysError {
    Inode inode = changeable(find(task, path, true));
    if (inode instanceof Directory) {
      throw new SysError(Errno.EISDIR);
    }
    Access.check(task, inode, Access.WRITE);
    inode.truncate(size);
  }

  private static Inode changeable(PathWalk.Found at) throws SysError {
    Inode inode = at.existing();
    if (at.mount().isReadOnly()) {
      throw new SysError(Errno.EROFS);
    }
    return inode;
  }

  /** The mount that a path is on. */
  public Mount mountOf(Task task, String path) throws SysError {
    PathWalk.Found at = find(task, path, true);
    at.existing();
    return at.mount();
  }

  /** mount(2). */
  public void mount(Task task, String source, String target, String type, String options)
      throws SysError {
    if (task.uid() != 0) {
      throw new SysError(Errno.EPERM);
    }
    PathWalk.Found at = find(task, target, true);
    Inode place = at.existing();
    if (MountOptions.has(options, "remount")) {
      mounts.remount(at, options);
      return;
    }
    if (!(place instanceof Directory)) {
      throw new SysError(Errno.ENOTDIR);
    }
    if (MountOptions.has(options, "bind") || MountOptions.has(options, "rbind")) {
      mounts.bind(find(task, source, true), at);
    } else {
      mounts.mount(at, source, type, options);
    }
  }

  /** umount(2): fails while a task is in there. */
  public void unmount(Task task, String target) throws SysError {
    if (task.uid() != 0) {
      throw new SysError(Errno.EPERM);
    }
    PathWalk.Found at = find(task, target, true);
    at.existing();
    for (Task each : task.kernel().tasks().all()) {
      String directory = each.directory();
      if (!at.path().equals("/") && (directory + "/").startsWith(at.path() + "/")) {
        throw new SysError(Errno.EBUSY);
      }
    }
    mounts.unmount(at);
  }
}
