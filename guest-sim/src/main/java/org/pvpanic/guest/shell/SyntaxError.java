package org.pvpanic.guest.shell;

/** The input is no command; the text is what the dialect says of it, without who says it. */
final class SyntaxError extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final String shown;

  private SyntaxError(int line, String message, String shown) {
    super(message, null, false, false);
    this.line = line;
    this.shown = shown;
  }

  /** An error at the place that was reached. */
  static SyntaxError of(Source source, String message) {
    return new SyntaxError(source.line(), message, "");
  }

  /** An error that was begun in a line. */
  static SyntaxError at(int line, String message) {
    return new SyntaxError(line, message, "");
  }

  /** One for which bash shows the line. */
  static SyntaxError showing(int line, String message, String shown) {
    return new SyntaxError(line, message, shown);
  }

  /** Where it was noticed. */
  int line() {
    return line;
  }

  /** The line that bash shows when it reads a script, or "". */
  String shown() {
    return shown;
  }

  /** What is said of it. */
  String text() {
    return String.valueOf(getMessage());
  }
}
