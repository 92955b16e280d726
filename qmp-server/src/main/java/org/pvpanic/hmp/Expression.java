package org.pvpanic.hmp;

/**
 * The integer expressions of the human monitor: numbers in C's notation, {@code 'c'}, parentheses,
 * {@code + - ~}, and by falling precedence {@code * / %}, {@code & | ^}, {@code + -} (QEMU binds
 * the bit operators tighter than the sum). Values are 64 bits wide.
 */
final class Expression {

  private final String text;
  private int at;

  Expression(String text, int from) {
    this.text = text;
    this.at = from;
    skipBlanks();
  }

  /** Where the expression ended. */
  int end() {
    return at;
  }

  /**
   * Evaluates as much of the text as is an expression.
   *
   * @throws HmpException with QEMU's words
   */
  long evaluate() {
    return sum();
  }

  private long sum() {
    long value = bits();
    while (peek() == '+' || peek() == '-') {
      boolean plus = next() == '+';
      long right = bits();
      value = plus ? value + right : value - right;
    }
    return value;
  }

  private long bits() {
    long value = product();
    while (peek() == '&' || peek() == '|' || peek() == '^') {
      char operator = next();
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
    while (peek() == '*' || peek() == '/' || peek() == '%') {
      char operator = next();
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
    return switch (peek()) {
      case '+' -> {
        next();
        yield unary();
      }
      case '-' -> {
        next();
        yield -unary();
      }
      case '~' -> {
        next();
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
    next();
    long value = sum();
    if (peek() != ')') {
      throw new HmpException("')' expected");
    }
    next();
    return value;
  }

  private long character() {
    at++;
    char value = charAt(at);
    if (value == '\0') {
      throw new HmpException("character constant expected");
    }
    at++;
    if (charAt(at) != '\'') {
      throw new HmpException("missing terminating ' character");
    }
    next();
    return value;
  }

  /**
   * C's strtoull with base 0: what does not continue the number is left for the caller to complain
   * about.
   */
  private long number() {
    int radix = 10;
    int begin = at;
    if (charAt(at) == '0') {
      boolean hex = (charAt(at + 1) | 0x20) == 'x' && Character.digit(charAt(at + 2), 16) >= 0;
      radix = hex ? 16 : 8;
      begin = hex ? at + 2 : at;
    }
    int end = begin;
    while (Character.digit(charAt(end), radix) >= 0) {
      end++;
    }
    if (end == begin) {
      throw new HmpException("invalid char '" + charAt(at) + "' in expression");
    }
    long value;
    try {
      value = Long.parseUnsignedLong(text.substring(begin, end), radix);
    } catch (NumberFormatException e) {
      throw new HmpException("number too large");
    }
    at = end;
    skipBlanks();
    return value;
  }

  private char peek() {
    return charAt(at);
  }

  private char next() {
    char c = text.charAt(at++);
    skipBlanks();
    return c;
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
