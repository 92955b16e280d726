package org.pvpanic.guest.shell;

/** Signals that end programs, and what a shell makes of a wait status. */
final class Signals {

  static final int INT = 2;
  static final int KILL = 9;
  static final int SEGV = 11;

  private Signals() {}

  /** {@code $?} for a wait status. */
  static int exitStatus(int waitStatus) {
    int signal = signal(waitStatus);
    return signal == 0 ? waitStatus >> 8 : 128 + signal;
  }

  /** The signal that ended the task, or 0. */
  static int signal(int waitStatus) {
    return waitStatus & 0x7f;
  }
}
