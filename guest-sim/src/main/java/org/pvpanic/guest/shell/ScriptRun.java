package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** Runs a text: each command is parsed once those before it are over. */
final class ScriptRun {

  private static final int SYNTAX_ERROR = 2;

  private static final int LONG = 2048;
  private static final long NS_A_CHARACTER = 200;

  private final Interpreter shell;
  private final Parser parser;
  private final @Nullable String command;
  private final int length;

  /**
   * A text.
   *
   * @param command the builtin that runs it, or null for the shell's own input
   */
  ScriptRun(Interpreter shell, String text, @Nullable String command) {
    this.shell = shell;
    this.command = command;
    this.length = text.length();
    boolean inner = command != null && !command.equals(".");
    int line = inner ? Math.max(1, shell.line()) : 1;
    this.parser =
        new Parser(new Source(shell.dialect(), text, true, line), shell.expandedAliases());
  }

  /** Runs it, then goes on with {@code then}, even when something in it ends early. */
  void start(Step then) {
    if (!shell.nesting().enterCall()) {
      SimpleCommand.overflow(shell);
      return;
    }
    Step end =
        () -> {
          shell.nesting().leaveCall();
          then.run();
        };
    // A step of its own: texts that run each other take no stack. To read a long one takes time.
    if (length < LONG || command == null) {
      shell.task().then(() -> next(end));
    } else {
      shell.task().sleep(length * NS_A_CHARACTER, () -> next(end));
    }
  }

  private void next(Step then) {
    Node node;
    try {
      node = shell.nesting().isFlowing() ? null : parser.next();
      if (command == null) {
        shell.setParsedLine(parser.source().line());
      }
    } catch (SyntaxError e) {
      syntaxError(e, then);
      return;
    } catch (Incomplete e) {
      node = null;
    }
    if (node == null || shell.options().isOn(Option.NO_EXEC)) {
      shell.task().then(then);
    } else {
      run(node, () -> next(then));
    }
  }

  private void run(Node node, Step then) {
    String warning = parser.source().takeWarning();
    if (warning.isEmpty()) {
      shell.evaluator().run(node, then);
      return;
    }
    // The last line is that before the end of the text.
    Source source = parser.source();
    shell.setLine(source.line() - (source.endsWithNewline() ? 1 : 0));
    shell
        .task()
        .print(Task.STDERR, shell.error(null, warning), () -> shell.evaluator().run(node, then));
  }

  private void syntaxError(SyntaxError error, Step then) {
    shell.setStatus(SYNTAX_ERROR);
    boolean goesOn = command != null && shell.dialect().isBash();
    shell
        .task()
        .print(
            Task.STDERR,
            shell.describe(error, command == null || command.equals(".") ? null : command),
            goesOn ? then : () -> shell.giveUp(then));
  }
}
