package org.pvpanic.guest.shell;

/** What may be the name of a variable. */
final class Names {

  private Names() {}

  static boolean isStart(int c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isPart(int c) {
    return isStart(c) || isDigit(c);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isSpecial(int c) {
    return c > 0 && "@*#?-$!".indexOf(c) >= 0;
  }

  /** Whether a text is a name. */
  static boolean isName(String text) {
    return !text.isEmpty() && prefix(text) == text.length();
  }

  /** The length of the name that a text begins with. */
  static int prefix(String text) {
    if (text.isEmpty() || !isStart(text.charAt(0))) {
      return 0;
    }
    int end = 1;
    while (end < text.length() && isPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Whether a text is a number without a sign. */
  static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
