package org.pvpanic.guest.shell;

/** {@code $'text'}: escape sequences as in C. */
final class AnsiQuotes {

  private static final int OCTAL = 8;
  private static final int HEXADECIMAL = 16;

  private AnsiQuotes() {}

  /** The text behind the opening quote, up to the closing one, which is taken, too. */
  static String read(Source source, WordScanner words) throws Incomplete, SyntaxError {
    int line = source.line();
    StringBuilder out = new StringBuilder();
    while (true) {
      int c = source.take();
      if (c == '\'') {
        return out.toString();
      }
      if (c == Source.END) {
        throw words.unclosed(source.dialect().isBash() ? '\'' : '"', line);
      }
      if (c == '\\' && source.peek() != Source.END) {
        escape(source, out);
      } else {
        out.append((char) c);
      }
    }
  }

  private static void escape(Source source, StringBuilder out) {
    int c = source.take();
    switch (c) {
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case 'a' -> out.append('\007');
      case 'b' -> out.append('\b');
      case 'e', 'E' -> out.append('\033');
      case 'f' -> out.append('\f');
      case 'v' -> out.append('\013');
      case '\\', '\'', '"', '?' -> out.append((char) c);
      case 'x' -> number(source, out, HEXADECIMAL, 2, c);
      case 'u' -> number(source, out, HEXADECIMAL, 4, c);
      case 'U' -> number(source, out, HEXADECIMAL, 8, c);
      default -> {
        if (Character.digit(c, OCTAL) >= 0) {
          source.back(source.at() - 1);
          number(source, out, OCTAL, 3, c);
        } else {
          out.append('\\').append((char) c);
        }
      }
    }
  }

  private static void number(Source source, StringBuilder out, int base, int most, int letter) {
    int value = 0;
    int digits = 0;
    while (digits < most && Character.digit(source.peek(), base) >= 0) {
      value = value * base + Character.digit(source.take(), base);
      digits++;
    }
    if (digits == 0) {
      out.append('\\').append((char) letter);
    } else if (letter == 'u' || letter == 'U') {
      out.appendCodePoint(Character.isValidCodePoint(value) ? value : 0xfffd);
    } else {
      out.append(Text.fromByte(value & 0xff));
    }
  }
}
