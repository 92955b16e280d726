package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;

/** What a shell says of errors, in its dialect's form. */
final class Messages {

  private final Dialect dialect;

  Messages(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * A line about an error.
   *
   * @param name {@code $0}
   * @param script whether commands come from a file, so that a line number helps
   * @param command the builtin that failed, or null
   */
  String error(
      String name,
      boolean interactive,
      boolean script,
      int line,
      @Nullable String command,
      String text) {
    // A bash that somebody types to leaves out the folder.
    int folder = interactive && dialect.isBash() ? name.lastIndexOf('/') + 1 : 0;
    StringBuilder out = new StringBuilder(name.substring(folder)).append(": ");
    if (dialect.isBash()) {
      if (!interactive && !name.equals(dialect.program())) {
        out.append("line ").append(line).append(": ");
      }
      if (command != null) {
        out.append(command).append(": ");
      }
    } else {
      if (command != null) {
        out.append(command).append(": ");
      }
      if ((command != null && !interactive) || script) {
        out.append("line ").append(line).append(": ");
      }
    }
    return out.append(text).append('\n').toString();
  }

  /** A syntax error: bash shows the line, too, unless somebody has just typed it. */
  String syntaxError(
      String name,
      boolean interactive,
      boolean script,
      boolean argument,
      @Nullable String command,
      SyntaxError error) {
    if (!dialect.isBash()) {
      return error(name, interactive, script, error.line(), command, error.text());
    }
    String start = name + ": " + (command == null ? "" : command + ": ");
    if (argument && command == null) {
      start += "-c: line " + error.line() + ": ";
    } else if (!interactive && (command != null || !name.equals(dialect.program()))) {
      start += "line " + error.line() + ": ";
    }
    String shown =
        interactive || error.shown().isEmpty() ? "" : start + "`" + error.shown() + "'\n";
    return start + error.text() + "\n" + shown;
  }

  /** What is said of a command that a signal ended; "" for nothing. */
  static String ended(int signal, boolean core) {
    String text =
        switch (signal) {
          case 1 -> "Hangup";
          case 3 -> "Quit";
          case 4 -> "Illegal instruction";
          case 5 -> "Trace/breakpoint trap";
          case 6 -> "Aborted";
          case 7 -> "Bus error";
          case 8 -> "Floating point exception";
          case 9 -> "Killed";
          case 10 -> "User defined signal 1";
          case 11 -> "Segmentation fault";
          case 12 -> "User defined signal 2";
          case 14 -> "Alarm clock";
          case 15 -> "Terminated";
          case 16 -> "Stack fault";
          case 24 -> "CPU time limit exceeded";
          case 25 -> "File size limit exceeded";
          case 26 -> "Virtual timer expired";
          case 27 -> "Profiling timer expired";
          case 29 -> "I/O possible";
          case 30 -> "Power failure";
          case 31 -> "Bad system call";
          default -> "";
        };
    return core && !text.isEmpty() ? text + " (core dumped)" : text;
  }
}
