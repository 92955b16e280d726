package org.pvpanic.guest.shell;

/** The number that is typed before a command and says how often, or which way (readline(3)). */
final class NumericArgument {

  private static final int MAX = 999_999;

  private int value = 1;
  private boolean negative;
  private boolean explicit;

  /** The next command has none, unless one is typed. */
  void reset() {
    value = 1;
    negative = false;
    explicit = false;
  }

  /** How often; 1 when none was typed, negative for the other way. */
  int count() {
    return negative ? -value : value;
  }

  /** Whether one was typed. */
  boolean isExplicit() {
    return explicit;
  }

  /** What stands in the place of the prompt while it is typed. */
  String prompt() {
    return "(arg: " + (negative ? "-" : "") + value + ") ";
  }

  /** Takes a digit or the minus in front; with anything else it is complete, and false returned. */
  boolean take(char c) {
    if (c >= '0' && c <= '9') {
      long longer = (explicit ? value * 10L : 0) + c - '0';
      value = (int) Math.min(longer, MAX);
      explicit = true;
      return true;
    }
    if (c == '-' && !explicit) {
      negative = true;
      return true;
    }
    explicit |= negative;
    return false;
  }
}
