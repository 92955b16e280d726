package org.pvpanic.hmp;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The integer expressions of the human monitor: numbers in C's notation, {@code 'c'}, parentheses,
 * {@code + - ~}, and by falling precedence {@code * / %}, {@code & | ^}, {@code + -} (QEMU binds
 * the bit operators tighter than the sum). Values are 64 bits wide. The simulated CPU has no
 * registers, so {@code $name} never names one.
 *
 * <p>What waits for its right operand is on a stack of its own, so that no line nests too deep.
 */
final class Expression {

  private final CommandText text;
  private final Deque<Pending> pending = new ArrayDeque<>();

  /** How tightly operators bind, loosest first. */
  private enum Rank {
    PARENTHESIS,
    SUM,
    BITS,
    PRODUCT,
    SIGN
  }

  /**
   * An operator that waits for its right operand.
   *
   * @param left its left operand; 0 where it has none
   */
  private record Pending(char operator, Rank rank, long left) {

    long apply(long right) {
      return switch (operator) {
        case '+' -> left + right;
        case '-' -> left - right;
        case '~' -> ~right;
        case '&' -> left & right;
        case '|' -> left | right;
        case '^' -> left ^ right;
        case '*' -> left * right;
        case '/' -> left / divisor(right);
        default -> left % divisor(right);
      };
    }

    private static long divisor(long right) {
      if (right == 0) {
        throw new HmpException("division by zero");
      }
      return right;
    }
  }

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
    while (true) {
      prefixes();
      long value = closeParentheses(operand());
      Rank next = infix(text.peek());
      if (next == Rank.PARENTHESIS) {
        return value;
      }
      pending.push(new Pending(operator(), next, value));
    }
  }

  /** Reads signs and opening parentheses. */
  private void prefixes() {
    while ("+-~(".indexOf(text.peek()) >= 0) {
      char prefix = operator();
      pending.push(new Pending(prefix, prefix == '(' ? Rank.PARENTHESIS : Rank.SIGN, 0));
    }
  }

  /** Applies what a value completes, up to the next operator or the end of the expression. */
  private long closeParentheses(long operand) {
    long value = operand;
    while (true) {
      Rank next = infix(text.peek());
      value = applyDownTo(next, value);
      if (next != Rank.PARENTHESIS || pending.isEmpty()) {
        return value;
      }
      if (text.peek() != ')') {
        throw new HmpException("')' expected");
      }
      operator();
      pending.pop();
    }
  }

  /** Applies all operators on top that bind at least as tightly; never a parenthesis. */
  private long applyDownTo(Rank rank, long right) {
    long value = right;
    for (Pending top = pending.peek();
        top != null && top.rank() != Rank.PARENTHESIS && top.rank().compareTo(rank) >= 0;
        top = pending.peek()) {
      value = pending.pop().apply(value);
    }
    return value;
  }

  /** The rank of an operator between two operands; of all else, that of a parenthesis. */
  private static Rank infix(char c) {
    return switch (c) {
      case '*', '/', '%' -> Rank.PRODUCT;
      case '&', '|', '^' -> Rank.BITS;
      case '+', '-' -> Rank.SUM;
      default -> Rank.PARENTHESIS;
    };
  }

  private long operand() {
    return switch (text.peek()) {
      case '\'' -> character();
      case '$' -> throw new HmpException("unknown register");
      case '\0' -> throw new HmpException("unexpected end of expression");
      default -> number();
    };
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
