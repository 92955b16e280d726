package org.pvpanic.guest.linux.proc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.fs.Directory;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** A folder of a file system that the kernel makes up. */
record TreeFolder(KernelTree tree, String path) implements Directory {

  @Override
  public Stat stat() {
    long now = tree.kernel().realtimeNs();
    int mode = Mode.DIRECTORY | tree.folderMode(path);
    long number = path.isEmpty() ? 1 : tree.number(path);
    return new Stat(tree.device(), number, mode, 2, 0, 0, 0, 0, 0, now, now, now);
  }

  @Override
  public @Nullable Inode lookup(String name) {
    return tree.lookup(path, name);
  }

  @Override
  public List<String> names() {
    return tree.names(path);
  }

  /** /proc says that there is no such name before it says that none can be made. */
  @Override
  public Errno refusal(int mode) {
    if (tree instanceof ProcFs) {
      return Errno.ENOENT;
    }
    return Mode.isRegular(mode) ? Errno.EACCES : Errno.EPERM;
  }
}
