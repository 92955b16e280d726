package org.pvpanic.qmp;

/** A command that fails: what the error reply says. It has no stack trace. */
public final class QmpException extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorClass errorClass;

  /** Makes an error of class GenericError with QEMU's text. */
  public QmpException(String description) {
    this(ErrorClass.GENERIC_ERROR, description);
  }

  /** Makes an error with QEMU's text. */
  public QmpException(ErrorClass errorClass, String description) {
    super(description, null, false, false);
    this.errorClass = errorClass;
  }

  /** The class of the error. */
  public ErrorClass errorClass() {
    return errorClass;
  }

  /** The text of the error. */
  public String description() {
    return String.valueOf(getMessage());
  }
}
