package org.pvpanic.guest.shell;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Pipe;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** {@code $(commands)}: their output is read from a pipe. */
final class CommandSubstitution {

  /** Longer output, and the shell is out of memory. */
  private static final int MAX_OUTPUT = 1 << 20;

  private final Interpreter shell;
  private final Consumer<String> then;
  private final Consumer<ShellError> failed;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final int slot;
  private boolean atEnd;
  private boolean ended;
  private int status;

  private CommandSubstitution(
      Interpreter shell, int slot, Consumer<String> then, Consumer<ShellError> failed) {
    this.shell = shell;
    this.slot = slot;
    this.then = then;
    this.failed = failed;
  }

  static void run(
      Interpreter shell, Node script, Consumer<String> then, Consumer<ShellError> failed) {
    Pipelines pipelines = shell.evaluator().pipelines();
    if (!pipelines.mayFork()) {
      String why = "Resource temporarily unavailable";
      boolean bash = shell.dialect().isBash();
      failed.accept(ShellError.fatal(2, (bash ? "fork: " : "can't fork: ") + why));
      return;
    }
    Pipe pipe = new Pipe();
    FileTable files = shell.descriptors().forChild();
    files.set(Task.STDOUT, pipe.writeEnd());
    int slot;
    try {
      slot = shell.descriptors().keep(pipe.readEnd());
    } catch (SysError e) {
      failed.accept(ShellError.fatal(2, "pipe: " + e.errno().message()));
      return;
    }
    CommandSubstitution run = new CommandSubstitution(shell, slot, then, failed);
    Task task = shell.task();
    task.fork(
        task.comm(),
        task.group(),
        files,
        (child, words) -> {
          Interpreter inner = new Interpreter(child, shell);
          inner.enterSubstitution();
          if (shell.dialect().isBash()) {
            inner.options().set(Option.EXIT_ON_ERROR, false);
          }
          Pipelines.runAndExit(inner, script);
        },
        task.arguments(),
        run::childEnded);
    run.read(pipe.readEnd());
  }

  private void childEnded(int waitStatus) {
    status = Signals.exitStatus(waitStatus);
    ended = true;
    if (atEnd) {
      shell.task().then(this::finish);
    }
  }

  private void read(OpenFile pipe) {
    pipe.read(
        shell.task(),
        bytes -> {
          if (output.size() + bytes.length > MAX_OUTPUT) {
            shell.descriptors().drop(slot);
            failed.accept(Variables.outOfMemory(shell.dialect(), 2 * output.size()));
          } else if (bytes.length > 0) {
            output.writeBytes(bytes);
            read(pipe);
          } else {
            atEnd = true;
            if (ended) {
              finish();
            }
          }
        },
        errno -> failed.accept(ShellError.fatal(2, errno.message())));
  }

  /** NUL bytes cannot be in a variable; newlines at the end are dropped. */
  private void finish() {
    shell.descriptors().drop(slot);
    shell.setSubstitutionStatus(status);
    if (shell.dialect().isBash()) {
      shell.setStatus(status);
    }
    String text = Text.of(output.toByteArray()).replace("\0", "");
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    then.accept(text.substring(0, end));
  }
}
