package org.pvpanic.guest.user.command;

import org.jspecify.annotations.Nullable;

/** Permissions as chmod reads them: octal, or clauses such as {@code u+x,go-w}. */
final class ModeText {

  private static final int WHO_USER = 04700;
  private static final int WHO_GROUP = 02070;
  private static final int WHO_OTHER = 01007;
  private static final int ALL = 07777;

  private ModeText() {}

  /**
   * Applies a text to a mode.
   *
   * @param umask what a clause without a who leaves alone
   * @return the new permissions, or null when the text is no mode
   */
  static @Nullable Integer apply(String text, int mode, boolean directory, int umask) {
    if (text.matches("[0-7]{1,5}")) {
      int octal = Integer.parseInt(text, 8);
      return octal > ALL ? null : Integer.valueOf(octal);
    }
    int result = mode & ALL;
    for (String clause : text.split(",", -1)) {
      if (!clause.matches("[ugoa]*([-+=]([rwxXst]*|[ugo]))+")) {
        return null;
      }
      result = clause(clause, result, directory, umask);
    }
    return result;
  }

  private static int clause(String clause, int before, boolean directory, int umask) {
    int at = 0;
    int who = 0;
    while ("ugoa".indexOf(clause.charAt(at)) >= 0) {
      who |=
          switch (clause.charAt(at++)) {
            case 'u' -> WHO_USER;
            case 'g' -> WHO_GROUP;
            case 'o' -> WHO_OTHER;
            default -> ALL;
          };
    }
    int affected = who == 0 ? ALL & ~umask : who;
    int mode = before;
    while (at < clause.length()) {
      char operator = clause.charAt(at++);
      int bits = 0;
      while (at < clause.length() && "+-=".indexOf(clause.charAt(at)) < 0) {
        bits |= bits(clause.charAt(at++), mode, directory);
      }
      bits &= affected;
      int cleared = who == 0 ? ALL : affected;
      mode =
          switch (operator) {
            case '+' -> mode | bits;
            case '-' -> mode & ~bits;
            default -> (mode & ~(directory ? cleared & 0777 : cleared)) | bits;
          };
    }
    return mode;
  }

  private static int bits(char letter, int mode, boolean directory) {
    return switch (letter) {
      case 'r' -> 0444;
      case 'w' -> 0222;
      case 'x' -> 0111;
      case 'X' -> directory || (mode & 0111) != 0 ? 0111 : 0;
      case 's' -> 06000;
      case 't' -> 01000;
      case 'u' -> (mode >> 6 & 7) * 0111;
      case 'g' -> (mode >> 3 & 7) * 0111;
      default -> (mode & 7) * 0111;
    };
  }
}
