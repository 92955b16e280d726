package org.pvpanic.guest.shell;

import java.util.List;
import java.util.function.IntConsumer;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/**
 * A call of a builtin.
 *
 * @param words the builtin's name, then its arguments
 * @param done gets the exit status
 * @param keep lets redirections stay as they are when it is over
 */
record Call(Interpreter shell, List<String> words, IntConsumer done, Step keep) {

  String name() {
    return words.get(0);
  }

  List<String> arguments() {
    return words.subList(1, words.size());
  }

  Task task() {
    return shell.task();
  }

  boolean isBash() {
    return shell.dialect().isBash();
  }

  void end(int status) {
    done.accept(status);
  }

  /** Writes text and ends; a write that fails makes the status 1. */
  void print(String text, int status) {
    Output.write(shell.task(), writeError(), Text.bytes(text), status, done);
  }

  /** Writes a line about an error in the shell's form and ends. */
  void complain(String text, int status) {
    complainPlainly(shell.error(name(), text), status);
  }

  /** Writes a message as it is to standard error and ends. */
  void complainPlainly(String text, int status) {
    task().print(Task.STDERR, text, () -> done.accept(status));
  }

  /** A busybox applet's message: it knows the shell by its program's name. */
  void complainAsApplet(String text, int status) {
    complainPlainly("sh: " + text + "\n", status);
  }

  /** What stands before the reason when output cannot be written. */
  String writeError() {
    return isBash()
        ? shell.error(name(), "write error: ").stripTrailing() + " "
        : "sh: write error: ";
  }
}
