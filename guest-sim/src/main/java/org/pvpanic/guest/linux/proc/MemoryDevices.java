package org.pvpanic.guest.linux.proc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.KernelLogReader;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/** The devices with major number 1 (mem(4), null(4), random(4), kmsg). */
public final class MemoryDevices {

  private static final int KMSG = 11;

  /** What each minor number does. */
  private enum Kind {
    NULL,
    ZERO,
    FULL,
    RANDOM
  }

  private MemoryDevices() {}

  /** Opens a device; null when there is none of that minor number. */
  public static @Nullable OpenFile open(Kernel kernel, int minor, int flags) throws SysError {
    return switch (minor) {
      case 1, 2, 4 -> throw new SysError(Errno.EPERM);
      case 3 -> new Endless(kernel, minor, Kind.NULL);
      case 5 -> new Endless(kernel, minor, Kind.ZERO);
      case 7 -> new Endless(kernel, minor, Kind.FULL);
      case 8, 9 -> new Endless(kernel, minor, Kind.RANDOM);
      case KMSG -> new KernelLogReader(kernel, flags, true);
      default -> null;
    };
  }

  /**
   * A device without places: what is read never ends, or never begins. A read gives a piece at
   * most, so that no program's wish decides what memory one step takes.
   */
  private record Endless(Kernel kernel, int minor, Kind kind) implements OpenFile {

    @Override
    public void read(Task task, int max, Consumer<byte[]> then, Consumer<Errno> failed) {
      byte[] bytes = new byte[kind == Kind.NULL ? 0 : Math.min(max, PIECE)];
      if (kind == Kind.RANDOM) {
        for (int i = 0; i < bytes.length; i += Long.BYTES) {
          long random = kernel.view().randomLong();
          for (int j = i; j < Math.min(bytes.length, i + Long.BYTES); j++) {
            bytes[j] = (byte) random;
            random >>>= Byte.SIZE;
          }
        }
      }
      task.then(() -> then.accept(bytes));
    }

    @Override
    public void write(Task task, byte[] bytes, Consumer<@Nullable Errno> then) {
      task.then(() -> then.accept(kind == Kind.FULL ? Errno.ENOSPC : null));
    }

    @Override
    public long seek(long offset, Seek from) {
      return 0;
    }

    @Override
    public Stat stat() {
      return new Stat(
          5, 300 + minor, Mode.CHARACTER | 0666, 1, 0, 0, 1 << 8 | minor, 0, 0, 0, 0, 0);
    }
  }
}
