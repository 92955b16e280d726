package org.pvpanic.guest.user.command;

/** Patterns for names, fnmatch(3) without flags. */
final class Glob {

  private Glob() {}

  /** Whether all of a name matches. */
  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      int after = p < pattern.length() ? one(pattern, p, name.charAt(n)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (after > 0) {
        p = after;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on when its piece at {@code p} matches a character; else -1. */
  private static int one(String pattern, int p, char c) {
    char piece = pattern.charAt(p);
    if (piece == '?') {
      return p + 1;
    }
    if (piece == '[') {
      int end = closing(pattern, p);
      if (end > 0) {
        return inBrackets(pattern.substring(p + 1, end), c) ? end + 1 : -1;
      }
    }
    if (piece == '\\' && p + 1 < pattern.length()) {
      return pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    return piece == c ? p + 1 : -1;
  }

  private static int closing(String pattern, int p) {
    int i = p + 1;
    if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
      i++;
    }
    int first = i;
    while (i < pattern.length()) {
      if (pattern.startsWith("[:", i) && pattern.indexOf(":]", i) > 0) {
        i = pattern.indexOf(":]", i) + 2;
      } else if (pattern.charAt(i) == ']' && i > first) {
        return i;
      } else {
        i++;
      }
    }
    return -1;
  }

  private static boolean inBrackets(String set, char c) {
    boolean not = set.startsWith("!") || set.startsWith("^");
    int i = not ? 1 : 0;
    boolean found = false;
    while (i < set.length()) {
      int end = set.startsWith("[:", i) ? set.indexOf(":]", i) : -1;
      if (end > 0) {
        found |= inClass(set.substring(i + 2, end), c);
        i = end + 2;
      } else if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
        found |= c >= set.charAt(i) && c <= set.charAt(i + 2);
        i += 3;
      } else {
        found |= set.charAt(i++) == c;
      }
    }
    return found != not;
  }

  /** ctype.h in the C locale. */
  static boolean inClass(String name, char c) {
    return switch (name) {
      case "alpha" -> isLetter(c);
      case "digit" -> isDigit(c);
      case "alnum" -> isLetter(c) || isDigit(c);
      case "upper" -> c >= 'A' && c <= 'Z';
      case "lower" -> c >= 'a' && c <= 'z';
      case "space" -> Text.isSpace(c);
      case "blank" -> Text.isBlank(c);
      case "punct" -> c > ' ' && c < 0x7f && !isLetter(c) && !isDigit(c);
      case "print" -> c >= ' ' && c < 0x7f;
      case "graph" -> c > ' ' && c < 0x7f;
      case "cntrl" -> c < ' ' || c == 0x7f;
      case "xdigit" -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      default -> false;
    };
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
