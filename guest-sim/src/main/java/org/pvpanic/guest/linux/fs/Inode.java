package org.pvpanic.guest.linux.fs;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** What a path names. Permissions are checked by whoever walks there. */
public interface Inode {

  /** Its properties. */
  Stat stat();

  /**
   * Opens it.
   *
   * @param flags see {@link OpenFlags}
   * @throws SysError when it cannot be opened that way
   */
  OpenFile open(Task task, int flags) throws SysError;

  /** Where a symbolic link leads, as {@code task} sees it; null for everything else. */
  default @Nullable String target(Task task) {
    return null;
  }

  /** What a link of /proc leads to without a path, such as an open pipe; null otherwise. */
  default @Nullable Inode jump(Task task) {
    return null;
  }

  /** The first bytes of a regular file, for execve(2); none for everything else. */
  default byte[] head(int max) {
    return new byte[0];
  }

  /** Sets the permission bits. */
  default void setMode(int permissions) throws SysError {
    throw new SysError(Errno.EPERM);
  }

  /** Sets owner and group. */
  default void setOwner(int uid, int gid) throws SysError {
    throw new SysError(Errno.EPERM);
  }

  /** Sets the times of reading and of changing, in nanoseconds since 1970. */
  default void setTimes(long accessedNs, long modifiedNs) throws SysError {
    throw new SysError(Errno.EPERM);
  }

  /** Sets the size in bytes; files that are made up take any. */
  default void truncate(long size) throws SysError {}
}
