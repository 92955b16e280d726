package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Stat;

/** mv: renames files, or moves them to a folder. */
final class Mv {

  private static final OptionSpec GNU =
      OptionSpec.of(
          "fint:Tuv",
          "force=f interactive=i no-clobber=n target-directory=t no-target-directory=T update=u"
              + " verbose=v");
  private static final OptionSpec BUSYBOX =
      OptionSpec.of("finvTt:", "interactive=i force=f no-clobber=n verbose=v target-directory=t");

  private final Call call;
  private final Options options;
  private final Targets targets;

  private Mv(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    targets = Targets.of(call, options, options.has('T'));
  }

  static void run(Call call) {
    new Mv(call).next(0);
  }

  private void next(int index) {
    if (index == targets.sources().size()) {
      call.exit();
      return;
    }
    String from = targets.sources().get(index);
    String to = targets.of(from);
    Stat source = Disk.lstatOrNull(call, from);
    Stat target = Disk.lstatOrNull(call, to);
    char mode = options.last("fin", ' ');
    if (source == null && !call.isBusybox()) {
      call.complain(cannotStat(from));
      call.then(() -> next(index + 1));
    } else if (target != null && (mode == 'n' || isNewer(source, target))) {
      call.then(() -> next(index + 1));
    } else if (target != null && mode == 'i') {
      ask(from, to, index);
    } else {
      move(from, to, source, target, index);
    }
  }

  private String cannotStat(String name) {
    try {
      Disk.lstat(call, name);
      return "";
    } catch (SysError e) {
      return "cannot stat " + Quoting.file(call, name) + ": " + e.errno().message();
    }
  }

  private boolean isNewer(@org.jspecify.annotations.Nullable Stat source, Stat target) {
    return options.has('u') && source != null && target.modifiedNs() >= source.modifiedNs();
  }

  private void ask(String from, String to, int index) {
    Questions.ask(
        call,
        "mv: overwrite " + Quoting.file(call, to) + "? ",
        () -> move(from, to, Disk.lstatOrNull(call, from), Disk.lstatOrNull(call, to), index),
        () -> next(index + 1));
  }

  private void move(
      String from,
      String to,
      @org.jspecify.annotations.Nullable Stat source,
      @org.jspecify.annotations.Nullable Stat target,
      int index) {
    String refusal = call.isBusybox() ? "" : refusal(from, to, source, target);
    if (!refusal.isEmpty()) {
      call.complain(refusal);
      call.then(() -> next(index + 1));
      return;
    }
    try {
      Disk.rename(call, from, to);
      if (options.has('v')) {
        String what = call.dialect() == Dialect.DEBIAN_12 ? "renamed " : "";
        call.out(what + Quoting.file(call, from) + " -> " + Quoting.file(call, to) + "\n");
      }
      call.then(() -> next(index + 1));
    } catch (SysError e) {
      if (e.errno() == Errno.EXDEV) {
        new Copier(call, new Copier.Plan(true, true, true, true, options.has('v'), true))
            .copy(from, to, () -> next(index + 1));
        return;
      }
      complain(from, to, e.errno());
      call.then(() -> next(index + 1));
    }
  }

  private String refusal(
      String from,
      String to,
      @org.jspecify.annotations.Nullable Stat source,
      @org.jspecify.annotations.Nullable Stat target) {
    if (source == null || target == null) {
      return "";
    }
    if (source.inode() == target.inode() && source.device() == target.device()) {
      return Quoting.file(call, from) + " and " + Quoting.file(call, to) + " are the same file";
    }
    if (source.isDirectory() && !target.isDirectory()) {
      return "cannot overwrite non-directory "
          + Quoting.file(call, to)
          + " with directory "
          + Quoting.file(call, from);
    }
    if (!source.isDirectory() && target.isDirectory()) {
      return "cannot overwrite directory "
          + Quoting.file(call, to)
          + " with non-directory"
          + (call.dialect() == Dialect.DEBIAN_12 ? " " + Quoting.file(call, from) : "");
    }
    return "";
  }

  private void complain(String from, String to, Errno errno) {
    if (call.isBusybox()) {
      call.complain("can't rename '" + from + "': " + errno.message());
    } else if (errno == Errno.EINVAL) {
      call.complain(
          "cannot move "
              + Quoting.file(call, from)
              + " to a subdirectory of itself, "
              + Quoting.file(call, to));
    } else {
      call.complain(
          "cannot move "
              + Quoting.file(call, from)
              + " to "
              + Quoting.file(call, to)
              + ": "
              + errno.message());
    }
  }
}
