package org.pvpanic.guest.shell;

/** A command, or an expansion, failed; the text is what is said, without who says it. */
final class ShellError extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final boolean fatal;

  private ShellError(String text, int status, boolean fatal) {
    super(text, null, false, false);
    this.status = status;
    this.fatal = fatal;
  }

  /** The command ends with a status. */
  static ShellError of(int status, String text) {
    return new ShellError(text, status, false);
  }

  /** The shell gives up what it does: a script ends. */
  static ShellError fatal(int status, String text) {
    return new ShellError(text, status, true);
  }

  int status() {
    return status;
  }

  boolean isFatal() {
    return fatal;
  }

  /** What is said; "" for nothing. */
  String text() {
    return String.valueOf(getMessage());
  }
}
