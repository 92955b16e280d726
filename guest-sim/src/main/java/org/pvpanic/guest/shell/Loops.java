package org.pvpanic.guest.shell;

import java.util.List;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** Runs loops: each round is a step of its own. */
final class Loops {

  private final Interpreter shell;

  Loops(Interpreter shell) {
    this.shell = shell;
  }

  /** Makes ready for a loop; what is returned ends it. */
  private Step begin(Step then) {
    int outer = shell.nesting().loops();
    shell.nesting().setLoops(outer + 1);
    return () -> {
      shell.nesting().setLoops(outer);
      then.run();
    };
  }

  /** Whether the loop goes on behind a command in it; a break or continue of this loop is over. */
  private boolean goesOn() {
    switch (shell.nesting().flow()) {
      case NONE -> {
        return true;
      }
      case BREAK, CONTINUE -> {
        shell.nesting().setLevels(shell.nesting().levels() - 1);
        if (shell.nesting().levels() > 0) {
          return false;
        }
        boolean again = shell.nesting().flow() == Flow.CONTINUE;
        shell.nesting().setFlow(Flow.NONE);
        return again;
      }
      case RETURN, ABORT -> {
        return false;
      }
    }
    return false;
  }

  void run(Node.Loop loop, Step then) {
    round(loop, 0, begin(then));
  }

  private void round(Node.Loop loop, int last, Step end) {
    shell
        .task()
        .then(
            () ->
                shell
                    .evaluator()
                    .tested(
                        loop.condition(),
                        () -> {
                          if (shell.nesting().isFlowing()) {
                            if (goesOn()) {
                              round(loop, last, end);
                            } else {
                              end.run();
                            }
                          } else if ((shell.status() == 0) == loop.until()) {
                            shell.setStatus(last);
                            end.run();
                          } else {
                            body(loop, end);
                          }
                        }));
  }

  private void body(Node.Loop loop, Step end) {
    shell
        .evaluator()
        .run(
            loop.body(),
            () -> {
              if (goesOn()) {
                round(loop, shell.status(), end);
              } else {
                end.run();
              }
            });
  }

  void run(Node.For loop, Step then) {
    shell.setLine(loop.line());
    List<Word> words = loop.words();
    if (shell.dialect().isBash() && !Names.isName(loop.name())) {
      shell.fail(ShellError.of(1, "`" + loop.name() + "': not a valid identifier"), null, then);
    } else if (words == null) {
      each(loop, shell.positional().values(), then);
    } else {
      Expansion.fields(
          shell, words, fields -> each(loop, fields, then), e -> shell.fail(e, null, then));
    }
  }

  private void each(Node.For loop, List<String> values, Step then) {
    shell.setStatus(0);
    next(loop, values, 0, begin(then));
  }

  private void next(Node.For loop, List<String> values, int index, Step end) {
    if (index == values.size()) {
      shell.task().then(end);
      return;
    }
    if (!shell.dialect().isBash() || !shell.options().isOn(Option.TRACE)) {
      round(loop, values, index, end);
      return;
    }
    trace(loop, values, () -> round(loop, values, index, end));
  }

  /** bash's {@code set -x} shows the loop's words in each round. */
  private void trace(Node.For loop, List<String> values, Step then) {
    StringBuilder line = new StringBuilder(shell.tracePrefix());
    line.append("for ").append(loop.name()).append(" in");
    for (String value : values) {
      line.append(' ').append(Trace.word(shell.dialect(), value));
    }
    shell.task().print(Task.STDERR, line.append('\n').toString(), then);
  }

  private void round(Node.For loop, List<String> values, int index, Step end) {
    try {
      shell.variables().set(loop.name(), values.get(index));
    } catch (ShellError e) {
      shell.fail(e, null, end);
      return;
    }
    shell
        .task()
        .then(
            () ->
                shell
                    .evaluator()
                    .run(
                        loop.body(),
                        () -> {
                          if (goesOn()) {
                            next(loop, values, index + 1, end);
                          } else {
                            end.run();
                          }
                        }));
  }

  void run(Node.ForCalculated loop, Step then) {
    shell.setLine(loop.line());
    Step end = begin(then);
    calculate(loop.start(), 0, value -> test(loop, end), end);
  }

  private interface Calculated {
    void accept(long value);
  }

  private void calculate(List<Word.Part> expression, long empty, Calculated then, Step end) {
    if (expression.isEmpty()) {
      shell.task().then(() -> then.accept(empty));
      return;
    }
    Expansion.text(
        shell,
        expression,
        text -> {
          try {
            long value = shell.calculate(text);
            shell.task().then(() -> then.accept(value));
          } catch (ShellError e) {
            shell.setStatus(1);
            shell.fail(ShellError.of(1, e.text()), "((", end);
          }
        },
        error -> shell.fail(error, "((", end));
  }

  private void test(Node.ForCalculated loop, Step end) {
    calculate(
        loop.condition(),
        1,
        value -> {
          if (value == 0) {
            end.run();
            return;
          }
          shell
              .evaluator()
              .run(
                  loop.body(),
                  () -> {
                    if (goesOn()) {
                      calculate(loop.step(), 0, ignored -> test(loop, end), end);
                    } else {
                      end.run();
                    }
                  });
        },
        end);
  }
}
