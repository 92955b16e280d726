package org.pvpanic.guest.shell;

/** The input ends within a command: more lines may follow. */
final class Incomplete extends Exception {
  private static final long serialVersionUID = 1;

  Incomplete() {
    super(null, null, false, false);
  }
}
