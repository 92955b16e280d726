package org.pvpanic.guest.linux;

import java.util.List;

/** Signals that end programs, and what a shell makes of a wait status. */
public final class Signals {

  /** Typed ^C. */
  public static final int INT = 2;

  /** Ends it whatever it does. */
  public static final int KILL = 9;

  /** Please end. */
  public static final int TERM = 15;

  /** An access to memory that it has not. */
  public static final int SEGV = 11;

  /** Those that do nothing unless somebody asks for them: CHLD, CONT, URG, WINCH. */
  private static final List<Integer> HARMLESS = List.of(17, 18, 23, 28);

  private Signals() {}

  /** Whether it ends a task that does nothing about it. */
  public static boolean ends(int signal) {
    return !HARMLESS.contains(signal);
  }

  /** {@code $?} for a wait status. */
  public static int exitStatus(int waitStatus) {
    int signal = signal(waitStatus);
    return signal == 0 ? waitStatus >> 8 : 128 + signal;
  }

  /** The signal that ended the task, or 0. */
  public static int signal(int waitStatus) {
    return waitStatus & 0x7f;
  }
}
