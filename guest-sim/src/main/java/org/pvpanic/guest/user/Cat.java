package org.pvpanic.guest.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** cat: files, or standard input, one after the other. */
final class Cat implements Program {

  private List<String> names = List.of();
  private int next;
  private int status;

  @Override
  public void main(Task task, List<String> arguments) {
    Options options = Options.parse(arguments, "");
    if (options.isBad()) {
      task.printAndExit(Task.STDERR, options.gnuError("cat"), 1);
      return;
    }
    names = options.operands().isEmpty() ? List.of("-") : options.operands();
    nextFile(task);
  }

  private void nextFile(Task task) {
    if (next == names.size()) {
      task.exit(status);
      return;
    }
    String name = names.get(next++);
    try {
      OpenFile file = name.equals("-") ? task.file(Task.STDIN) : open(task, name);
      OpenFile out = task.file(Task.STDOUT);
      if (file == null) {
        fail(task, name, Errno.EBADF.message());
      } else if (out != null && out.isSameRegularFile(file)) {
        fail(task, name, "input file is output file");
      } else {
        copy(task, name, file);
      }
    } catch (SysError e) {
      fail(task, name, e.errno().message());
    }
  }

  private static OpenFile open(Task task, String name) throws SysError {
    return task.kernel().files().openToRead(name);
  }

  private void copy(Task task, String name, OpenFile from) {
    from.read(
        task,
        bytes -> {
          OpenFile out = task.file(Task.STDOUT);
          if (bytes.length == 0) {
            nextFile(task);
          } else if (out == null) {
            task.exit(1);
          } else {
            out.write(task, bytes, failure -> written(task, name, from, failure));
          }
        },
        failure -> fail(task, name, failure.message()));
  }

  private void written(Task task, String name, OpenFile from, @Nullable Errno failure) {
    if (failure == null) {
      copy(task, name, from);
    } else {
      task.printAndExit(Task.STDERR, "cat: write error: " + failure.message() + "\n", 1);
    }
  }

  private void fail(Task task, String name, String why) {
    status = 1;
    task.print(Task.STDERR, "cat: " + name + ": " + why + "\n", () -> nextFile(task));
  }
}
