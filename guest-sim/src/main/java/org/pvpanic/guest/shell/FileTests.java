package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.linux.fs.Stat;

/** What {@code test} asks about files. */
final class FileTests {

  private static final int SET_UID = 04000;
  private static final int SET_GID = 02000;
  private static final int STICKY = 01000;

  private FileTests() {}

  static boolean isTerminal(Task task, int descriptor) {
    OpenFile file = task.file(descriptor);
    return file instanceof Tty;
  }

  static boolean test(Task task, char operator, String path) {
    if (operator == 'h' || operator == 'L') {
      Stat link = Disk.linkStat(task, path);
      return link != null && link.isSymlink();
    }
    Stat stat = path.isEmpty() ? null : Disk.stat(task, path);
    if (stat == null) {
      return false;
    }
    return switch (operator) {
      case 'e' -> true;
      case 'f' -> stat.isRegular();
      case 'd' -> stat.isDirectory();
      case 'c' -> stat.isCharacterDevice();
      case 'b' -> stat.isBlockDevice();
      case 'p' -> stat.isFifo();
      case 's' -> stat.size() > 0;
      case 'r' -> task.kernel().files().access(task, path, 4);
      case 'w' -> task.kernel().files().access(task, path, 2);
      case 'x' -> task.kernel().files().access(task, path, Disk.EXECUTE);
      case 'u' -> (stat.mode() & SET_UID) != 0;
      case 'g' -> (stat.mode() & SET_GID) != 0;
      case 'k' -> (stat.mode() & STICKY) != 0;
      case 'O' -> stat.uid() == task.uid();
      case 'G' -> stat.gid() == task.gid();
      case 'N' -> stat.modifiedNs() > stat.accessedNs();
      default -> false;
    };
  }

  static boolean compare(Task task, String left, String operator, String right) {
    @Nullable Stat a = Disk.stat(task, left);
    @Nullable Stat b = Disk.stat(task, right);
    return switch (operator) {
      case "-nt" -> a != null && (b == null || a.modifiedNs() > b.modifiedNs());
      case "-ot" -> b != null && (a == null || a.modifiedNs() < b.modifiedNs());
      default -> a != null && b != null && a.device() == b.device() && a.inode() == b.inode();
    };
  }
}
