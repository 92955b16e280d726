package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Stat;

/** mkdir and rmdir. */
final class Folders {

  private static final char IGNORE = OptionSpec.FIRST_UNNAMED;
  private static final OptionSpec MKDIR =
      OptionSpec.of("m:pvZ", "mode=m parents=p verbose=v context=Z");
  private static final OptionSpec MKDIR_BUSYBOX =
      OptionSpec.of("m:pv", "mode=m parents=p verbose=v");
  private static final OptionSpec RMDIR =
      OptionSpec.of("pv", "parents=p verbose=v ignore-fail-on-non-empty=" + IGNORE);
  private static final OptionSpec RMDIR_BUSYBOX =
      OptionSpec.of("p", "parents=p ignore-fail-on-non-empty=" + IGNORE);

  private static final int DEFAULT_MODE = 0777;

  /** Bytes of a path, without the zero at its end (PATH_MAX). */
  private static final int MAX_PATH = 4095;

  private final Call call;
  private final Options options;
  private final int mode;

  private Folders(Call call, Options options, int mode) {
    this.call = call;
    this.options = options;
    this.mode = mode;
  }

  static void mkdir(Call call) {
    Options options = call.options(MKDIR, MKDIR_BUSYBOX);
    if (options.operands().isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "missing operand");
    }
    String text = options.value('m');
    Integer mode = DEFAULT_MODE;
    if (text != null) {
      mode = ModeText.apply(text, DEFAULT_MODE, true, call.task().umask());
      if (mode == null) {
        throw call.fail("invalid mode " + Quoting.quote(call, text));
      }
    }
    Folders folders = new Folders(call, options, mode);
    for (String name : options.operands()) {
      folders.make(name);
    }
    call.exit();
  }

  private void make(String name) {
    if (!options.has('p')) {
      makeOne(name, true);
      return;
    }
    if (name.length() > MAX_PATH) {
      cannotMake(name, Errno.ENAMETOOLONG);
      return;
    }
    for (int at = name.indexOf('/', 1); at >= 0; at = name.indexOf('/', at + 1)) {
      String parent = name.substring(0, at);
      if (Disk.statOrNull(call, parent) == null && !makeOne(parent, false)) {
        return;
      }
    }
    Stat found = Disk.statOrNull(call, name);
    if (found == null || !found.isDirectory()) {
      makeOne(name, true);
    }
  }

  private boolean makeOne(String name, boolean last) {
    try {
      Disk.mkdir(call, name, last ? mode : DEFAULT_MODE);
      if (last && options.has('m')) {
        Disk.chmod(call, name, mode);
      }
      if (options.has('v')) {
        if (call.isBusybox()) {
          call.out("created directory: '" + name + "'\n");
        } else {
          call.out("mkdir: created directory " + Quoting.file(call, name) + "\n");
        }
      }
      return true;
    } catch (SysError e) {
      cannotMake(name, e.errno());
      return false;
    }
  }

  private void cannotMake(String name, Errno errno) {
    call.complain(
        (call.isBusybox() ? "can't" : "cannot")
            + " create directory "
            + Quoting.file(call, name)
            + ": "
            + errno.message());
  }

  static void rmdir(Call call) {
    Options options = call.options(RMDIR, RMDIR_BUSYBOX);
    if (options.operands().isEmpty()) {
      throw call.usage(call.isBusybox() ? "" : "missing operand");
    }
    Folders folders = new Folders(call, options, 0);
    for (String name : options.operands()) {
      folders.remove(name);
    }
    call.exit();
  }

  private void remove(String name) {
    String path = name;
    while (true) {
      try {
        if (options.has('v')) {
          call.out("rmdir: removing directory, " + Quoting.file(call, path) + "\n");
        }
        Disk.rmdir(call, path);
      } catch (SysError e) {
        boolean ignored = e.errno() == Errno.ENOTEMPTY && options.has(IGNORE);
        if (!ignored) {
          complain(path, name, e.errno());
        }
        return;
      }
      path = path.replaceFirst("/+$", "");
      int slash = path.lastIndexOf('/');
      if (!options.has('p') || slash <= 0) {
        return;
      }
      path = path.substring(0, slash).replaceFirst("/+$", "");
    }
  }

  private void complain(String path, String name, Errno errno) {
    if (call.isBusybox()) {
      call.complain("'" + path + "': " + errno.message());
    } else {
      String what = path.equals(name) ? "failed to remove " : "failed to remove directory ";
      call.complain(what + Quoting.file(call, path) + ": " + errno.message());
    }
  }
}
