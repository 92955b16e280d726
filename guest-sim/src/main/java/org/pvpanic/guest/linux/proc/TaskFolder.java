package org.pvpanic.guest.linux.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.KernelFile;
import org.pvpanic.guest.linux.KernelLink;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.fs.Directory;
import org.pvpanic.guest.linux.fs.Inode;
import org.pvpanic.guest.linux.fs.Mode;
import org.pvpanic.guest.linux.fs.Stat;

/**
 * A task's folder in /proc.
 *
 * @param thread whether it is the one below {@code task}, where threads have theirs, which have no
 *     such folder of their own
 */
record TaskFolder(Task task, boolean thread) implements Directory {

  private static final List<String> NAMES =
      List.of(
          "cmdline",
          "comm",
          "cwd",
          "environ",
          "exe",
          "fd",
          "limits",
          "maps",
          "mountinfo",
          "mounts",
          "oom_adj",
          "oom_score",
          "oom_score_adj",
          "root",
          "sessionid",
          "stat",
          "statm",
          "status",
          "task",
          "wchan");

  private static final int FIRST_NUMBER = 4_000;

  @Override
  public Stat stat() {
    return properties(task, Mode.DIRECTORY | 0555, 0);
  }

  static Stat properties(Task task, int mode, int part) {
    long now = task.kernel().realtimeNs();
    long number = FIRST_NUMBER + task.pid() * 64L + part;
    return new Stat(4, number, mode, 1, task.uid(), task.gid(), 0, 0, 0, now, now, now);
  }

  @Override
  public List<String> names() {
    return thread ? NAMES.stream().filter(name -> !name.equals("task")).toList() : NAMES;
  }

  @Override
  public Errno refusal(int mode) {
    return Errno.ENOENT;
  }

  @Override
  public @Nullable Inode lookup(String name) {
    int part = NAMES.indexOf(name) + 1;
    return switch (name) {
      case "stat" -> file(part, () -> TaskText.stat(task));
      case "statm" -> file(part, () -> TaskText.statm(task));
      case "status" -> file(part, () -> TaskText.status(task));
      case "cmdline" -> file(part, () -> TaskText.commandLine(task));
      case "limits" -> file(part, () -> TaskText.limits(task));
      case "mounts" -> file(part, () -> ProcText.mounts(task.kernel()));
      case "mountinfo" -> file(part, () -> TaskText.mountInfo(task.kernel()));
      case "maps", "wchan" -> file(part, () -> name.equals("wchan") ? "0" : "");
      case "oom_score" -> file(part, () -> task.oomAdjustment().score() + "\n");
      case "oom_score_adj" ->
          writable(part, () -> task.oomScoreAdj() + "\n", task.oomAdjustment()::store);
      case "oom_adj" ->
          writable(
              part, () -> task.oomAdjustment().oldValue() + "\n", task.oomAdjustment()::storeOld);
      case "sessionid" -> file(part, () -> "4294967295\n");
      case "comm" -> writable(part, () -> task.comm() + "\n", (writer, text) -> rename(text));
      case "environ" ->
          new KernelFile(
              properties(task, Mode.REGULAR | 0400, part),
              () -> TaskText.environment(task),
              null,
              false);
      case "cwd" -> link(part, task.directory(), null);
      case "root" -> link(part, "/", null);
      case "exe" -> task.executable().isEmpty() ? null : link(part, task.executable(), null);
      case "fd" -> new Descriptors(task);
      case "task" -> thread ? null : new Threads(task);
      default -> null;
    };
  }

  private @Nullable Errno rename(String text) {
    task.rename(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    return null;
  }

  private Inode writable(int part, Supplier<String> show, KernelFile.Store store) {
    return new KernelFile(properties(task, Mode.REGULAR | 0644, part), show, store, false);
  }

  private Inode file(int part, Supplier<String> show) {
    return new KernelFile(properties(task, Mode.REGULAR | 0444, part), show, null, false);
  }

  private Inode link(int part, String target, @Nullable Inode behind) {
    return new KernelLink(properties(task, 0, part).inode(), reader -> target, behind);
  }

  /** The folder fd: a link for each descriptor. */
  private record Descriptors(Task task) implements Directory {

    @Override
    public Stat stat() {
      return properties(task, Mode.DIRECTORY | 0500, 40);
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>(4);
      for (int descriptor : task.files().open()) {
        names.add(Integer.toString(descriptor));
      }
      return names;
    }

    @Override
    public @Nullable Inode lookup(String name) {
      for (int descriptor : task.files().open()) {
        OpenFile file = task.file(descriptor);
        if (file != null && name.equals(Integer.toString(descriptor))) {
          return new KernelLink(
              properties(task, 0, 41).inode() + descriptor,
              reader -> file.description(),
              new Reopened(file));
        }
      }
      return null;
    }
  }

  /** What is behind a descriptor: a file is opened anew, a pipe is the same one. */
  private record Reopened(OpenFile file) implements Inode {

    @Override
    public Stat stat() {
      return file.stat();
    }

    @Override
    public OpenFile open(Task task, int flags) throws SysError {
      Inode inode = file.inode();
      return inode == null ? file : inode.open(task, flags);
    }
  }

  /** The folder task: a task has one thread, itself. */
  private record Threads(Task task) implements Directory {

    @Override
    public Stat stat() {
      return properties(task, Mode.DIRECTORY | 0555, 42);
    }

    @Override
    public List<String> names() {
      return List.of(Integer.toString(task.pid()));
    }

    @Override
    public @Nullable Inode lookup(String name) {
      return name.equals(Integer.toString(task.pid())) ? new TaskFolder(task, true) : null;
    }
  }
}
