package org.pvpanic.guest.shell;

import java.util.List;
import java.util.function.IntConsumer;

/** A call of a function. */
final class FunctionCall {

  private final Interpreter shell;
  private final Node.Function function;
  private final List<String> words;

  FunctionCall(Interpreter shell, Node.Function function, List<String> words) {
    this.shell = shell;
    this.function = function;
    this.words = words;
  }

  void run(IntConsumer done) {
    if (!shell.nesting().enterCall()) {
      SimpleCommand.overflow(shell);
      return;
    }
    Positional outer = shell.positional();
    int loops = shell.nesting().loops();
    shell.setPositional(outer.withValues(words.subList(1, words.size())));
    shell.nesting().setLoops(0);
    shell.variables().enter();
    // A step of its own: calls that nest take no stack.
    shell.task().then(() -> body(outer, loops, done));
  }

  private void body(Positional outer, int loops, IntConsumer done) {
    shell
        .evaluator()
        .run(
            function.body(),
            () -> {
              shell.variables().leave();
              shell.nesting().setLoops(loops);
              shell.setPositional(outer);
              shell.nesting().leaveCall();
              if (shell.nesting().flow() == Flow.RETURN) {
                shell.nesting().setFlow(Flow.NONE);
              }
              done.accept(shell.status());
            });
  }
}
