package org.pvpanic.guest.user.command;

import java.util.function.Consumer;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** Questions whose answer is a line. */
final class Questions {

  private Questions() {}

  /**
   * Asks on standard error. The answer is read byte by byte: what is behind its line is the next
   * reader's.
   *
   * @param yes follows an answer that begins with y
   * @param no follows any other, and what is no answer
   */
  static void ask(Call call, String question, Step yes, Step no) {
    call.err(question);
    OpenFile in = call.task().file(Task.STDIN);
    if (in == null) {
      call.then(no);
    } else {
      read(call, in, new StringBuilder(), agreed -> call.then(agreed ? yes : no));
    }
  }

  private static void read(Call call, OpenFile in, StringBuilder line, Consumer<Boolean> then) {
    call.readAtMost(
        in,
        1,
        bytes -> {
          if (bytes.length > 0 && bytes[0] != '\n') {
            line.append((char) (bytes[0] & 0xff));
            read(call, in, line, then);
          } else {
            then.accept(line.length() > 0 && (line.charAt(0) | 0x20) == 'y');
          }
        },
        errno -> then.accept(false));
  }
}
