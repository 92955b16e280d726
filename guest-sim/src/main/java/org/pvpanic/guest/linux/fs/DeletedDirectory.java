package org.pvpanic.guest.linux.fs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;

/** A directory that somebody is still in although it was removed. */
final class DeletedDirectory implements Directory {

  @Override
  public Stat stat() {
    return Stat.ofKind(Mode.DIRECTORY | 0755);
  }

  @Override
  public @Nullable Inode lookup(String name) {
    return null;
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public Errno refusal(int mode) {
    return Errno.ENOENT;
  }
}
