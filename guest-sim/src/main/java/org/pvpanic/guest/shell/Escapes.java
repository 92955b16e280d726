package org.pvpanic.guest.shell;

/** The backslash escapes of echo and printf. */
final class Escapes {

  private static final int OCTAL = 8;
  private static final int HEXADECIMAL = 16;

  private final String text;
  private final StringBuilder out;
  private int at;

  private Escapes(String text, int at, StringBuilder out) {
    this.text = text;
    this.at = at;
    this.out = out;
  }

  /**
   * Appends a text with its escapes replaced.
   *
   * @param bareOctal whether an octal number needs no leading zero
   * @return whether {@code \c} ended it
   */
  static boolean replace(String text, boolean bareOctal, StringBuilder out) {
    Escapes run = new Escapes(text, 0, out);
    while (run.at < text.length()) {
      char c = text.charAt(run.at++);
      if (c != '\\' || run.at == text.length()) {
        out.append(c);
      } else if (text.charAt(run.at) == 'c') {
        return true;
      } else {
        run.escape(bareOctal, true);
      }
    }
    return false;
  }

  /** Appends what an escape in printf's format means; returns the place behind it. */
  static int format(String text, int at, StringBuilder out) {
    Escapes run = new Escapes(text, at, out);
    run.escape(true, false);
    return run.at;
  }

  private void escape(boolean bareOctal, boolean zeroLeads) {
    char c = text.charAt(at++);
    switch (c) {
      case 'a' -> out.append('\007');
      case 'b' -> out.append('\b');
      case 'e', 'E' -> out.append('\033');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\013');
      case '\\' -> out.append('\\');
      case '"' -> out.append(zeroLeads ? "\\\"" : "\"");
      case 'x' -> number(HEXADECIMAL, 2, c);
      default -> {
        boolean octal = Character.digit(c, OCTAL) >= 0;
        if (c == '0' && zeroLeads) {
          number(OCTAL, 3, c);
        } else if (octal && bareOctal) {
          at--;
          number(OCTAL, 3, c);
        } else {
          out.append('\\').append(c);
        }
      }
    }
  }

  private void number(int base, int most, char letter) {
    int value = 0;
    int digits = 0;
    while (digits < most && at < text.length() && Character.digit(text.charAt(at), base) >= 0) {
      value = value * base + Character.digit(text.charAt(at++), base);
      digits++;
    }
    if (digits == 0 && letter == 'x') {
      out.append("\\x");
    } else {
      out.append(Text.fromByte(value & 0xff));
    }
  }
}
