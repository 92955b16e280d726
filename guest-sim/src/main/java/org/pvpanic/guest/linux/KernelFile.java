package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.linux.fs.Stat;

/**
 * A file of /proc or /sys: the kernel makes up what is read and acts on what is written. A missing
 * direction is an error: on opening in /sys and /proc/sys, on the access itself in the rest of
 * /proc.
 *
 * @param stat its properties
 * @param show what is read, or null
 * @param store what takes that which is written, or null
 * @param strict whether a missing direction fails on opening
 */
public record KernelFile(
    Stat stat, @Nullable Supplier<String> show, @Nullable Store store, boolean strict)
    implements Inode {

  /** Acts on what was written. */
  @FunctionalInterface
  public interface Store {

    /** Returns null, or why it is refused. */
    @Nullable Errno store(Task writer, String text);
  }

  private static final int SYS_SIZE = 4096;

  /** A file of /proc, with all permissions that make sense. */
  public static KernelFile proc(@Nullable Supplier<String> show, @Nullable Store store) {
    return proc((show == null ? 0 : 0444) | (store == null ? 0 : 0200), 1, 0, show, store);
  }

  /** A file of /proc. */
  public static KernelFile proc(
      int mode, long number, long timeNs, @Nullable Supplier<String> show, @Nullable Store store) {
    return new KernelFile(properties(4, number, mode, 0, timeNs), show, store, false);
  }

  /** A file of /proc/sys. */
  public static KernelFile setting(
      int mode, long number, long timeNs, @Nullable Supplier<String> show, @Nullable Store store) {
    return new KernelFile(properties(4, number, mode, 0, timeNs), show, store, true);
  }

  /** A file of /sys, with all permissions that make sense. */
  public static KernelFile sys(@Nullable Supplier<String> show, @Nullable Store store) {
    return sys((show == null ? 0 : 0444) | (store == null ? 0 : 0200), 1, 0, show, store);
  }

  /** A file of /sys. */
  public static KernelFile sys(
      int mode, long number, long timeNs, @Nullable Supplier<String> show, @Nullable Store store) {
    return new KernelFile(properties(19, number, mode, SYS_SIZE, timeNs), show, store, true);
  }

  private static Stat properties(int device, long number, int mode, long size, long timeNs) {
    return new Stat(
        device, number, Mode.REGULAR | mode, 1, 0, 0, 0, size, 0, timeNs, timeNs, timeNs);
  }

  @Override
  public OpenFile open(Task task, int flags) throws SysError {
    boolean unreadable = OpenFlags.reads(flags) && (show == null || (stat.mode() & 0444) == 0);
    boolean unwritable = OpenFlags.writes(flags) && (store == null || (stat.mode() & 0222) == 0);
    if (strict && (unreadable || unwritable)) {
      throw new SysError(Errno.EACCES);
    }
    return new Opened(flags);
  }

  /** An open one: what is read from its start is made up anew. */
  private final class Opened implements OpenFile {
    private final int flags;
    private byte[] content = {};
    private int offset;

    Opened(int flags) {
      this.flags = flags;
    }

    @Override
    public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
      if (show == null || !OpenFlags.reads(flags)) {
        task.then(() -> failed.accept(show == null ? Errno.EIO : Errno.EBADF));
        return;
      }
      if (offset == 0) {
        content = show.get().getBytes(StandardCharsets.UTF_8);
      }
      int from = Math.min(offset, content.length);
      byte[] piece = Arrays.copyOfRange(content, from, Math.min(content.length, from + max));
      offset += piece.length;
      task.then(() -> then.accept(piece));
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      Errno result;
      if (!OpenFlags.writes(flags)) {
        result = Errno.EBADF;
      } else if (store == null) {
        result = Errno.EIO;
      } else {
        result = store.store(task, new String(bytes, StandardCharsets.UTF_8));
        offset += bytes.length;
      }
      task.then(() -> then.accept(result));
    }

    @Override
    public long seek(long to, Seek from) throws SysError {
      long place = to + (from == Seek.CURRENT ? offset : 0);
      if (place < 0 || from == Seek.END) {
        throw new SysError(Errno.EINVAL);
      }
      offset = (int) Math.min(place, Integer.MAX_VALUE);
      return place;
    }

    @Override
    public Stat stat() {
      return stat;
    }

    @Override
    public Inode inode() {
      return KernelFile.this;
    }
  }
}
