package org.pvpanic.hmp;

/**
 * The {@code /fmt} of commands that show or change memory and ports: a count, then letters for
 * radix and width, as in {@code /2xb}. What it said last holds for commands without one.
 */
final class DisplayFormat {

  /** Stands for the width when the radix is {@code i}, an instruction, and no width was given. */
  static final int NO_WIDTH = -1;

  private char radix = 'x';
  private int width = 4;

  /**
   * Reads a format if there is one.
   *
   * @return the width in bytes: 1, 2, 4, 8 or {@link #NO_WIDTH}
   */
  int read(CommandText text) {
    return text.peek() == '/' ? readLetters(text) : radix == 'i' ? NO_WIDTH : width;
  }

  private int readLetters(CommandText text) {
    text.next();
    while (text.peek() >= '0' && text.peek() <= '9') {
      text.next(); // a count: ports have no use for one
    }
    int given = NO_WIDTH;
    char letters = radix;
    String rest = text.word();
    for (int i = 0; i < rest.length(); i++) {
      char letter = rest.charAt(i);
      switch (letter) {
        case 'b' -> given = 1;
        case 'h' -> given = 2;
        case 'w' -> given = 4;
        case 'g', 'L' -> given = 8;
        case 'o', 'x', 'd', 'u', 'i', 'c' -> letters = letter;
        default ->
            throw new HmpException(
                "invalid char in format: '" + CommandText.printable(letter) + "'");
      }
    }
    radix = letters;
    if (radix != 'i') {
      width = given == NO_WIDTH ? width : given;
      given = width;
    }
    return given;
  }
}
