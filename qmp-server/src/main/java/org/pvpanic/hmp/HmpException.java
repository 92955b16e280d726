package org.pvpanic.hmp;

/** A command line that the human monitor cannot read; the message is QEMU's. */
final class HmpException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HmpException(String message) {
    super(message);
  }
}
