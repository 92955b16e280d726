package org.pvpanic.guest.linux.fs;

import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** Who may do what: owner, group and others; root may all but run what nobody may. */
public final class Access {

  public static final int READ = 4;
  public static final int WRITE = 2;
  public static final int EXECUTE = 1;

  private Access() {}

  /** Whether the task may read, write and run or search, as far as asked. */
  public static boolean allows(Task task, Stat stat, int wanted) {
    if (task.uid() == 0) {
      return (wanted & EXECUTE) == 0 || stat.isDirectory() || (stat.mode() & 0111) != 0;
    }
    int shift = task.uid() == stat.uid() ? 6 : task.gid() == stat.gid() ? 3 : 0;
    return (stat.mode() >> shift & wanted) == wanted;
  }

  static void check(Task task, Inode inode, int wanted) throws SysError {
    if (!allows(task, inode.stat(), wanted)) {
      throw new SysError(Errno.EACCES);
    }
  }

  static void checkOwner(Task task, Stat stat) throws SysError {
    if (task.uid() != 0 && task.uid() != stat.uid()) {
      throw new SysError(Errno.EPERM);
    }
  }
}
