package org.pvpanic.guest.shell;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** Finds programs and lets a task become one. */
final class ProgramStart {

  /** What arguments and environment may have together (a quarter of the usual stack). */
  private static final int MAX_ARGUMENTS = 2 << 20;

  private static final int NOT_FOUND = 127;
  private static final int NOT_RUN = 126;

  private final Interpreter shell;
  private final Task task;

  ProgramStart(Interpreter shell, Task task) {
    this.shell = shell;
    this.task = task;
  }

  /** Why a command cannot be run. */
  record Failure(String name, @Nullable Errno errno, boolean directory) {

    int status() {
      return errno == null || errno == Errno.ENOENT || errno == Errno.ENOTDIR ? NOT_FOUND : NOT_RUN;
    }

    /** What the shell says of it. */
    String text(Dialect dialect, boolean exec) {
      if (!dialect.isBash()) {
        if (name.isEmpty()) {
          return ": Permission denied";
        }
        return name
            + ": "
            + (errno == null || status() == NOT_FOUND ? "not found" : errno.message());
      }
      if (errno == null) {
        return name + ": " + (exec ? "not found" : "command not found");
      }
      if (errno == Errno.ENOEXEC) {
        return name + ": cannot execute binary file: Exec format error";
      }
      return name + ": " + (directory ? Errno.EISDIR.message() : errno.message());
    }
  }

  /**
   * Where a command is found.
   *
   * @param path of its file, or the name of an applet
   */
  record Found(String path, @Nullable Program applet, @Nullable Failure failure) {}

  /** Says why a command cannot be run, or null when it can. */
  @Nullable Failure check(List<String> words) {
    Found found = find(words.get(0), shell.variables().get("PATH", ""));
    return found.applet() != null || found.path().indexOf('/') >= 0 ? null : found.failure();
  }

  /** Looks for a command; its file may still not be one that can be run. */
  Found find(String name, String path) {
    if (name.indexOf('/') >= 0) {
      return new Found(name, null, null);
    }
    Program applet = shell.dialect().isBash() ? null : task.kernel().programs().find(name);
    if (applet != null) {
      return new Found(name, applet, null);
    }
    Errno best = null;
    String other = "";
    for (String folder : name.isEmpty() ? new String[0] : path.split(":", -1)) {
      String file = folder.isEmpty() ? "./" + name : folder + "/" + name;
      if (Disk.isProgram(task, file)) {
        return new Found(file, null, null);
      }
      if (other.isEmpty() && Disk.exists(task, file) && !Disk.isDirectory(task, file)) {
        other = file;
        best = Errno.EACCES;
      }
    }
    return new Found(
        "", null, new Failure(other.isEmpty() ? name : pathOr(name, other), best, false));
  }

  private String pathOr(String name, String file) {
    return shell.dialect().isBash() ? file : name;
  }

  /** The task becomes the program; what is returned says why it did not. */
  @Nullable Failure exec(List<String> words) {
    String name = words.get(0);
    Found found = find(name, shell.variables().get("PATH", ""));
    Failure failure = found.failure();
    if (failure != null) {
      return failure;
    }
    if (size(words) > MAX_ARGUMENTS) {
      return new Failure(name, Errno.E2BIG, false);
    }
    Program applet = found.applet();
    if (applet != null) {
      shell.traps().forgetAll();
      task.rename(name.substring(name.lastIndexOf('/') + 1));
      applet.main(task, words);
      return null;
    }
    try {
      task.exec(found.path(), words);
      return null;
    } catch (SysError e) {
      if (e.errno() == Errno.ENOEXEC && !Disk.isBinary(task, found.path())) {
        script(found.path(), words);
        return null;
      }
      return new Failure(
          name, e.errno(), name.indexOf('/') >= 0 && Disk.isDirectory(task, found.path()));
    }
  }

  private int size(List<String> words) {
    int size = 0;
    for (String word : words) {
      size += word.length() + 9;
    }
    for (Map.Entry<String, String> entry : task.environment().entrySet()) {
      size += entry.getKey().length() + entry.getValue().length() + 10;
    }
    return size;
  }

  /** A file that is no program is a script for the shell itself. */
  private void script(String path, List<String> words) {
    shell.traps().forgetAll();
    task.rename(path.substring(path.lastIndexOf('/') + 1));
    new Sh(shell.dialect()).runFile(task, path, words.get(0), words.subList(1, words.size()));
  }
}
