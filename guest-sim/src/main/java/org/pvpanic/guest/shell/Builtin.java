package org.pvpanic.guest.shell;

/** A command that the shell does itself. */
@FunctionalInterface
interface Builtin {

  /**
   * Starts it; it says through the call how it ended.
   *
   * @throws ShellError it failed, and this is what is said of that
   */
  void run(Call call) throws ShellError;
}
