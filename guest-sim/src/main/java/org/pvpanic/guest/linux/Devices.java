package org.pvpanic.guest.linux;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.linux.fs.Stat;
import org.pvpanic.guest.linux.proc.MemoryDevices;

/** The character devices, by their numbers, whatever the file is called that names them. */
public final class Devices {

  /** Opens a device. */
  @FunctionalInterface
  public interface Opener {

    /** Opens it; fails as open(2) does. */
    OpenFile open(Task task, int flags) throws SysError;
  }

  private static final int MEMORY = 1;
  private static final int TTY = 4;
  private static final int TTY_AUX = 5;
  private static final int FIRST_SERIAL = 64;

  private final Kernel kernel;
  private @Nullable Map<Integer, Opener> drivers;

  Devices(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The number of a device in stat(2). */
  public static int number(int major, int minor) {
    return major << 8 | minor;
  }

  /** A driver takes a device; null gives it back. */
  public void register(int major, int minor, @Nullable Opener opener) {
    Map<Integer, Opener> known = drivers;
    if (known == null) {
      known = new HashMap<>(4);
      drivers = known;
    }
    if (opener == null) {
      known.remove(number(major, minor));
    } else {
      known.put(number(major, minor), opener);
    }
  }

  /** A file for devtmpfs. */
  public Inode node(int mode, int major, int minor) {
    int rdev = number(major, minor);
    Stat stat = new Stat(5, 300 + rdev, Mode.CHARACTER | mode, 1, 0, 0, rdev, 0, 0, 0, 0, 0);
    return new Inode() {
      @Override
      public Stat stat() {
        return stat;
      }

      @Override
      public OpenFile open(Task task, int flags) throws SysError {
        return Devices.this.open(task, rdev, flags);
      }
    };
  }

  /**
   * Opens a device.
   *
   * @throws SysError ENXIO when no driver has it
   */
  public OpenFile open(Task task, int number, int flags) throws SysError {
    Map<Integer, Opener> known = drivers;
    Opener driver = known == null ? null : known.get(number);
    if (driver != null) {
      return driver.open(task, flags);
    }
    int minor = number & 0xff;
    OpenFile opened =
        switch (number >> 8) {
          case MEMORY -> MemoryDevices.open(kernel, minor, flags);
          case TTY ->
              minor < FIRST_SERIAL
                  ? new ScreenTerminal(minor)
                  : terminal(task, "ttyS" + (minor - FIRST_SERIAL), flags);
          case TTY_AUX -> auxiliary(task, minor);
          default -> null;
        };
    if (opened == null) {
      throw new SysError(Errno.ENXIO);
    }
    return opened;
  }

  /** /dev/tty, /dev/console and /dev/ptmx; the console becomes nobody's controlling terminal. */
  private @Nullable OpenFile auxiliary(Task task, int minor) {
    return switch (minor) {
      case 0 -> task.session().terminal();
      case 1 -> kernel.console();
      default -> null;
    };
  }

  /** The first terminal that the leader of a session opens becomes its controlling one. */
  private @Nullable OpenFile terminal(Task task, String name, int flags) {
    Tty tty = kernel.terminal(name);
    if (tty != null) {
      kernel.openTerminal(tty);
      boolean leads = task.session().id() == task.pid() && task.session().terminal() == null;
      if (leads && tty.session() == null && (flags & OpenFlags.NO_TERMINAL) == 0) {
        task.session().take(tty);
      }
    }
    if (tty == null && name.length() == 5 && name.charAt(4) < '4') {
      return new DeadTerminal(FIRST_SERIAL + name.charAt(4) - '0');
    }
    return tty;
  }
}
