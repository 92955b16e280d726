package org.pvpanic.guest.user.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.OpenFlags;
import org.pvpanic.guest.linux.fs.Stat;
import org.pvpanic.machine.Step;

/** Copies files, and folders with what is in them: the work of cp, and of mv across mounts. */
final class Copier {

  /** How files are copied. */
  record Plan(
      boolean recursive,
      boolean keepLinks,
      boolean preserve,
      boolean force,
      boolean verbose,
      boolean removeSource) {}

  private enum Kind {
    COPY,
    FINISH
  }

  private record Job(Kind kind, String from, String to, boolean named) {}

  private final Call call;
  private final Plan plan;
  private final Deque<Job> jobs = new ArrayDeque<>();
  private Step end = () -> {};

  Copier(Call call, Plan plan) {
    this.call = call;
    this.plan = plan;
  }

  /** Copies one to a name, then goes on. */
  void copy(String from, String to, Step next) {
    end = next;
    jobs.addFirst(new Job(Kind.COPY, from, to, true));
    next();
  }

  private void next() {
    Job job = jobs.pollFirst();
    if (job == null) {
      call.then(end);
      return;
    }
    try {
      if (job.kind() == Kind.FINISH) {
        finish(job);
        call.then(this::next);
      } else {
        start(job);
      }
    } catch (SysError e) {
      call.complain(cannot("stat", job.from()) + e.errno().message());
      call.then(this::next);
    }
  }

  private String cannot(String what, String name) {
    return (call.isBusybox() ? "can't " : "cannot ") + what + " " + Quoting.file(call, name) + ": ";
  }

  private void start(Job job) throws SysError {
    boolean follow = !plan.keepLinks() && (job.named() || !plan.recursive());
    Stat stat = Disk.stat(call, job.from(), follow);
    if (stat.isDirectory()) {
      folder(job, stat);
      return;
    }
    Stat target = Disk.statOrNull(call, job.to());
    if (target != null && target.isDirectory()) {
      call.complain(
          call.isBusybox()
              ? "'" + job.to() + "' is a directory"
              : "cannot overwrite directory "
                  + Quoting.file(call, job.to())
                  + " with non-directory"
                  + (call.dialect() == Dialect.DEBIAN_12
                      ? " " + Quoting.file(call, job.from())
                      : ""));
      call.then(this::next);
      return;
    }
    if (target != null && target.inode() == stat.inode() && target.device() == stat.device()) {
      call.complain(
          Quoting.file(call, job.from())
              + " and "
              + Quoting.file(call, job.to())
              + " are the same file");
      call.then(this::next);
      return;
    }
    if (stat.isSymlink()) {
      link(job);
    } else if (stat.isRegular() || !plan.recursive()) {
      content(job, stat);
    } else {
      special(job, stat);
    }
  }

  private void folder(Job job, Stat stat) throws SysError {
    if (!plan.recursive()) {
      call.complain(
          call.isBusybox()
              ? "omitting directory '" + job.from() + "'"
              : call.dialect() == Dialect.CENTOS_7
                  ? "omitting directory " + call.quote(job.from())
                  : "-r not specified; omitting directory " + Quoting.file(call, job.from()));
      call.then(this::next);
      return;
    }
    Stat target = Disk.statOrNull(call, job.to());
    if (target != null && !target.isDirectory()) {
      call.complain(
          call.isBusybox()
              ? "target '" + job.to() + "' is not a directory"
              : "cannot overwrite non-directory "
                  + Quoting.file(call, job.to())
                  + " with directory "
                  + Quoting.file(call, job.from()));
      call.then(this::next);
      return;
    }
    if (isInside(job.from(), job.to())) {
      call.complain(
          call.isBusybox()
              ? "recursion detected, omitting directory '" + job.from() + "'"
              : "cannot copy a directory, "
                  + Quoting.file(call, job.from())
                  + ", into itself, "
                  + Quoting.file(call, job.to()));
      call.then(this::next);
      return;
    }
    if (target == null) {
      try {
        Disk.mkdir(call, job.to(), stat.permissions() | 0700);
      } catch (SysError e) {
        call.complain(cannot("create directory", job.to()) + e.errno().message());
        call.then(this::next);
        return;
      }
      tell(job);
    }
    jobs.addFirst(new Job(Kind.FINISH, job.from(), job.to(), false));
    List<String> names = Disk.list(call, job.from());
    for (int i = names.size() - 1; i >= 0; i--) {
      String name = "/" + names.get(i);
      jobs.addFirst(
          new Job(Kind.COPY, trimmed(job.from()) + name, trimmed(job.to()) + name, false));
    }
    call.then(this::next);
  }

