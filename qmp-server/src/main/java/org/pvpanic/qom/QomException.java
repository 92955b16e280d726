package org.pvpanic.qom;

/** A property that cannot be read, or not be set so; the message is QEMU's. */
public final class QomException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An exception with QEMU's message. */
  public QomException(String message) {
    super(message);
  }
}
