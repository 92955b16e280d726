package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** tee: standard input to standard output, then to every file. */
final class Tee implements Program {

  private record Output(String name, OpenFile file) {}

  private final List<Output> outputs = new ArrayList<>(2);
  private int status;

  @Override
  public void main(Task task, List<String> arguments) {
    Options options = Options.parse(arguments, "a");
    if (options.isBad()) {
      task.printAndExit(Task.STDERR, options.gnuError("tee"), 1);
      return;
    }
    OpenFile out = task.file(Task.STDOUT);
    if (out != null) {
      outputs.add(new Output("standard output", out));
    }
    open(task, options.operands(), 0, options.has('a'));
  }

  private void open(Task task, List<String> names, int index, boolean append) {
    if (index == names.size()) {
      copy(task);
      return;
    }
    String name = names.get(index);
    try {
      outputs.add(new Output(name, task.kernel().files().openToWrite(name, append)));
      open(task, names, index + 1, append);
    } catch (SysError e) {
      fail(task, name, e.errno().message(), () -> open(task, names, index + 1, append));
    }
  }

  private void copy(Task task) {
    OpenFile in = task.file(Task.STDIN);
    if (in == null) {
      task.exit(1);
      return;
    }
    in.read(
        task,
        bytes -> {
          if (bytes.length == 0) {
            task.exit(status);
          } else {
            writeTo(task, 0, bytes);
          }
        },
        failure -> fail(task, "standard input", failure.message(), () -> task.exit(1)));
  }

  private void writeTo(Task task, int index, byte[] bytes) {
    if (index == outputs.size()) {
      copy(task);
      return;
    }
    Output output = outputs.get(index);
    output
        .file()
        .write(
            task,
            bytes,
            failure -> {
              if (failure == null) {
                writeTo(task, index + 1, bytes);
              } else {
                fail(task, output.name(), failure.message(), () -> writeTo(task, index + 1, bytes));
              }
            });
  }

  private void fail(Task task, String name, @Nullable String why, Runnable then) {
    status = 1;
    task.print(Task.STDERR, "tee: " + name + ": " + why + "\n", then::run);
  }
}
