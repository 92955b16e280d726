package org.pvpanic.guest.shell;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Task;

/**
 * Runs commands from standard input. bash takes a byte at a time, so that a command finds the rest
 * of the input; ash takes all that is there.
 */
final class InputRun {

  private static final int ASH_PIECE = 4096;
  private static final int SYNTAX_ERROR = 2;

  private final Interpreter shell;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private String text = "";
  private boolean atEnd;
  private int line = 1;

  InputRun(Interpreter shell) {
    this.shell = shell;
  }

  void start() {
    next();
  }

  private void next() {
    if (shell.nesting().isFlowing()) {
      shell.exit(shell.status());
      return;
    }
    if (text.indexOf('\n') < 0 && !atEnd) {
      more();
      return;
    }
    Source source = new Source(shell.dialect(), text, atEnd, line);
    Node node;
    try {
      node = new Parser(source, shell.expandedAliases()).next();
      if (source.at() < text.length() || atEnd || text.endsWith("\n")) {
        text = source.rest();
        line = source.line();
      }
    } catch (Incomplete e) {
      more();
      return;
    } catch (SyntaxError e) {
      shell.setStatus(SYNTAX_ERROR);
      shell.task().print(Task.STDERR, shell.describe(e), () -> shell.exit(SYNTAX_ERROR));
      return;
    }
    if (node != null) {
      shell.evaluator().run(node, this::next);
    } else if (atEnd) {
      shell.exit(shell.status());
    } else {
      more();
    }
  }

  private void more() {
    @Nullable OpenFile input = shell.task().file(Task.STDIN);
    if (input == null) {
      end();
      return;
    }
    input.read(
        shell.task(),
        shell.dialect().isBash() ? 1 : ASH_PIECE,
        bytes -> {
          buffer.writeBytes(bytes);
          if (bytes.length == 0) {
            end();
          } else if (bytes[bytes.length - 1] == '\n') {
            takeBuffer();
            next();
          } else {
            more();
          }
        },
        errno -> end());
  }

  private void takeBuffer() {
    text += Text.of(buffer.toByteArray());
    buffer.reset();
  }

  private void end() {
    takeBuffer();
    atEnd = true;
    next();
  }
}
