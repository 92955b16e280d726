package org.pvpanic.hmp;

/**
 * The integer expressions of the human monitor: numbers in C's notation, {@code 'c'}, parentheses,
 * {@code + - ~}, and by falling precedence {@code * / %}, {@code & | ^}, {@code + -} (QEMU binds
 * the bit operators tighter than the sum). Values are 64 bits wide. The simulated CPU has no
 * registers, so {@code $name} never names one.
 */
final class Expression {

  private final CommandText text;

  Expression(CommandText text) {
    this.text = text;
    text.skipBlanks();
  }

  /**
   * Evaluates as much of the text as is an expression, and skips the blanks behind it.
   *
   * @throws HmpException with QEMU's words
   */
  long evaluate() {
    return sum();
  }

  private long sum() {
    long value = bits();
    while (text.peek() == '+' || text.peek() == '-') {
      boolean plus = operator() == '+';
      long right = bits();
      value = plus ? value + right : value - right;
    }
    return value;
  }

  private long bits() {
    long value = product();
    while (text.peek() == '&' || text.peek() == '|' || text.peek() == '^') {
      char operator = operator();
      long right = product();
      value =
          switch (operator) {
            case '&' -> value & right;
            case '|' -> value | right;
            default -> value ^ right;
          };
    }
    return value;
  }

  private long product() {
    long value = unary();
    while (text.peek() == '*' || text.peek() == '/' || text.peek() == '%') {
      char operator = operator();
      long right = unary();
      if (operator != '*' && right == 0) {
        throw new HmpException("division by zero");
      }
      value =
          switch (operator) {
            case '*' -> value * right;
            case '/' -> value / right;
            default -> value % right;
          };
    }
    return value;
  }

  private long unary() {
    return switch (text.peek()) {
      case '+' -> {
        operator();
        yield unary();
      }
      case '-' -> {
        operator();
        yield -unary();
      }
      case '~' -> {
        operator();
        yield ~unary();
      }
      case '(' -> parenthesis();
      case '\'' -> character();
      case '$' -> throw new HmpException("unknown register");
      case '\0' -> throw new HmpException("unexpected end of expression");
      default -> number();
    };
  }

  private long parenthesis() {
    operator();
    long value = sum();
    if (text.peek() != ')') {
      throw new HmpException("')' expected");
    }
    operator();
    return value;
  }

  private long character() {
    text.next();
    if (text.atEnd()) {
      throw new HmpException("character constant expected");
    }
    char value = text.next();
    if (text.peek() != '\'') {
      throw new HmpException("missing terminating ' character");
    }
    operator();
    return value;
  }

  private long number() {
    long value = text.number();
    text.skipBlanks();
    return value;
  }

  private char operator() {
    char c = text.next();
    text.skipBlanks();
    return c;
  }
}
