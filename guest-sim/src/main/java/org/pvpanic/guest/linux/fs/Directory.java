package org.pvpanic.guest.linux.fs;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** An inode that has names in it. What changes it fails unless the file system says otherwise. */
public interface Directory extends Inode {

  /** What a name stands for, or null. */
  @Nullable Inode lookup(String name);

  /** The names in it without {@code .} and {@code ..}. */
  List<String> names();

  /** Why a name cannot be added that is not there; null when it can. */
  default @Nullable Errno refusal(int mode) {
    return Mode.isRegular(mode) ? Errno.EACCES : Errno.EPERM;
  }

  /**
   * Makes a file of any kind.
   *
   * @param target where it leads when it is a symbolic link
   * @param rdev what it stands for when it is a device
   */
  default Inode make(String name, int mode, int uid, int gid, String target, int rdev)
      throws SysError {
    Errno refusal = refusal(mode);
    throw new SysError(refusal == null ? Errno.EPERM : refusal);
  }

  /** Gives a file of the same file system another name. */
  default void link(String name, Inode node) throws SysError {
    throw new SysError(Errno.EPERM);
  }

  /** Takes a name away. */
  default void remove(String name) throws SysError {
    throw new SysError(Errno.EPERM);
  }

  @Override
  default OpenFile open(Task task, int flags) throws SysError {
    if (OpenFlags.writes(flags)) {
      throw new SysError(Errno.EISDIR);
    }
    return new OpenDirectory(this);
  }

  /** Reading a directory as a file fails. */
  record OpenDirectory(Directory directory) implements OpenFile {

    @Override
    public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
      task.then(() -> failed.accept(Errno.EISDIR));
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      task.then(() -> then.accept(Errno.EBADF));
    }

    @Override
    public Stat stat() {
      return directory.stat();
    }
  }
}
