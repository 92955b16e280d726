package org.pvpanic.guest.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates arithmetic expressions with the operators of C on 64 bits (POSIX.1-2017, Shell Command
 * Language, 2.6.4).
 */
final class Arithmetic {

  /** Where an expression's variables live. */
  interface Scope {
    /** The value, or null when it is unset. */
    @Nullable String get(String name) throws ShellError;

    void set(String name, String value) throws ShellError;
  }

  /** As bash limits it. */
  private static final int MAX_DEPTH = 256;

  private static final String[] ASSIGNMENTS = {
    "<<=", ">>=", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|="
  };

  private static final String[][] LEVELS = {
    {"||"},
    {"&&"},
    {"|"},
    {"^"},
    {"&"},
    {"==", "!="},
    {"<=", ">=", "<", ">"},
    {"<<", ">>"},
    {"+", "-"},
    {"*", "/", "%"},
    {"**"}
  };

  private static final int POWER = LEVELS.length - 1;

  private final String text;
  private final Scope scope;
  private final Dialect dialect;
  private int at;
  private int depth;

  /** In bash, what need not be evaluated changes nothing; ash evaluates all of it. */
  private boolean skipping;

  private Arithmetic(String text, Scope scope, Dialect dialect, int depth) {
    this.text = text;
    this.scope = scope;
    this.dialect = dialect;
    this.depth = depth;
  }

  /** The value of an expression; 0 for an empty one. */
  static long evaluate(String text, Scope scope, Dialect dialect) throws ShellError {
    return evaluate(text, scope, dialect, 0);
  }

  private static long evaluate(String text, Scope scope, Dialect dialect, int depth)
      throws ShellError {
    Arithmetic run = new Arithmetic(text, scope, dialect, depth);
    run.skipBlanks();
    if (run.at == text.length()) {
      return 0;
    }
    long value = run.comma();
    run.skipBlanks();
    if (run.at < text.length()) {
      throw run.error("syntax error in expression");
    }
    return value;
  }

  private long comma() throws ShellError {
    long value = assignment();
    while (accept(",")) {
      value = assignment();
    }
    return value;
  }

  private long assignment() throws ShellError {
    if (++depth > MAX_DEPTH) {
      throw tooDeep();
    }
    skipBlanks();
    int start = at;
    String name = variable();
    if (name != null) {
      skipBlanks();
      String operator = assignmentOperator();
      if (operator != null) {
        long right = assignment();
        long value =
            operator.equals("=")
                ? right
                : apply(operator.substring(0, operator.length() - 1), valueOf(name), right);
        store(name, value);
        depth--;
        return value;
      }
      at = start;
    }
    long value = conditional();
    depth--;
    return value;
  }

  private @Nullable String assignmentOperator() {
    for (String operator : ASSIGNMENTS) {
      if (text.startsWith(operator, at)) {
        at += operator.length();
        return operator;
      }
    }
    if (text.startsWith("=", at) && !text.startsWith("==", at)) {
      at++;
      return "=";
    }
    return null;
  }

  private long conditional() throws ShellError {
    long condition = binary(0);
    if (!accept("?")) {
      return condition;
    }
    boolean outer = skipping;
    skipping = outer || (condition == 0 && dialect.isBash());
    long first = comma();
    if (!accept(":")) {
      throw error("`:' expected for conditional expression");
    }
    skipping = outer || (condition != 0 && dialect.isBash());
    long second = assignment();
    skipping = outer;
    return condition != 0 ? first : second;
  }

  private long binary(int level) throws ShellError {
    if (level == POWER) {
      return powers();
    }
    long left = binary(level + 1);
    while (true) {
      String operator = operatorOf(level);
      if (operator == null) {
        return left;
      }
      if (level < 2) {
        boolean outer = skipping;
        skipping = outer || ((level == 0) == (left != 0) && dialect.isBash());
        long right = binary(level + 1);
        skipping = outer;
        left = (level == 0 ? left != 0 || right != 0 : left != 0 && right != 0) ? 1 : 0;
      } else {
        left = apply(operator, left, binary(level + 1));
      }
    }
  }

  /** Powers are taken from the right to the left; however many there are, no stack grows. */
  private long powers() throws ShellError {
    long first = unary();
    if (operatorOf(POWER) == null) {
      return first;
    }
    Deque<Long> terms = new ArrayDeque<>(2);
    terms.push(first);
    do {
      terms.push(unary());
    } while (operatorOf(POWER) != null);
    long value = terms.pop();
    while (!terms.isEmpty()) {
      value = power(terms.pop(), value);
    }
    return value;
  }

  private @Nullable String operatorOf(int level) {
    skipBlanks();
    for (String operator : LEVELS[level]) {
      if (text.startsWith(operator, at) && !isPartOfLonger(operator)) {
        at += operator.length();
        return operator;
      }
    }
    return null;
  }

  private boolean isPartOfLonger(String operator) {
    char next = at + operator.length() < text.length() ? text.charAt(at + operator.length()) : ' ';
    char first = operator.charAt(0);
    if (operator.length() == 1) {
      return switch (first) {
        case '|', '&', '<', '>', '*' ->
            next == first || (next == '=' && first != '<' && first != '>');
        case '+', '-', '/', '%', '^' -> next == '=';
        default -> false;
      };
    }
    return next == '=' && (operator.equals("<<") || operator.equals(">>"));
  }

