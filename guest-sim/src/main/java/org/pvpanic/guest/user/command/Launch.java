package org.pvpanic.guest.user.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** Runs other programs: execvp(3). */
final class Launch {

  private static final int NOT_RUNNABLE = 126;
  private static final int NOT_FOUND = 127;

  private Launch() {}

  /** Where a program lies, by the {@code PATH} of the call; null when nowhere. */
  static @Nullable String find(Call call, String name) {
    if (name.indexOf('/') >= 0) {
      return name;
    }
    for (String folder : folders(call)) {
      String path = (folder.isEmpty() ? "." : folder) + "/" + name;
      if (Disk.mayRun(call, path) && !Disk.isDirectory(call, path)) {
        return path;
      }
    }
    return null;
  }

  static List<String> folders(Call call) {
    String path =
        call.task()
            .environment()
            .getOrDefault("PATH", "/usr/local/bin:/bin:/usr/bin:/sbin:/usr/sbin");
    return List.of(Bytes.of(path).split(":", -1));
  }

  /** The call goes on as another program, or ends as one that cannot be run. */
  static void become(Call call, List<String> words) {
    call.then(
        () -> {
          Errno failure = exec(call, call.task(), words);
          if (failure != null) {
            throw cannotRun(call, words.get(0), failure);
          }
        });
  }

  private static @Nullable Errno exec(Call call, Task task, List<String> words) {
    String path = find(call, words.get(0));
    if (path == null) {
      return Errno.ENOENT;
    }
    List<String> arguments = new ArrayList<>(words.size());
    words.forEach(word -> arguments.add(Bytes.text(word)));
    try {
      task.exec(Bytes.text(path), arguments);
      return null;
    } catch (SysError e) {
      return e.errno();
    }
  }

  /** What a launcher says of a program that cannot be run, and its end. */
  static Exit cannotRun(Call call, String name, Errno failure) {
    String message;
    if (call.isBusybox() && !call.name().equals("xargs")) {
      message = "can't execute '" + name + "': " + failure.message();
    } else if (call.name().equals("env") || call.name().equals("xargs")) {
      message = (call.name().equals("env") ? call.quote(name) : name) + ": " + failure.message();
    } else if (call.name().equals("setsid")) {
      message = "failed to execute " + name + ": " + failure.message();
    } else {
      message = "failed to run command " + call.quote(name) + ": " + failure.message();
    }
    return call.fail(failure == Errno.ENOENT ? NOT_FOUND : NOT_RUNNABLE, message);
  }

  /**
   * Runs a program as a child.
   *
   * @param ended gets the wait status; a program that cannot be run has said so itself
   */
  static void child(Call call, List<String> words, IntConsumer ended) {
    Task parent = call.task();
    call.then(
        () ->
            parent.fork(
                parent.comm(),
                parent.group(),
                parent.files().copy(),
                (task, arguments) -> startChild(call, task, words),
                parent.arguments(),
                status -> parent.then(() -> call.step(() -> ended.accept(status)))));
  }

  private static void startChild(Call call, Task task, List<String> words) {
    Errno failure = exec(call, task, words);
    if (failure != null) {
      Call child = new Call(task, call.dialect(), call.machinery(), call.arguments());
      child.step(
          () -> {
            throw cannotRun(child, words.get(0), failure);
          });
    }
  }
}
