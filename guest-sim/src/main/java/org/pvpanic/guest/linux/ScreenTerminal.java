package org.pvpanic.guest.linux;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** A virtual terminal of a screen that nobody looks at and whose keyboard nobody types on. */
record ScreenTerminal(int number) implements OpenFile {

  private static final int MAJOR = 4;

  @Override
  public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
    // Nothing is ever typed: the task waits until a signal ends it.
  }

  @Override
  public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
    task.then(() -> then.accept(null));
  }

  @Override
  public Stat stat() {
    int rdev = Devices.number(MAJOR, number);
    return new Stat(5, 300 + rdev, Mode.CHARACTER | 0620, 1, 0, 5, rdev, 0, 0, 0, 0, 0);
  }
}
