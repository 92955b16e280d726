package org.pvpanic.guest.linux;

import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The signals of signal(7) on x86-64, what they do by themselves, and wait statuses. */
public final class Signals {

  /** The terminal hung up, or the leader of the session ended. */
  public static final int HUP = 1;

  /** Typed ^C. */
  public static final int INT = 2;

  /** Typed ^\. */
  public static final int QUIT = 3;

  /** What a program sends to itself when it cannot go on. */
  public static final int ABRT = 6;

  /** Ends it whatever it does. */
  public static final int KILL = 9;

  /** An access to memory that it has not. */
  public static final int SEGV = 11;

  /** An access to memory that the hardware could not do. */
  public static final int BUS = 7;

  /** It wrote to a pipe that nobody reads. */
  public static final int PIPE = 13;

  /** The polite request to end. */
  public static final int TERM = 15;

  /** A child ended, or stopped. */
  public static final int CHLD = 17;

  /** Goes on after a stop. */
  public static final int CONT = 18;

  /** Stops it whatever it does. */
  public static final int STOP = 19;

  /** Typed ^Z. */
  public static final int TSTP = 20;

  /** Reads from the terminal in the background. */
  public static final int TTIN = 21;

  /** Writes to the terminal in the background. */
  public static final int TTOU = 22;

  /** The window changed. */
  public static final int WINCH = 28;

  /** The first that has no fixed meaning ({@code SIGRTMIN} of glibc). */
  public static final int RTMIN = 34;

  /** The last. */
  public static final int RTMAX = 64;

  private static final String[] NAMES = {
    "EXIT", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
    "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
    "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "POLL", "PWR", "SYS"
  };

  /** glibc's strsignal(3). */
  private static final String[] TEXTS = {
    "Unknown signal 0",
    "Hangup",
    "Interrupt",
    "Quit",
    "Illegal instruction",
    "Trace/breakpoint trap",
    "Aborted",
    "Bus error",
    "Floating point exception",
    "Killed",
    "User defined signal 1",
    "Segmentation fault",
    "User defined signal 2",
    "Broken pipe",
    "Alarm clock",
    "Terminated",
    "Stack fault",
    "Child exited",
    "Continued",
    "Stopped (signal)",
    "Stopped",
    "Stopped (tty input)",
    "Stopped (tty output)",
    "Urgent I/O condition",
    "CPU time limit exceeded",
    "File size limit exceeded",
    "Virtual timer expired",
    "Profiling timer expired",
    "Window changed",
    "I/O possible",
    "Power failure",
    "Bad system call"
  };

  private Signals() {}

  /** Whether it ends a task that does nothing about it. */
  public static boolean ends(int signal) {
    return switch (signal) {
      case CHLD, CONT, 23, WINCH -> false;
      default -> !stops(signal);
    };
  }

  /** Whether it stops a task that does nothing about it. */
  public static boolean stops(int signal) {
    return signal >= STOP && signal <= TTOU;
  }

  /** Whether there is a signal with that number; 0 is none. */
  public static boolean isSignal(int signal) {
    return signal > 0 && signal <= RTMAX;
  }

  /**
   * Its name without {@code SIG}; 0 is {@code EXIT} as shells call it. Null when it has none: 32
   * and 33 are the C library's own.
   */
  public static @Nullable String name(int signal) {
    if (signal >= 0 && signal < NAMES.length) {
      return NAMES[signal];
    }
    if (signal < RTMIN || signal > RTMAX) {
      return null;
    }
    int middle = (RTMIN + RTMAX) / 2;
    if (signal <= middle) {
      return signal == RTMIN ? "RTMIN" : "RTMIN+" + (signal - RTMIN);
    }
    return signal == RTMAX ? "RTMAX" : "RTMAX-" + (RTMAX - signal);
  }

  /** The number of a name, with or without {@code SIG}, in capitals or not, or of a number. */
  public static OptionalInt number(String name) {
    String plain = name.toUpperCase(Locale.ROOT);
    if (plain.startsWith("SIG")) {
      plain = plain.substring(3);
    }
    switch (plain) {
      case "IO" -> plain = "POLL";
      case "IOT" -> plain = "ABRT";
      case "CLD" -> plain = "CHLD";
      default -> {}
    }
    for (int i = 0; i <= RTMAX; i++) {
      if (plain.equals(name(i))) {
        return OptionalInt.of(i);
      }
    }
    if (name.isEmpty() || name.length() > 2 || !Character.isDigit(name.charAt(0))) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(name);
      return number <= RTMAX ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** What strsignal(3) says of it, such as {@code Terminated}. */
  public static String text(int signal) {
    if (signal > 0 && signal < TEXTS.length) {
      return TEXTS[signal];
    }
    return signal >= RTMIN && signal <= RTMAX
        ? "Real-time signal " + (signal - RTMIN)
        : "Unknown signal " + signal;
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
