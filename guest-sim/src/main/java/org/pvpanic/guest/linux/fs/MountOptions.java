package org.pvpanic.guest.linux.fs;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;

/** The comma-separated options of mount(8). */
public final class MountOptions {

  /** What concerns the place, not the file system, in the order of /proc/mounts. */
  private static final String[] GENERIC = {
    "sync", "dirsync", "mand", "nosuid", "nodev", "noexec", "noatime", "nodiratime", "relatime"
  };

  private MountOptions() {}

  /** The value of {@code name=value}; "" for {@code name} alone; null when it is not there. */
  public static @Nullable String value(String options, String name) {
    String value = null;
    for (String option : options.split(",")) {
      if (option.equals(name)) {
        value = "";
      } else if (option.startsWith(name + "=")) {
        value = option.substring(name.length() + 1);
      }
    }
    return value;
  }

  /** Whether an option is given. */
  public static boolean has(String options, String name) {
    return value(options, name) != null;
  }

  /** {@code ro} or {@code rw}, and what else concerns the place; relatime is the default. */
  static String generic(String options) {
    boolean readOnly = false;
    for (String option : options.split(",")) {
      readOnly = option.equals("ro") || (readOnly && !option.equals("rw"));
    }
    StringBuilder out = new StringBuilder(readOnly ? "ro" : "rw");
    for (String name : GENERIC) {
      boolean on =
          name.equals("relatime")
              ? !has(options, "noatime") && !has(options, "strictatime")
              : has(options, name);
      if (on) {
        out.append(',').append(name);
      }
    }
    return out.toString();
  }

  /** What the file system itself must understand. */
  static String withoutGeneric(String options) {
    StringBuilder out = new StringBuilder();
    for (String option : options.split(",")) {
      if (!isGeneric(option)) {
        out.append(out.length() == 0 ? "" : ",").append(option);
      }
    }
    return out.toString();
  }

  private static boolean isGeneric(String option) {
    for (String name : GENERIC) {
      if (option.equals(name)) {
        return true;
      }
    }
    return switch (option) {
      case "", "ro", "rw", "defaults", "remount", "bind", "rbind", "suid", "dev", "exec" -> true;
      case "async", "atime", "diratime", "norelatime", "strictatime", "silent", "loud" -> true;
      case "auto", "noauto", "user", "nouser", "users", "nofail", "_netdev" -> true;
      default -> false;
    };
  }

  /** Applies {@code size=} to a file system in memory. */
  static void resize(FileSystem fs, String options) throws SysError {
    String size = value(options, "size");
    if (size != null && fs instanceof MemoryFs memory) {
      memory.resize(pages(size, memory.statistics().blocks()));
    }
  }

  /**
   * The pages that {@code size=} asks for: bytes, or with k, m or g, or a percentage.
   *
   * @param all the pages that 100% is
   */
  public static long pages(String size, long all) throws SysError {
    int digits = 0;
    while (digits < size.length() && Character.isDigit(size.charAt(digits))) {
      digits++;
    }
    if (digits == 0 || digits > 15 || size.length() > digits + 1) {
      throw new SysError(Errno.EINVAL);
    }
    long number = Long.parseLong(size.substring(0, digits));
    char unit = size.length() == digits ? ' ' : Character.toLowerCase(size.charAt(digits));
    long bytes =
        switch (unit) {
          case ' ' -> number;
          case 'k' -> number << 10;
          case 'm' -> number << 20;
          case 'g' -> number << 30;
          case '%' -> all * number / 100 * Content.PAGE;
          default -> throw new SysError(Errno.EINVAL);
        };
    return (bytes + Content.PAGE - 1) / Content.PAGE;
  }
}
