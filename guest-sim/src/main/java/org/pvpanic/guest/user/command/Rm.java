package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;
import org.pvpanic.machine.Step;

/** rm: removes files, and with -r what is below folders. */
final class Rm {

  private static final char NO_PRESERVE = OptionSpec.FIRST_UNNAMED;
  private static final char PRESERVE = NO_PRESERVE + 1;
  private static final char ONE_FS = NO_PRESERVE + 2;
  private static final OptionSpec GNU =
      OptionSpec.of(
          "dfiIrRv",
          "force=f interactive=i recursive=r dir=d verbose=v no-preserve-root="
              + NO_PRESERVE
              + " preserve-root="
              + PRESERVE
              + " one-file-system="
              + ONE_FS);
  private static final OptionSpec BUSYBOX = OptionSpec.of("firRv");

  /** What is to be done next: a file that is looked at, or a folder that is empty by now. */
  private record Job(String path, boolean emptied) {}

  private final Call call;
  private final Options options;
  private final boolean force;
  private final boolean ask;
  private final boolean recursive;
  private final Deque<Job> jobs = new ArrayDeque<>();

  private Rm(Call call) {
    this.call = call;
    options = call.options(GNU, BUSYBOX);
    char last = options.last("fi", ' ');
    force = last == 'f';
    ask = last == 'i';
    recursive = options.has('r') || options.has('R');
  }

  static void run(Call call) {
    Rm rm = new Rm(call);
    List<String> names = rm.options.operands();
    if (names.isEmpty() && !rm.force) {
      throw call.usage(call.isBusybox() ? "" : "missing operand");
    }
    for (String name : names) {
      if (rm.isAllowed(name)) {
        rm.jobs.addLast(new Job(name, false));
      }
    }
    rm.next();
  }

  /** Neither {@code .} nor {@code ..}; and GNU's rm takes care of the root. */
  private boolean isAllowed(String name) {
    String base = PathNames.base(name, null);
    if (base.equals(".") || base.equals("..")) {
      if (call.isBusybox()) {
        call.complain("can't remove '.' or '..'");
        return false;
      }
      if (recursive) {
        call.complain(
            call.dialect() == Dialect.CENTOS_7
                ? "refusing to remove "
                    + call.quote(".")
                    + " or "
                    + call.quote("..")
                    + " directory: skipping "
                    + call.quote(name)
                : "refusing to remove '.' or '..' directory: skipping " + Quoting.file(call, name));
        return false;
      }
    }
    if (recursive && base.equals("/") && !call.isBusybox() && !options.has(NO_PRESERVE)) {
      call.complain("it is dangerous to operate recursively on " + Quoting.file(call, "/"));
      call.warn("use --no-preserve-root to override this failsafe");
      return false;
    }
    return true;
  }

  private void next() {
    Job job = jobs.pollFirst();
    if (job == null) {
      call.exit();
    } else if (job.emptied()) {
      removeFolder(job.path());
    } else {
      look(job.path());
    }
  }

  private void look(String path) {
    Stat stat;
    try {
      stat = Disk.lstat(call, path);
    } catch (SysError e) {
      if (!force || (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR)) {
        cannot(path, e.errno());
      }
      call.then(this::next);
      return;
    }
    if (!stat.isDirectory()) {
      boolean writable = stat.isSymlink() || Disk.mayWrite(call, path);
      boolean protectedFile =
          !force
              && !writable
              && call.task().file(Task.STDIN) instanceof org.pvpanic.guest.linux.Tty;
      if (ask || protectedFile) {
        question(
            "remove " + (protectedFile ? "write-protected " : "") + kind(stat),
            path,
            () -> unlink(path));
      } else {
        unlink(path);
      }
    } else if (recursive) {
      enter(path);
    } else if (options.has('d')) {
      removeFolder(path);
    } else {
      if (call.isBusybox()) {
        call.complain("'" + path + "' is a directory");
      } else {
        cannot(path, Errno.EISDIR);
      }
      call.then(this::next);
    }
  }

  private String kind(Stat stat) {
    if (call.isBusybox()) {
      return "";
    }
    return switch (stat.mode() & Mode.KIND) {
      case Mode.SYMLINK -> "symbolic link ";
      case Mode.FIFO -> "fifo ";
      case Mode.CHARACTER -> "character special file ";
      case Mode.BLOCK -> "block special file ";
      case Mode.SOCKET -> "socket ";
      default -> stat.size() == 0 ? "regular empty file " : "regular file ";
    };
  }

  private void enter(String path) {
    try {
      List<String> names = Disk.list(call, path);
      Step descend =
          () -> {
            jobs.addFirst(new Job(path, true));
            for (int i = names.size() - 1; i >= 0; i--) {
              String below = path.endsWith("/") ? path + names.get(i) : path + "/" + names.get(i);
              jobs.addFirst(new Job(below, false));
            }
            call.then(this::next);
          };
      if (ask && !names.isEmpty()) {
        question("descend into " + (call.isBusybox() ? "" : "directory "), path, descend);
      } else {
        descend.run();
      }
    } catch (SysError e) {
      cannot(path, e.errno());
      call.then(this::next);
    }
  }

  private void removeFolder(String path) {
    Step removal =
        () -> {
          try {
            Disk.rmdir(call, path);
            told(call.isBusybox() ? "removed directory: " : directoryWord(), path);
          } catch (SysError e) {
            cannot(path, e.errno());
          }
          call.then(this::next);
        };
    if (ask) {
      question("remove " + (call.isBusybox() ? "" : "directory "), path, removal);
    } else {
      removal.run();
    }
  }

  private String directoryWord() {
    return call.dialect() == Dialect.CENTOS_7 ? "removed directory: " : "removed directory ";
  }

  private void unlink(String path) {
    try {
      Disk.unlink(call, path);
      told("removed ", path);
    } catch (SysError e) {
      cannot(path, e.errno());
    }
    call.then(this::next);
  }

  private void told(String what, String path) {
    if (options.has('v')) {
      call.out(what + Quoting.file(call, path) + "\n");
    }
  }

  private void cannot(String path, Errno errno) {
    call.complain(
        (call.isBusybox() ? "can't" : "cannot")
            + " remove "
            + Quoting.file(call, path)
            + ": "
            + errno.message());
  }

  /** Asks; only an answer that begins with y lets it happen. */
  private void question(String what, String path, Step yes) {
    Questions.ask(call, "rm: " + what + Quoting.file(call, path) + "? ", yes, this::next);
  }
}
