package org.pvpanic.guest.shell;

import java.util.List;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.shell.Node.After;
import org.pvpanic.guest.shell.Node.Clause;
import org.pvpanic.machine.Step;

/** Runs {@code case}. */
final class Cases {

  private final Interpreter shell;

  Cases(Interpreter shell) {
    this.shell = shell;
  }

  void run(Node.Case selection, Step then) {
    shell.setLine(selection.line());
    Expansion.text(
        shell,
        selection.word().parts(),
        text -> {
          shell.setSubstitutionStatus(0);
          boolean traced = shell.dialect().isBash() && shell.options().isOn(Option.TRACE);
          String line = "case " + Trace.word(shell.dialect(), text) + " in\n";
          shell
              .task()
              .print(
                  Task.STDERR,
                  traced ? shell.tracePrefix() + line : "",
                  () -> clause(selection.clauses(), 0, text, then));
        },
        error -> shell.fail(error, null, then));
  }

  private void clause(List<Clause> clauses, int index, String text, Step then) {
    if (index == clauses.size()) {
      shell.setStatus(0);
      shell.task().then(then);
      return;
    }
    pattern(clauses, index, 0, text, then);
  }

  private void pattern(List<Clause> clauses, int index, int pattern, String text, Step then) {
    Clause clause = clauses.get(index);
    if (pattern == clause.patterns().size()) {
      clause(clauses, index + 1, text, then);
      return;
    }
    Expansion.pattern(
        shell,
        clause.patterns().get(pattern).parts(),
        wanted -> {
          if (wanted.matches(text)) {
            body(clauses, index, text, then);
          } else {
            nextPattern(clauses, index, pattern, text, then);
          }
        },
        error -> shell.fail(error, null, then));
  }

  private void nextPattern(List<Clause> clauses, int index, int pattern, String text, Step then) {
    if (Expansion.mayGoOn(index + pattern)) {
      pattern(clauses, index, pattern + 1, text, then);
    } else {
      shell.task().then(() -> pattern(clauses, index, pattern + 1, text, then));
    }
  }

  private void body(List<Clause> clauses, int index, String text, Step then) {
    Clause clause = clauses.get(index);
    Step after =
        switch (clause.after()) {
          case END -> then;
          case NEXT_CLAUSE -> () -> follow(clauses, index, then);
          case NEXT_MATCH -> () -> nextMatch(clauses, index + 1, text, then);
        };
    Node body = clause.body();
    if (body == null) {
      shell.setStatus(0);
      shell.task().then(after);
    } else {
      shell.evaluator().run(body, after);
    }
  }

  private void follow(List<Clause> clauses, int index, Step then) {
    if (shell.nesting().isFlowing() || index + 1 == clauses.size()) {
      then.run();
    } else {
      body(clauses, index + 1, "", then);
    }
  }

  private void nextMatch(List<Clause> clauses, int from, String text, Step then) {
    boolean any = from < clauses.size() && clauses.get(from - 1).after() == After.NEXT_MATCH;
    if (shell.nesting().isFlowing() || !any) {
      then.run();
    } else {
      clause(clauses, from, text, then);
    }
  }
}
