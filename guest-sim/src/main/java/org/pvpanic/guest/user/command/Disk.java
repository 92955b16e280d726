package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.fs.FsStat;
import org.pvpanic.guest.linux.fs.Mount;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.linux.fs.Stat;

/** System calls about files, with names as a program has them. */
final class Disk {

  /** How long a file is, if it is one that has a length. */
  record Size(boolean isRegular, long bytes) {}

  private Disk() {}

  static OpenFile openToRead(Call call, String name) throws SysError {
    return open(call, name, OpenFlags.READ);
  }

  /** Opens as {@code >} or {@code >>} does. */
  static OpenFile openToWrite(Call call, String name, boolean append) throws SysError {
    int how = append ? OpenFlags.APPEND : OpenFlags.TRUNCATE;
    return open(call, name, OpenFlags.WRITE | OpenFlags.CREATE | how);
  }

  static OpenFile open(Call call, String name, int flags) throws SysError {
    return held(call, call.kernel().files().open(call.task(), Bytes.text(name), flags));
  }

  static OpenFile open(Call call, String name, int flags, int mode) throws SysError {
    return held(call, call.kernel().files().open(call.task(), Bytes.text(name), flags, mode));
  }

  /** The other end of a pipe waits for who opens it, and sees who closes it. */
  private static OpenFile held(Call call, OpenFile file) {
    if (isPipe(file)) {
      call.task().files().hold(file);
    }
    return file;
  }

  /** Closes a file; the end of the program closes all others. */
  static void close(Call call, OpenFile file) {
    call.task().files().release(file);
  }

  static Stat stat(Call call, String name) throws SysError {
    return call.kernel().files().stat(call.task(), Bytes.text(name));
  }

  static Stat lstat(Call call, String name) throws SysError {
    return call.kernel().files().lstat(call.task(), Bytes.text(name));
  }

  static Stat stat(Call call, String name, boolean follow) throws SysError {
    return follow ? stat(call, name) : lstat(call, name);
  }

  /** lstat(2), or null when that fails. */
  static @Nullable Stat lstatOrNull(Call call, String name) {
    try {
      return lstat(call, name);
    } catch (SysError e) {
      return null;
    }
  }

  /** stat(2), or null when that fails. */
  static @Nullable Stat statOrNull(Call call, String name) {
    try {
      return stat(call, name);
    } catch (SysError e) {
      return null;
    }
  }

  static boolean isDirectory(Call call, String name) {
    Stat stat = statOrNull(call, name);
    return stat != null && stat.isDirectory();
  }

  static boolean isDirectory(Call call, String name, boolean follow) throws SysError {
    return stat(call, name, follow).isDirectory();
  }

  static boolean isPipe(OpenFile file) {
    return file.stat().isFifo();
  }

  /** What a name, or {@code -} for standard input, stands for. */
  static Size size(Call call, String name) throws SysError {
    OpenFile in = name.equals("-") ? call.task().file(Task.STDIN) : null;
    Stat stat = in == null ? stat(call, name) : in.stat();
    return new Size(stat.isRegular(), stat.size());
  }

  /** The names in a folder in order, without {@code .} and {@code ..}. */
  static List<String> list(Call call, String name) throws SysError {
    List<String> names =
        new ArrayList<>(Bytes.of(call.kernel().files().list(call.task(), Bytes.text(name))));
    Collections.sort(names);
    return names;
  }

  static boolean mayRun(Call call, String name) {
    return call.kernel().files().access(call.task(), Bytes.text(name), 1);
  }

  static boolean mayWrite(Call call, String name) {
    return call.kernel().files().access(call.task(), Bytes.text(name), 2);
  }

  static String readlink(Call call, String name) throws SysError {
    return Bytes.of(call.kernel().files().readlink(call.task(), Bytes.text(name)));
  }

  static String canonical(Call call, String name) throws SysError {
    return Bytes.of(call.kernel().files().canonical(call.task(), Bytes.text(name)));
  }

  static void mkdir(Call call, String name, int mode) throws SysError {
    call.kernel().files().mkdir(call.task(), Bytes.text(name), mode);
  }

  static void rmdir(Call call, String name) throws SysError {
    call.kernel().files().rmdir(call.task(), Bytes.text(name));
  }

  static void unlink(Call call, String name) throws SysError {
    call.kernel().files().unlink(call.task(), Bytes.text(name));
  }

  static void rename(Call call, String from, String to) throws SysError {
    call.kernel().files().rename(call.task(), Bytes.text(from), Bytes.text(to));
  }

  static void link(Call call, String from, String to) throws SysError {
    call.kernel().files().link(call.task(), Bytes.text(from), Bytes.text(to));
  }

  static void symlink(Call call, String target, String name) throws SysError {
    call.kernel().files().symlink(call.task(), Bytes.text(target), Bytes.text(name));
  }

  static void chmod(Call call, String name, int mode) throws SysError {
    call.kernel().files().chmod(call.task(), Bytes.text(name), mode);
  }

  static void chown(Call call, String name, int uid, int gid, boolean follow) throws SysError {
    call.kernel().files().chown(call.task(), Bytes.text(name), uid, gid, follow);
  }

  static void setTimes(Call call, String name, long accessedNs, long modifiedNs) throws SysError {
    call.kernel().files().setTimes(call.task(), Bytes.text(name), accessedNs, modifiedNs);
  }

  static void mknod(Call call, String name, int mode, int major, int minor) throws SysError {
    call.kernel().files().mknod(call.task(), Bytes.text(name), mode, major, minor);
  }

  static FsStat statfs(Call call, String name) throws SysError {
    return call.kernel().files().statfs(call.task(), Bytes.text(name));
  }

  static Mount mountOf(Call call, String name) throws SysError {
    return call.kernel().files().mountOf(call.task(), Bytes.text(name));
  }

  /** Reads all of a file; "" when it cannot be read. */
  static void slurp(Call call, String name, Consumer<String> then) {
    try {
      slurp(call, openToRead(call, name), new StringBuilder(), then);
    } catch (SysError e) {
      then.accept("");
    }
  }

  private static void slurp(Call call, OpenFile file, StringBuilder text, Consumer<String> then) {
    call.read(
        file,
        bytes -> {
          if (bytes.length == 0) {
            then.accept(text.toString());
          } else {
            text.append(Bytes.of(bytes));
            slurp(call, file, text, then);
          }
        },
        errno -> then.accept(text.toString()));
  }

  /** The reason as an error message, for what is told of one name. */
  static String reason(SysError error) {
    Errno errno = error.errno();
    return errno.message();
  }
}
