package org.pvpanic.guest.user.command;

/** A program ends at once, what it has to say said. It carries no stack trace. */
final class Exit extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  Exit(int status) {
    super(null, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
