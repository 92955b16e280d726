package org.pvpanic.guest.shell;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import org.pvpanic.guest.shell.Node.Binary;
import org.pvpanic.guest.shell.Node.Combined;
import org.pvpanic.guest.shell.Node.Condition;
import org.pvpanic.guest.shell.Node.Not;
import org.pvpanic.guest.shell.Node.Unary;
import org.pvpanic.machine.Step;

/** Evaluates bash's {@code [[ ]]}: words are not split, and the right side may be a pattern. */
final class Conditions {

  private final Interpreter shell;
  private int evaluated;

  Conditions(Interpreter shell) {
    this.shell = shell;
  }

  private interface Then {
    void accept(boolean value) throws ShellError;
  }

  void run(Node.Test test, Step then) {
    shell.setLine(test.line());
    evaluate(
        test.condition(),
        value -> {
          shell.setStatus(value ? 0 : 1);
          shell.task().then(then);
        },
        error -> shell.fail(ShellError.of(error.isFatal() ? 1 : 2, error.text()), "[[", then));
  }

  /** Conditions within conditions take steps, and no stack. */
  private void evaluate(Condition condition, Then then, Consumer<ShellError> failed) {
    if (Expansion.mayGoOn(evaluated++)) {
      evaluateNow(condition, then, failed);
    } else {
      shell.task().then(() -> evaluateNow(condition, then, failed));
    }
  }

  private void pass(boolean value, Then then, Consumer<ShellError> failed) throws ShellError {
    if (Expansion.mayGoOn(evaluated++)) {
      then.accept(value);
    } else {
      shell.task().then(() -> guarded(() -> then.accept(value), failed));
    }
  }

  private void evaluateNow(Condition condition, Then then, Consumer<ShellError> failed) {
    try {
      if (condition instanceof Combined combined) {
        evaluate(
            combined.left(),
            value -> {
              if (value == combined.and()) {
                evaluate(combined.right(), then, failed);
              } else {
                pass(value, then, failed);
              }
            },
            failed);
      } else if (condition instanceof Not not) {
        evaluate(not.condition(), value -> then.accept(!value), failed);
      } else if (condition instanceof Unary unary) {
        Expansion.text(
            shell,
            unary.operand().parts(),
            text -> guarded(() -> then.accept(unary(unary.operator(), text)), failed),
            failed);
      } else if (condition instanceof Binary binary) {
        Expansion.text(
            shell, binary.left().parts(), text -> binary(binary, text, then, failed), failed);
      } else {
        then.accept(false);
      }
    } catch (ShellError e) {
      failed.accept(e);
    }
  }

  private interface Action {
    void run() throws ShellError;
  }

  private static void guarded(Action action, Consumer<ShellError> failed) {
    try {
      action.run();
    } catch (ShellError e) {
      failed.accept(e);
    }
  }

  private boolean unary(String operator, String text) {
    return switch (operator) {
      case "-n" -> !text.isEmpty();
      case "-z" -> text.isEmpty();
      case "-v" -> Names.isName(text) && shell.parameter(text) != null;
      case "-o" -> {
        Option option = Option.ofWord(text, shell.dialect());
        yield option != null && shell.options().isOn(option);
      }
      case "-t" ->
          Names.isNumber(text)
              && text.length() < 5
              && FileTests.isTerminal(shell.task(), Integer.parseInt(text));
      default -> FileTests.test(shell.task(), operator.charAt(1), text);
    };
  }

  private void binary(Binary binary, String left, Then then, Consumer<ShellError> failed) {
    Expansion.marked(
        shell,
        binary.right().parts(),
        right -> {
          String text = right.text(" ");
          boolean value =
              switch (binary.operator()) {
                case "=", "==" -> Pattern.of(right).matches(left);
                case "!=" -> !Pattern.of(right).matches(left);
                case "=~" -> find(left, right);
                case "<" -> left.compareTo(text) < 0;
                case ">" -> left.compareTo(text) > 0;
                case "-nt", "-ot", "-ef" ->
                    FileTests.compare(shell.task(), left, binary.operator(), text);
                default ->
                    TestExpression.compare(
                        shell.calculate(left), binary.operator(), shell.calculate(text));
              };
          then.accept(value);
        },
        failed);
  }

  /** Looks for an extended regular expression; what it found is in BASH_REMATCH. */
  private boolean find(String text, Marked expression) throws ShellError {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.at(i);
      if (expression.mark(i) == Marked.NOTHING) {
        continue;
      }
      boolean special = "\\.[]{}()*+?^$|".indexOf(c) >= 0;
      if (expression.isQuoted(i) && special) {
        regex.append('\\');
      }
      regex.append(c);
    }
    Matcher matcher;
    boolean found;
    try {
      matcher = PosixPattern.matcher(PosixPattern.compile(regex.toString(), true, false), text);
      found = matcher.find();
    } catch (PosixPattern.Malformed | PosixPattern.TooHard | StackOverflowError e) {
      // bash says nothing of what regcomp(3) or regexec(3) could not do.
      throw ShellError.of(2, "");
    }
    shell.variables().unset("BASH_REMATCH");
    shell.variables().declared("BASH_REMATCH").makeArray();
    for (int i = 0; found && i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      shell.variables().setElement("BASH_REMATCH", i, group == null ? "" : group);
    }
    return found;
  }
}
