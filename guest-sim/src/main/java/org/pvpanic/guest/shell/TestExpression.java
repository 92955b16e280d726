package org.pvpanic.guest.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;

/** test and [, builtins of shells and programs. */
public final class TestExpression {

  private static final int ERROR = 2;

  private final Task task;
  private final Dialect dialect;
  private final List<String> words;
  private int at;

  private TestExpression(Task task, Dialect dialect, List<String> words) {
    this.task = task;
    this.dialect = dialect;
    this.words = words;
  }

  /** The programs /usr/bin/test and /usr/bin/[. */
  public static Program program(Dialect dialect) {
    return (task, words) -> {
      try {
        task.exit(evaluate(task, dialect, words));
      } catch (ShellError e) {
        task.printAndExit(Task.STDERR, words.get(0) + ": " + e.text() + "\n", ERROR);
      }
    };
  }

  static void run(Call call) throws ShellError {
    try {
      call.end(evaluate(call.task(), call.shell().dialect(), call.words()));
    } catch (ShellError e) {
      if (call.isBash()) {
        throw e;
      }
      call.complainAsApplet(e.text(), ERROR);
    }
  }

  private static int evaluate(Task task, Dialect dialect, List<String> words) throws ShellError {
    String name = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    int end = words.size();
    if (name.startsWith("[")) {
      String close = name.equals("[[") ? "]]" : "]";
      if (!words.get(end - 1).equals(close) || end == 1) {
        throw error(dialect.isBash() ? "missing `" + close + "'" : "missing " + close);
      }
      end--;
    }
    List<String> operands = words.subList(1, end);
    return new TestExpression(task, dialect, operands).value() ? 0 : 1;
  }

  private static ShellError error(String text) {
    return ShellError.of(ERROR, text);
  }

  private boolean value() throws ShellError {
    return switch (words.size()) {
      case 0 -> false;
      case 1 -> isTrue(words.get(0));
      case 2 -> two();
      case 3 -> three();
      case 4 -> words.get(0).equals("!") ? !rest(1).value() : whole();
      default -> whole();
    };
  }

  private TestExpression rest(int from) {
    return new TestExpression(task, dialect, words.subList(from, words.size()));
  }

  private static boolean isTrue(String word) {
    return !word.isEmpty();
  }

  private boolean two() throws ShellError {
    String operator = words.get(0);
    if (operator.equals("!")) {
      return !isTrue(words.get(1));
    }
    if (isUnary(operator)) {
      return unary(operator, words.get(1));
    }
    throw dialect.isBash()
        ? error(operator + ": unary operator expected")
        : error(
            words.get(1) + (isBinary(words.get(1)) ? ": argument expected" : ": unknown operand"));
  }

  private boolean three() throws ShellError {
    String operator = words.get(1);
    if (isBinary(operator)) {
      return binary(words.get(0), operator, words.get(2));
    }
    if (operator.equals("-a")) {
      return isTrue(words.get(0)) && isTrue(words.get(2));
    }
    if (operator.equals("-o")) {
      return isTrue(words.get(0)) || isTrue(words.get(2));
    }
    if (words.get(0).equals("!")) {
      return !rest(1).value();
    }
    if (words.get(0).equals("(") && words.get(2).equals(")")) {
      return isTrue(words.get(1));
    }
    throw dialect.isBash()
        ? error(operator + ": binary operator expected")
        : error(operator + ": unknown operand");
  }

  /** A longer expression, with its precedences. */
  private boolean whole() throws ShellError {
    boolean value = either();
    if (at < words.size()) {
      throw dialect.isBash()
          ? error("too many arguments")
          : error(words.get(at) + ": unknown operand");
    }
    return value;
  }

  private boolean either() throws ShellError {
    boolean value = both();
    while (isNext("-o")) {
      at++;
      value |= both();
    }
    return value;
  }

  private boolean both() throws ShellError {
    boolean value = not();
    while (isNext("-a")) {
      at++;
      value &= not();
    }
    return value;
  }

  private boolean not() throws ShellError {
    boolean negated = false;
    while (isNext("!")) {
      at++;
      negated = !negated;
    }
    return primary() != negated;
  }

  private boolean isNext(String word) {
    return at < words.size() && words.get(at).equals(word);
  }

  private boolean primary() throws ShellError {
    if (at >= words.size()) {
      throw error("argument expected");
    }
    if (at + 2 < words.size() && isBinary(words.get(at + 1))) {
      at += 3;
      return binary(words.get(at - 3), words.get(at - 2), words.get(at - 1));
    }
    if (isNext("(")) {
      at++;
      if (at > 256) {
        throw error("too many arguments");
      }
      boolean value = either();
      if (!isNext(")")) {
        throw error(dialect.isBash() ? "`)' expected" : "closing paren expected");
      }
      at++;
      return value;
    }
    if (isUnary(words.get(at)) && at + 1 < words.size()) {
      at += 2;
      return unary(words.get(at - 2), words.get(at - 1));
    }
    return isTrue(words.get(at++));
  }

  private static boolean isUnary(String word) {
    return word.length() == 2
        && word.charAt(0) == '-'
        && "bcdefghknoprstuwxzGLNOS".indexOf(word.charAt(1)) >= 0;
  }

  private boolean isBinary(String word) {
    return switch (word) {
      case "=",
          "==",
          "!=",
          "<",
          ">",
          "-eq",
          "-ne",
          "-lt",
          "-le",
          "-gt",
          "-ge",
          "-nt",
          "-ot",
          "-ef" ->
          true;
      default -> false;
    };
  }

  private boolean unary(String operator, String operand) throws ShellError {
    return switch (operator.charAt(1)) {
      case 'n' -> isTrue(operand);
      case 'z' -> !isTrue(operand);
      case 't' -> FileTests.isTerminal(task, (int) number(operand));
      default -> FileTests.test(task, operator.charAt(1), operand);
    };
  }

  private boolean binary(String left, String operator, String right) throws ShellError {
    return switch (operator) {
      case "=", "==" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "<" -> left.compareTo(right) < 0;
      case ">" -> left.compareTo(right) > 0;
      case "-nt", "-ot", "-ef" -> FileTests.compare(task, left, operator, right);
      default -> compare(number(left), operator, number(right));
    };
  }

  /** Compares numbers. */
  static boolean compare(long a, String operator, long b) {
    return switch (operator) {
      case "-eq" -> a == b;
      case "-ne" -> a != b;
      case "-lt" -> a < b;
      case "-le" -> a <= b;
      case "-gt" -> a > b;
      default -> a >= b;
    };
  }

  private long number(String text) throws ShellError {
    Long value = parse(text.strip());
    if (value == null) {
      throw error(text + (dialect.isBash() ? ": integer expression expected" : ": bad number"));
    }
    return value;
  }

  private static @Nullable Long parse(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
