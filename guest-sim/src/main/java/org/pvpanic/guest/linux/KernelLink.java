package org.pvpanic.guest.linux;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/**
 * A symbolic link that the kernel makes up.
 *
 * @param number of the inode
 * @param leads where, as a task sees it
 * @param behind what it leads to without a path, or null
 */
public record KernelLink(long number, Function<Task, String> leads, @Nullable Inode behind)
    implements Inode {

  @Override
  public Stat stat() {
    return new Stat(19, number, Mode.SYMLINK | 0777, 1, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public OpenFile open(Task task, int flags) throws SysError {
    throw new SysError(Errno.ELOOP);
  }

  @Override
  public String target(Task task) {
    return leads.apply(task);
  }

  @Override
  public @Nullable Inode jump(Task task) {
    return behind;
  }
}
