package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Task;

/** Variables that a shell sets when it starts, or makes up when it is asked. */
final class Environment {

  private static final String ASH_PATH = "/sbin:/usr/sbin:/bin:/usr/bin";
  private static final String BASH_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final long NS_PER_SECOND = 1_000_000_000L;

  private Environment() {}

  static void prepare(Interpreter shell) {
    boolean bash = shell.dialect().isBash();
    Task task = shell.task();
    setDefault(shell, "IFS", " \t\n");
    set(shell, "IFS", " \t\n");
    set(shell, "OPTIND", "1");
    setDefault(shell, "PATH", bash ? BASH_PATH : ASH_PATH);
    Task parent = task.parent();
    set(shell, "PPID", Integer.toString(parent == null ? 0 : parent.pid()));
    set(shell, "PS4", "+ ");
    String directory = shell.variables().get("PWD");
    if (directory == null || !directory.equals(task.directory())) {
      set(shell, "PWD", task.directory());
    }
    if (bash || shell.isInteractive()) {
      set(shell, "PS2", "> ");
    }
    setDefault(shell, "HOSTNAME", task.kernel().hostname());
    int level = level(shell.variables().get("SHLVL", "0")) + 1;
    set(shell, "SHLVL", Integer.toString(level));
    if (bash) {
      shell.variables().export("SHLVL", true);
      shell.variables().export("PWD", true);
      set(shell, "BASH", "/bin/bash");
      set(
          shell,
          "BASH_VERSION",
          shell.dialect() == Dialect.BASH_4_2 ? "4.2.46(2)-release" : "5.2.15(1)-release");
      set(shell, "UID", Integer.toString(task.uid()));
      set(shell, "EUID", Integer.toString(task.uid()));
      for (String name : new String[] {"EUID", "PPID", "UID"}) {
        shell.variables().declared(name).setInteger(true);
        shell.variables().declared(name).setReadOnly();
      }
      set(shell, "HOSTTYPE", "x86_64");
      set(shell, "OSTYPE", "linux-gnu");
    } else {
      set(shell, "PS1", "\\w \\$ ");
      set(shell, "FUNCNAME", "");
      set(shell, "LINENO", "");
      set(shell, "PS2", "> ");
      shell.variables().export("SHLVL", true);
      shell.variables().export("PWD", true);
    }
  }

  private static int level(String text) {
    return Names.isNumber(text) && text.length() < 5 ? Integer.parseInt(text) : 0;
  }

  private static void setDefault(Interpreter shell, String name, String value) {
    if (shell.variables().get(name) == null) {
      set(shell, name, value);
    }
  }

  private static void set(Interpreter shell, String name, String value) {
    shell.setVariable(name, value);
  }

  /** The value of a variable that changes by itself. */
  static @Nullable String dynamic(Interpreter shell, String name, @Nullable String value) {
    return switch (name) {
      case "RANDOM" -> Long.toString(shell.nextRandom());
      case "PIPESTATUS" ->
          shell.dialect().isBash() ? Integer.toString(shell.pipeStatuses().get(0)) : value;
      case "LINENO" -> Integer.toString(shell.line());
      case "SECONDS" ->
          shell.dialect().isBash() ? Long.toString(Disk.now(shell.task()) / NS_PER_SECOND) : value;
      case "BASHPID" -> shell.dialect().isBash() ? Integer.toString(shell.task().pid()) : value;
      default -> value;
    };
  }
}