  private long apply(String operator, long left, long right) throws ShellError {
    return switch (operator) {
      case "|" -> left | right;
      case "^" -> left ^ right;
      case "&" -> left & right;
      case "==" -> left == right ? 1 : 0;
      case "!=" -> left != right ? 1 : 0;
      case "<=" -> left <= right ? 1 : 0;
      case ">=" -> left >= right ? 1 : 0;
      case "<" -> left < right ? 1 : 0;
      case ">" -> left > right ? 1 : 0;
      case "<<" -> left << right;
      case ">>" -> left >> right;
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      default -> divide(operator, left, right);
    };
  }

  private long divide(String operator, long left, long right) throws ShellError {
    if (right == 0) {
      if (skipping) {
        return 0;
      }
      throw dialect.isBash()
          ? error("division by 0", lastOperand())
          : ShellError.fatal(2, "divide by zero");
    }
    return operator.equals("/") ? left / right : left % right;
  }

  private String lastOperand() {
    int start = at;
    while (start > 0 && Names.isPart(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start);
  }

  private long power(long base, long exponent) throws ShellError {
    if (exponent < 0) {
      throw dialect.isBash()
          ? error("exponent less than 0")
          : ShellError.fatal(2, "exponent less than 0");
    }
    long result = 1;
    long factor = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result *= factor;
      }
      factor *= factor;
    }
    return result;
  }

  private long unary() throws ShellError {
    skipBlanks();
    if (at == text.length()) {
      throw error("syntax error: operand expected");
    }
    if (++depth > MAX_DEPTH) {
      throw tooDeep();
    }
    long value = unaryOf(text.charAt(at));
    depth--;
    return value;
  }

  private long unaryOf(char c) throws ShellError {
    if (text.startsWith("++", at) || text.startsWith("--", at)) {
      int start = at;
      at += 2;
      skipBlanks();
      String name = variable();
      if (name != null) {
        long value = valueOf(name) + (c == '+' ? 1 : -1);
        store(name, value);
        return value;
      }
      at = start;
    }
    switch (c) {
      case '+' -> {
        at++;
        return unary();
      }
      case '-' -> {
        at++;
        return -unary();
      }
      case '~' -> {
        at++;
        return ~unary();
      }
      case '!' -> {
        at++;
        return unary() == 0 ? 1 : 0;
      }
      case '(' -> {
        at++;
        long value = comma();
        if (!accept(")")) {
          throw error("missing `)'");
        }
        return value;
      }
      default -> {
        return Names.isDigit(c) ? number() : postfix();
      }
    }
  }

  private long postfix() throws ShellError {
    String name = variable();
    if (name == null) {
      throw error("syntax error: operand expected");
    }
    long value = valueOf(name);
    skipBlanks();
    if (text.startsWith("++", at) || text.startsWith("--", at)) {
      store(name, value + (text.charAt(at) == '+' ? 1 : -1));
      at += 2;
    }
    return value;
  }

  /** The name of a variable, with its subscript in bash, or null. */
  private @Nullable String variable() {
    int length = Names.prefix(text.substring(at, Math.min(text.length(), at + 256)));
    if (length == 0) {
      return null;
    }
    int start = at;
    at += length;
    if (dialect.isBash() && text.startsWith("[", at)) {
      int close = text.indexOf(']', at);
      at = close < 0 ? at : close + 1;
    }
    return text.substring(start, at);
  }

  private long valueOf(String name) throws ShellError {
    String value = scope.get(name);
    if (value == null || value.isEmpty() || skipping) {
      return 0;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      if (depth >= MAX_DEPTH) {
        throw tooDeep();
      }
      return evaluate(value, scope, dialect, depth + 1);
    }
  }

  private void store(String name, long value) throws ShellError {
    if (!skipping) {
      scope.set(name, Long.toString(value));
    }
  }

  private long number() throws ShellError {
    int start = at;
    while (at < text.length()
        && (Names.isPart(text.charAt(at)) || text.charAt(at) == '#' || text.charAt(at) == '@')) {
      at++;
    }
    String digits = text.substring(start, at);
    int base = 10;
    int sharp = digits.indexOf('#');
    if (sharp > 0) {
      if (!Names.isNumber(digits.substring(0, sharp))) {
        throw error("value too great for base", digits);
      }
      base = Integer.parseInt(digits.substring(0, Math.min(sharp, 4)));
      digits = digits.substring(sharp + 1);
    } else if (digits.startsWith("0x") || digits.startsWith("0X")) {
      base = 16;
      digits = digits.substring(2);
    } else if (digits.startsWith("0") && digits.length() > 1) {
      base = 8;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digit(digits.charAt(i), base);
      if (digit < 0 || digit >= base || base < 2 || base > 64) {
        throw error("value too great for base", text.substring(start, at));
      }
      value = value * base + digit;
    }
    return value;
  }

  private static int digit(char c, int base) {
    if (Names.isDigit(c)) {
      return c - '0';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A' + (base <= 36 ? 10 : 36);
    }
    return c == '@' ? 62 : c == '_' ? 63 : -1;
  }

  private boolean accept(String operator) {
    skipBlanks();
    if (!text.startsWith(operator, at)) {
      return false;
    }
    at += operator.length();
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private ShellError tooDeep() {
    return dialect.isBash()
        ? error("expression recursion level exceeded")
        : ShellError.fatal(2, "expression recursion loop detected");
  }

  private ShellError error(String what) {
    // bash shows what it could not read; at the end, the last operator.
    String rest = text.substring(at);
    if (rest.isBlank()) {
      int end = text.stripTrailing().length();
      rest = text.substring(Math.max(0, end - 1));
    }
    return error(what, rest);
  }

  private ShellError error(String what, String token) {
    return dialect.isBash()
        ? ShellError.fatal(1, text + ": " + what + " (error token is \"" + token + "\")")
        : ShellError.fatal(2, "arithmetic syntax error");
  }
}
