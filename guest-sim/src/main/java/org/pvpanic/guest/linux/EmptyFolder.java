package org.pvpanic.guest.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Directory;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** A folder of the kernel's with nothing in it. */
record EmptyFolder(long number) implements Directory {

  @Override
  public Stat stat() {
    return new Stat(19, number, Mode.DIRECTORY | 0755, 2, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public @Nullable Inode lookup(String name) {
    return null;
  }

  @Override
  public List<String> names() {
    return List.of();
  }
}
