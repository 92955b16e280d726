package org.pvpanic.options;

/** The user asked for help: the text goes to standard output, and the program ends. */
public final class HelpRequest extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  HelpRequest(String text, int status) {
    super(text);
    this.status = status;
  }

  /** What to print, without its last newline. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** The exit status. For the options of a group QEMU 7.2 says 1. */
  public int status() {
    return status;
  }
}
