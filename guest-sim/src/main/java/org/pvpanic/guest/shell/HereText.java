package org.pvpanic.guest.shell;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;

/** A here-document as its reader sees it: a pipe that holds the text and has no writer. */
final class HereText implements OpenFile {

  private final byte[] bytes;
  private int at;

  HereText(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
    int end = Math.min(bytes.length, at + max);
    byte[] piece = Arrays.copyOfRange(bytes, at, end);
    at = end;
    task.then(() -> then.accept(piece));
  }

  @Override
  public void write(Task task, byte[] given, Consumer<@Nullable Errno> then) {
    task.then(() -> then.accept(Errno.EBADF));
  }
}
