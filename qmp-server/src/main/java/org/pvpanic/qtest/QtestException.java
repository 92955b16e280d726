package org.pvpanic.qtest;

/** A command that cannot be done; the message is what the client is told behind {@code FAIL}. */
final class QtestException extends Exception {

  private static final long serialVersionUID = 1;

  QtestException(String message) {
    super(message);
  }
}
