package org.pvpanic.hmp;

/** Reads the arguments of one command line, from left to right. */
final class Arguments {

  /**
   * Width and radix letters of {@code /fmt}, and the width in bytes that each letter stands for.
   */
  private static final String RADIX_LETTERS = "xduoci";

  private final String name;
  private final String line;
  private int at;

  /**
   * Arguments of a command.
   *
   * @param name the command as its complaints name it
   * @param line the whole line
   * @param from where the arguments begin
   */
  Arguments(String name, String line, int from) {
    this.name = name;
    this.line = line;
    this.at = from;
    skipBlanks();
  }

  /**
   * Reads {@code /fmt}: an optional count, then letters for radix and width.
   *
   * @param otherwise the width in bytes without a letter for it
   * @return 1, 2 or 4
   */
  int size(int otherwise) {
    if (!startsWith('/')) {
      return otherwise;
    }
    at++;
    int size = otherwise;
    while (at < line.length() && Character.isDigit(line.charAt(at))) {
      at++;
    }
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      char letter = line.charAt(at++);
      switch (letter) {
        case 'b' -> size = 1;
        case 'h' -> size = 2;
        case 'w' -> size = 4;
        case 'g' -> size = 8;
        default -> {
          if (RADIX_LETTERS.indexOf(letter) < 0) {
            throw new HmpException("invalid char in format: '" + letter + "'");
          }
        }
      }
    }
    skipBlanks();
    return size;
  }

  /** Reads an expression that has to fit 32 bits. */
  int integer() {
    Expression expression = new Expression(line, at);
    long value = expression.evaluate();
    at = expression.end();
    if (value >>> 32 != 0) {
      throw new HmpException("'" + name + "' has failed: integer is for 32-bit values");
    }
    return (int) value;
  }

  /** Reads a word; empty at the end of the line. */
  String word() {
    int begin = at;
    while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    String word = line.substring(begin, at);
    skipBlanks();
    return word;
  }

  /** All that has not been read. */
  String rest() {
    return line.substring(at);
  }

  /** Nothing may follow. */
  void end() {
    if (at < line.length()) {
      throw new HmpException(name + ": extraneous characters at the end of line");
    }
  }

  private boolean startsWith(char c) {
    return at < line.length() && line.charAt(at) == c;
  }

  private void skipBlanks() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
  }
}
