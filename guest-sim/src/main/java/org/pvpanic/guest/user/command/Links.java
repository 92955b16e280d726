package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Stat;

/** readlink, realpath and pwd: what names really stand for. */
final class Links {

  private static final OptionSpec READLINK =
      OptionSpec.of(
          "efmnqsvz",
          "canonicalize=f canonicalize-existing=e canonicalize-missing=m no-newline=n quiet=q"
              + " silent=s verbose=v zero=z");
  private static final OptionSpec READLINK_BUSYBOX = OptionSpec.of("nfv");
  private static final OptionSpec REALPATH =
      OptionSpec.of(
          "eLmPqsz",
          "canonicalize-existing=e canonicalize-missing=m quiet=q strip=s no-symlinks=s zero=z");
  private static final OptionSpec NONE = OptionSpec.of("");
  private static final OptionSpec PWD = OptionSpec.of("LP", "logical=L physical=P");

  /** Symbolic links on one way (MAXSYMLINKS). */
  private static final int MOST_LINKS = 40;

  private Links() {}

  static void readlink(Call call) {
    Options options = call.options(READLINK, READLINK_BUSYBOX);
    List<String> names = options.operands();
    if (names.isEmpty() || (call.isBusybox() && names.size() > 1)) {
      throw call.usage(call.isBusybox() ? "" : "missing operand");
    }
    char how = options.last("efm", ' ');
    String ending = options.has('z') ? "\0" : "\n";
    boolean bare = options.has('n') && names.size() == 1;
    for (String name : names) {
      try {
        String found = how == ' ' ? Disk.readlink(call, name) : canonical(call, name, how);
        call.out(found + (bare ? "" : ending));
      } catch (SysError e) {
        call.setStatus(1);
        if (options.has('v')) {
          call.warn(name + ": " + e.errno().message());
        }
      }
    }
    call.exit();
  }

  static void realpath(Call call) {
    Options options = call.options(REALPATH, NONE);
    if (options.operands().isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "missing operand");
    }
    for (String name : options.operands()) {
      try {
        String found = canonical(call, name, options.last("em", 'f'));
        call.out(found + (options.has('z') ? "\0" : "\n"));
      } catch (SysError e) {
        call.setStatus(1);
        if (!options.has('q')) {
          call.warn(Quoting.bareFile(call, name) + ": " + e.errno().message());
        }
      }
    }
    call.exit();
  }

  /**
   * A path without links.
   *
   * @param how e: all must be there, f: all but the last part, m: nothing need be
   */
  static String canonical(Call call, String name, char how) throws SysError {
    if (name.isEmpty()) {
      throw new SysError(Errno.ENOENT);
    }
    Deque<String> parts = new ArrayDeque<>(List.of(name.split("/")));
    String path = name.startsWith("/") ? "" : Bytes.of(call.task().directory());
    path = path.equals("/") ? "" : path;
    int links = 0;
    while (!parts.isEmpty()) {
      String part = parts.removeFirst();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        continue;
      }
      String next = path + "/" + part;
      Stat stat = lstat(call, next, how == 'm' || (how == 'f' && parts.isEmpty()));
      if (stat == null || !stat.isSymlink()) {
        if (stat != null && !stat.isDirectory() && !parts.isEmpty() && how != 'm') {
          throw new SysError(Errno.ENOTDIR);
        }
        path = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new SysError(Errno.ELOOP);
      }
      String target = Disk.readlink(call, next);
      path = target.startsWith("/") ? "" : path;
      String[] more = target.split("/");
      for (int i = more.length - 1; i >= 0; i--) {
        parts.addFirst(more[i]);
      }
    }
    return path.isEmpty() ? "/" : path;
  }

  private static @Nullable Stat lstat(Call call, String path, boolean mayLack) throws SysError {
    try {
      return Disk.lstat(call, path);
    } catch (SysError e) {
      if (mayLack && (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR)) {
        return null;
      }
      throw e;
    }
  }

  static void pwd(Call call) {
    call.options(PWD, NONE);
    call.out(Bytes.of(call.task().directory()) + "\n");
    call.exit();
  }
}
