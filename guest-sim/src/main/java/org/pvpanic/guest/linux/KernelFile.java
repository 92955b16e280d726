package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of /proc or /sys: the kernel makes up what is read and acts on what is written. A missing
 * direction is an error: on opening in /sys, on the access itself in /proc.
 *
 * @param show what is read, or null
 * @param store what takes that which is written, or null
 * @param strict whether a missing direction fails on opening
 */
record KernelFile(@Nullable Supplier<String> show, @Nullable Store store, boolean strict)
    implements Inode {

  /** Acts on what was written. */
  @FunctionalInterface
  interface Store {

    /** Returns null, or why it is refused. */
    @Nullable Errno store(Task writer, String text);
  }

  /** A file of /proc. */
  static KernelFile proc(@Nullable Supplier<String> show, @Nullable Store store) {
    return new KernelFile(show, store, false);
  }

  /** A file of /sys. */
  static KernelFile sys(@Nullable Supplier<String> show, @Nullable Store store) {
    return new KernelFile(show, store, true);
  }

  @Override
  public OpenFile open(boolean write, boolean append) throws SysError {
    if (strict && (write ? store == null : show == null)) {
      throw new SysError(Errno.EACCES);
    }
    return new Opened();
  }

  /** An open one: all of it is read at once. */
  private final class Opened implements OpenFile {
    private boolean atEnd;

    @Override
    public void read(Task task, Consumer<byte[]> then, Consumer<Errno> failed) {
      if (show == null) {
        task.then(() -> failed.accept(Errno.EIO));
        return;
      }
      byte[] content = atEnd ? new byte[0] : show.get().getBytes(StandardCharsets.UTF_8);
      atEnd = true;
      task.then(() -> then.accept(content));
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      Errno result =
          store == null ? Errno.EIO : store.store(task, new String(bytes, StandardCharsets.UTF_8));
      task.then(() -> then.accept(result));
    }
  }
}