  static String trimmed(String path) {
    return path.length() > 1 ? path.replaceFirst("/+$", "") : path.equals("/") ? "" : path;
  }

  private boolean isInside(String from, String to) {
    try {
      String top = Disk.canonical(call, from);
      String parent = Disk.canonical(call, PathNames.folder(to));
      return parent.equals(top) || parent.startsWith(top.equals("/") ? "/" : top + "/");
    } catch (SysError e) {
      return false;
    }
  }

  private void tell(Job job) {
    if (plan.verbose()) {
      call.out(Quoting.file(call, job.from()) + " -> " + Quoting.file(call, job.to()) + "\n");
    }
  }

  private void link(Job job) {
    try {
      if (Disk.lstatOrNull(call, job.to()) != null && plan.force()) {
        Disk.unlink(call, job.to());
      }
      Disk.symlink(call, Disk.readlink(call, job.from()), job.to());
      finish(job);
    } catch (SysError e) {
      call.complain(cannot("create symbolic link", job.to()) + e.errno().message());
    }
    call.then(this::next);
  }

  private void special(Job job, Stat stat) {
    try {
      Disk.mknod(call, job.to(), stat.mode(), stat.major(), stat.minor());
      finish(job);
    } catch (SysError e) {
      call.complain(cannot("create special file", job.to()) + e.errno().message());
    }
    call.then(this::next);
  }

  private void content(Job job, Stat stat) {
    OpenFile in;
    try {
      in = Disk.openToRead(call, job.from());
    } catch (SysError e) {
      call.complain(
          (call.isBusybox()
                  ? "can't open '" + job.from() + "': "
                  : "cannot open " + Quoting.file(call, job.from()) + " for reading: ")
              + e.errno().message());
      call.then(this::next);
      return;
    }
    try {
      OpenFile out = create(job, stat);
      tell(job);
      pump(job, in, out);
    } catch (SysError e) {
      call.complain(
          (call.isBusybox()
                  ? "can't create '" + job.to() + "': "
                  : "cannot create regular file " + Quoting.file(call, job.to()) + ": ")
              + e.errno().message());
      call.then(this::next);
    }
  }

  private OpenFile create(Job job, Stat stat) throws SysError {
    int flags = OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.TRUNCATE;
    try {
      return Disk.open(call, job.to(), flags, stat.permissions() & 0777);
    } catch (SysError e) {
      if (!plan.force() || e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        throw e;
      }
      Disk.unlink(call, job.to());
      return Disk.open(call, job.to(), flags, stat.permissions() & 0777);
    }
  }

  private void pump(Job job, OpenFile in, OpenFile out) {
    call.read(
        in,
        bytes -> {
          if (bytes.length == 0) {
            try {
              finish(job);
            } catch (SysError e) {
              call.complain(
                  "preserving times for "
                      + Quoting.file(call, job.to())
                      + ": "
                      + e.errno().message());
            }
            call.then(this::next);
            return;
          }
          call.write(
              out,
              bytes,
              errno -> {
                call.complain(
                    (call.isBusybox()
                            ? "write error: "
                            : "error writing " + Quoting.file(call, job.to()) + ": ")
                        + errno.message());
                call.then(this::next);
              },
              () -> pump(job, in, out));
        },
        errno -> {
          call.complain(
              (call.isBusybox()
                      ? "read error: "
                      : "error reading " + Quoting.file(call, job.from()) + ": ")
                  + errno.message());
          call.then(this::next);
        });
  }

  /** Gives the copy what the original had, and removes the original where it was to be moved. */
  private void finish(Job job) throws SysError {
    Stat stat = Disk.stat(call, job.from(), !plan.keepLinks());
    if (plan.preserve() && !stat.isSymlink()) {
      Disk.chown(call, job.to(), stat.uid(), stat.gid(), false);
      Disk.chmod(call, job.to(), stat.permissions());
      Disk.setTimes(call, job.to(), stat.accessedNs(), stat.modifiedNs());
    } else if (stat.isDirectory() && job.kind() == Kind.FINISH) {
      Disk.chmod(call, job.to(), stat.permissions() & ~call.task().umask() & Mode.PERMISSIONS);
    }
    if (plan.removeSource()) {
      if (stat.isDirectory()) {
        Disk.rmdir(call, job.from());
      } else {
        Disk.unlink(call, job.from());
      }
    }
  }
}
