package org.pvpanic.dump;

/** A dump that cannot be begun; the message is QEMU's. */
public final class DumpException extends Exception {

  private static final long serialVersionUID = 1L;

  DumpException(String message) {
    super(message);
  }
}
