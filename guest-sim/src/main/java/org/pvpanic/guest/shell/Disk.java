package org.pvpanic.guest.shell;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.linux.fs.Stat;

/** What the shell asks the file system. */
final class Disk {

  /** The permission to run a file, of access(2). */
  static final int EXECUTE = 1;

  private Disk() {}

  /** How a redirection opens a file. */
  enum Access {
    READ(OpenFlags.READ),
    WRITE(OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.TRUNCATE),
    CREATE(OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.EXCLUSIVE),
    APPEND(OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.APPEND),
    READ_WRITE(OpenFlags.READ_WRITE | OpenFlags.CREATE);

    private final int flags;

    Access(int flags) {
      this.flags = flags;
    }
  }

  /** Opens a file; one that is only to be created may be there when it is no regular one. */
  static OpenFile open(Task task, String path, Access access) throws SysError {
    if (access == Access.CREATE) {
      Stat stat = stat(task, path);
      if (stat != null && !stat.isRegular()) {
        return open(task, path, Access.WRITE);
      }
    }
    return task.kernel().files().open(task, path, access.flags);
  }

  /** What a path names, or null when it names nothing. */
  static @Nullable Stat stat(Task task, String path) {
    try {
      return task.kernel().files().stat(task, path);
    } catch (SysError e) {
      return null;
    }
  }

  /** What a path names without following a symbolic link at its end, or null. */
  static @Nullable Stat linkStat(Task task, String path) {
    try {
      return task.kernel().files().lstat(task, path);
    } catch (SysError e) {
      return null;
    }
  }

  static boolean exists(Task task, String path) {
    return linkStat(task, path) != null;
  }

  static boolean isDirectory(Task task, String path) {
    Stat stat = stat(task, path);
    return stat != null && stat.isDirectory();
  }

  /** Whether a regular file may be run. */
  static boolean isProgram(Task task, String path) {
    Stat stat = stat(task, path);
    return stat != null && stat.isRegular() && task.kernel().files().access(task, path, EXECUTE);
  }

  /** Whether a file is a program of some machine, and no text. */
  static boolean isBinary(Task task, String path) {
    try {
      byte[] head = task.kernel().files().inode(task, path, true).head(4);
      return head.length == 4 && head[0] == 0x7f && head[1] == 'E';
    } catch (SysError e) {
      return false;
    }
  }

  /** The names in a directory, with {@code .} and {@code ..}, in order; none when it is none. */
  static Iterable<String> list(Task task, String path) {
    TreeSet<String> names = new TreeSet<>();
    try {
      List<String> found = task.kernel().files().list(task, path);
      names.addAll(found);
      names.add(".");
      names.add("..");
    } catch (SysError e) {
      names.clear();
    }
    return names;
  }

  /** The machine's time in nanoseconds since the kernel started. */
  static long now(Task task) {
    return task.kernel().time().monotonicNs();
  }
}
