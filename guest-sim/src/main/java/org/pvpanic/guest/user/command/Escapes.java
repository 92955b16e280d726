package org.pvpanic.guest.user.command;

/** Backslash escapes. */
final class Escapes {

  private Escapes() {}

  /** What a letter behind a backslash means; itself when nothing else. */
  static char simple(char letter) {
    return switch (letter) {
      case 'a' -> '\007';
      case 'b' -> '\b';
      case 'e' -> '\033';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\013';
      default -> letter;
    };
  }
}
