package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** What a program prints, kept in order until it ends. */
final class Replies {

  private record Piece(int descriptor, String text) {}

  private final Task task;
  private final List<Piece> pieces = new ArrayList<>(2);

  Replies(Task task) {
    this.task = task;
  }

  Task task() {
    return task;
  }

  void out(String text) {
    pieces.add(new Piece(Task.STDOUT, text));
  }

  void err(String text) {
    pieces.add(new Piece(Task.STDERR, text));
  }

  /** Prints all, then ends the program. */
  void exit(int status) {
    flush(() -> task.exit(status));
  }

  /** Prints all, then goes on. */
  void flush(Step then) {
    if (pieces.isEmpty()) {
      then.run();
      return;
    }
    Piece first = pieces.remove(0);
    task.print(first.descriptor(), first.text(), () -> flush(then));
  }
}
