package org.pvpanic.guest.linux;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** A serial port that the board lacks: it can be opened, and nothing else. */
record DeadTerminal(int minor) implements OpenFile {

  @Override
  public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
    task.then(() -> failed.accept(Errno.EIO));
  }

  @Override
  public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
    task.then(() -> then.accept(Errno.EIO));
  }

  @Override
  public Stat stat() {
    int rdev = Devices.number(4, minor);
    return new Stat(5, 300 + rdev, Mode.CHARACTER | 0660, 1, 0, 18, rdev, 0, 0, 0, 0, 0);
  }
}
