package org.pvpanic.oncrash;

/** A command that QEMU refused: what the error reply says. It has no stack trace. */
public final class QmpCommandException extends Exception {
  private static final long serialVersionUID = 1;

  private final String errorClass;

  QmpCommandException(String errorClass, String description) {
    super(description, null, false, false);
    this.errorClass = errorClass;
  }

  /** The class of the error, such as {@code GenericError}. */
  public String errorClass() {
    return errorClass;
  }

  /** The text of the error. */
  public String description() {
    return String.valueOf(getMessage());
  }
}
