package org.pvpanic.hmp;

/**
 * The {@code /fmt} of commands that show or change memory and ports: a count, then letters for
 * radix and width, as in {@code /2xb}.
 *
 * @param radix one of {@code o x d u i c}
 * @param width in bytes: 1, 2, 4, 8 or {@link #NO_WIDTH}
 */
public record DisplayFormat(char radix, int width) {

  /** Stands for the width when the radix is {@code i}, an instruction, and no width was given. */
  public static final int NO_WIDTH = -1;

  /** What holds until the first command that says otherwise. */
  static final DisplayFormat FIRST = new DisplayFormat('x', 4);

  /** What this one is where nothing is given. */
  DisplayFormat applied() {
    return radix == 'i' ? new DisplayFormat('i', NO_WIDTH) : this;
  }

  /** Reads the letters behind a slash; what they do not say is as in {@code before}. */
  static DisplayFormat read(CommandText text, DisplayFormat before) {
    text.next();
    while (text.peek() >= '0' && text.peek() <= '9') {
      text.next(); // a count: no command of ours has a use for one
    }
    int width = NO_WIDTH;
    char radix = before.radix;
    String rest = text.word();
    for (int i = 0; i < rest.length(); i++) {
      char letter = rest.charAt(i);
      switch (letter) {
        case 'b' -> width = 1;
        case 'h' -> width = 2;
        case 'w' -> width = 4;
        case 'g', 'L' -> width = 8;
        case 'o', 'x', 'd', 'u', 'i', 'c' -> radix = letter;
        default ->
            throw new HmpException(
                "invalid char in format: '" + CommandText.firstByte(letter) + "'");
      }
    }
    boolean fallsBack = radix != 'i' && width == NO_WIDTH;
    return new DisplayFormat(radix, fallsBack ? before.width : width);
  }

  /** What a command without a format gets after this one: the width outlives an {@code i}. */
  DisplayFormat remembered(DisplayFormat before) {
    return radix == 'i' ? new DisplayFormat('i', before.width) : this;
  }
}
