package org.pvpanic.guest.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.shell.Node.AndOr;
import org.pvpanic.guest.shell.Node.Branch;
import org.pvpanic.guest.shell.Node.If;
import org.pvpanic.guest.shell.Node.Item;
import org.pvpanic.guest.shell.Node.Link;
import org.pvpanic.guest.shell.Node.Redirected;
import org.pvpanic.guest.shell.Node.Sequence;
import org.pvpanic.machine.Step;

/**
 * Runs commands. What follows a command is a step that it is given; each simple command takes at
 * least one step of the task, so that however long a script runs, no stack grows and others get
 * their turns.
 */
final class Evaluator {

  private final Interpreter shell;
  private final Loops loops;
  private final Cases cases;
  private final Pipelines pipelines;

  Evaluator(Interpreter shell) {
    this.shell = shell;
    this.loops = new Loops(shell);
    this.cases = new Cases(shell);
    this.pipelines = new Pipelines(shell);
  }

  Pipelines pipelines() {
    return pipelines;
  }

  /** Runs a command, sets the status, then goes on with {@code then}. */
  void run(Node node, Step then) {
    if (node instanceof Node.Simple simple) {
      new SimpleCommand(shell, simple, checked(then)).run();
    } else if (node instanceof Sequence sequence) {
      items(sequence.items(), 0, then);
    } else if (node instanceof AndOr list) {
      andOr(list, then);
    } else if (node instanceof Node.Pipeline pipeline) {
      pipelines.run(pipeline, pipeline.negated() ? then : unlessFailed(then));
    } else if (node instanceof Node.Group group) {
      run(group.body(), then);
    } else if (node instanceof Node.Subshell subshell) {
      pipelines.subshell(subshell, checked(then));
    } else if (node instanceof If conditional) {
      branch(conditional, 0, then);
    } else if (node instanceof Node.Loop loop) {
      loops.run(loop, then);
    } else if (node instanceof Node.For loop) {
      loops.run(loop, then);
    } else if (node instanceof Node.ForCalculated loop) {
      loops.run(loop, then);
    } else if (node instanceof Node.Case selection) {
      cases.run(selection, then);
    } else if (node instanceof Node.Function function) {
      define(function, then);
    } else if (node instanceof Node.Test test) {
      new Conditions(shell).run(test, checked(then));
    } else if (node instanceof Node.Calculate calculation) {
      calculate(calculation, checked(then));
    } else if (node instanceof Node.Timed timed) {
      new TimedCommand(shell, timed).run(then);
    } else if (node instanceof Redirected redirected) {
      redirected(redirected, then);
    }
  }

  private void define(Node.Function function, Step then) {
    shell.functions().put(function.name(), function);
    shell.setStatus(0);
    shell.task().then(then);
  }

  /** {@code set -e}: a command that failed ends the shell. */
  private Step checked(Step then) {
    Step unlessFailed = unlessFailed(then);
    return () -> {
      shell.setPipeStatuses(List.of());
      unlessFailed.run();
    };
  }

  private Step unlessFailed(Step then) {
    return () -> {
      boolean ends =
          shell.status() != 0
              && shell.options().isOn(Option.EXIT_ON_ERROR)
              && !shell.nesting().isTested()
              && !shell.nesting().isFlowing();
      if (ends) {
        shell.exit(shell.status());
      } else {
        then.run();
      }
    };
  }

  private void items(List<Item> items, int index, Step then) {
    if (index == items.size() || shell.nesting().isFlowing()) {
      then.run();
      return;
    }
    Item item = items.get(index);
    Step next = () -> items(items, index + 1, then);
    if (item.background()) {
      pipelines.background(item, next);
    } else {
      run(item.command(), index + 1 == items.size() ? then : next);
    }
  }

  /** All but the last command are tested: their failure ends no shell. */
  private void andOr(AndOr list, Step then) {
    tested(list.first(), () -> link(list.links(), 0, then));
  }

  private void link(List<Link> links, int index, Step then) {
    int next = index;
    while (next < links.size() && links.get(next).and() != (shell.status() == 0)) {
      next++;
    }
    if (next == links.size() || shell.nesting().isFlowing()) {
      then.run();
      return;
    }
    int following = next + 1;
    Node command = links.get(next).command();
    if (following == links.size()) {
      run(command, then);
    } else {
      tested(command, () -> link(links, following, then));
    }
  }

  /** Runs a command whose failure is looked at. */
  void tested(Node command, Step then) {
    shell.nesting().addTested(1);
    run(
        command,
        () -> {
          shell.nesting().addTested(-1);
          then.run();
        });
  }

  private void branch(If conditional, int index, Step then) {
    List<Branch> branches = conditional.branches();
    if (index == branches.size()) {
      Node otherwise = conditional.otherwise();
      if (otherwise == null) {
        shell.setStatus(0);
        then.run();
      } else {
        run(otherwise, then);
      }
      return;
    }
    Branch branch = branches.get(index);
    tested(
        branch.condition(),
        () -> {
          if (shell.nesting().isFlowing()) {
            then.run();
          } else if (shell.status() == 0) {
            run(branch.body(), then);
          } else {
            branch(conditional, index + 1, then);
          }
        });
  }

  private void calculate(Node.Calculate calculation, Step then) {
    shell.setLine(calculation.line());
    Expansion.text(
        shell,
        calculation.expression(),
        text -> {
          try {
            shell.setStatus(shell.calculate(text) == 0 ? 1 : 0);
            shell.task().then(then);
          } catch (ShellError e) {
            shell.setStatus(1);
            fail("((", e, then);
          }
        },
        error -> fail("((", error, then));
  }

  private void fail(@Nullable String command, ShellError error, Step then) {
    shell.setStatus(1);
    shell.task().print(Task.STDERR, shell.error(command, error.text()), then);
  }

  private void redirected(Redirected node, Step then) {
    shell.setLine(node.line());
    Redirections.expand(
        shell,
        node.redirections(),
        targets -> {
          Descriptors.Undo undo = new Descriptors.Undo();
          try {
            Redirections.apply(shell, targets, undo);
          } catch (ShellError e) {
            shell.descriptors().restore(undo);
            shell.fail(e, null, checked(then));
            return;
          }
          run(
              node.command(),
              () -> {
                shell.descriptors().restore(undo);
                then.run();
              });
        },
        error -> shell.fail(error, null, checked(then)));
  }
}
