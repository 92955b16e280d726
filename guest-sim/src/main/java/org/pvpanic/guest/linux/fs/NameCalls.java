package org.pvpanic.guest.linux.fs;

import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** The system calls that make, move and remove names. */
public final class NameCalls {

  private final MountTable mounts;

  /** Those of one table of mounts. */
  public NameCalls(MountTable mounts) {
    this.mounts = mounts;
  }

  private PathWalk.Found find(Task task, String path) throws SysError {
    return new PathWalk(mounts, task).find(path, false);
  }

  /** Makes a file of any kind; EEXIST when the name is taken. */
  public Inode make(Task task, String path, int mode, String target, int rdev) throws SysError {
    PathWalk.Found at = find(task, path);
    if (at.inode() != null) {
      throw new SysError(Errno.EEXIST);
    }
    if (at.slash() && !Mode.isDirectory(mode)) {
      throw new SysError(Errno.ENOENT);
    }
    if (Mode.isDevice(mode) && task.uid() != 0) {
      throw new SysError(Errno.EPERM);
    }
    return make(task, at, mode, target, rdev);
  }

  static Inode make(Task task, PathWalk.Found at, int mode, String target, int rdev)
      throws SysError {
    Directory parent = at.parent();
    Errno refusal = parent.refusal(mode);
    if (at.mount().isReadOnly()) {
      throw new SysError(refusal == Errno.ENOENT ? refusal : Errno.EROFS);
    }
    if (refusal != null) {
      throw new SysError(refusal);
    }
    Access.check(task, parent, Access.WRITE | Access.EXECUTE);
    int masked = Mode.isSymlink(mode) ? mode : mode & ~task.umask();
    return parent.make(at.name(), masked, task.uid(), task.gid(), target, rdev);
  }

  /** link(2). */
  public void link(Task task, String from, String to) throws SysError {
    PathWalk.Found source = find(task, from);
    Inode inode = source.existing();
    PathWalk.Found at = find(task, to);
    if (at.inode() != null) {
      throw new SysError(Errno.EEXIST);
    }
    if (source.mount() != at.mount()) {
      throw new SysError(Errno.EXDEV);
    }
    if (inode instanceof Directory) {
      throw new SysError(Errno.EPERM);
    }
    checkChange(task, at);
    at.parent().link(at.name(), inode);
  }

  /** unlink(2). */
  public void unlink(Task task, String path) throws SysError {
    PathWalk.Found at = find(task, path);
    Inode inode = at.existing();
    if (inode instanceof Directory) {
      throw new SysError(Errno.EISDIR);
    }
    if (at.slash()) {
      throw new SysError(Errno.ENOTDIR);
    }
    checkRemoval(task, at, inode);
    at.parent().remove(at.name());
  }

  /** rmdir(2). */
  public void removeDirectory(Task task, String path) throws SysError {
    PathWalk.Found at = find(task, path);
    Inode inode = at.existing();
    switch (at.name()) {
      case "." -> throw new SysError(Errno.EINVAL);
      case ".." -> throw new SysError(Errno.ENOTEMPTY);
      case "/" -> throw new SysError(Errno.EBUSY);
      default -> {}
    }
    if (!(inode instanceof Directory directory)) {
      throw new SysError(Errno.ENOTDIR);
    }
    if (mounts.isTarget(at.path())) {
      throw new SysError(Errno.EBUSY);
    }
    checkRemoval(task, at, inode);
    if (!directory.names().isEmpty() && directory instanceof MemoryDirectory) {
      throw new SysError(Errno.ENOTEMPTY);
    }
    at.parent().remove(at.name());
  }

  /** rename(2). */
  public void rename(Task task, String from, String to) throws SysError {
    PathWalk.Found source = find(task, from);
    Inode inode = source.existing();
    PathWalk.Found at = find(task, to);
    if (isSpecial(source.name()) || isSpecial(at.name())) {
      throw new SysError(Errno.EBUSY);
    }
    if (source.mount() != at.mount()) {
      throw new SysError(Errno.EXDEV);
    }
    if (mounts.isTarget(source.path())) {
      throw new SysError(Errno.EBUSY);
    }
    if (inode instanceof Directory && at.path().startsWith(source.path() + "/")) {
      throw new SysError(Errno.EINVAL);
    }
    if (at.slash() && !(inode instanceof Directory)) {
      throw new SysError(Errno.ENOTDIR);
    }
    checkRemoval(task, source, inode);
    checkChange(task, at);
    Inode replaced = at.inode();
    if (replaced == inode) {
      return;
    }
    if (replaced != null) {
      checkReplacement(inode, replaced);
      checkRemoval(task, at, replaced);
      at.parent().remove(at.name());
    }
    at.parent().link(at.name(), inode);
    source.parent().remove(source.name());
  }

  private static void checkReplacement(Inode inode, Inode replaced) throws SysError {
    if (replaced instanceof Directory directory) {
      if (!(inode instanceof Directory)) {
        throw new SysError(Errno.EISDIR);
      }
      if (!directory.names().isEmpty()) {
        throw new SysError(Errno.ENOTEMPTY);
      }
    } else if (inode instanceof Directory) {
      throw new SysError(Errno.ENOTDIR);
    }
  }

  private static boolean isSpecial(String name) {
    return name.equals(".") || name.equals("..") || name.equals("/");
  }

  private static void checkChange(Task task, PathWalk.Found at) throws SysError {
    if (at.mount().isReadOnly()) {
      throw new SysError(Errno.EROFS);
    }
    Access.check(task, at.parent(), Access.WRITE | Access.EXECUTE);
  }

  private static void checkRemoval(Task task, PathWalk.Found at, Inode inode) throws SysError {
    checkChange(task, at);
    Stat parent = at.parent().stat();
    boolean sticky = (parent.mode() & Mode.STICKY) != 0;
    if (sticky && task.uid() != 0 && task.uid() != parent.uid()) {
      Access.checkOwner(task, inode.stat());
    }
  }
}
