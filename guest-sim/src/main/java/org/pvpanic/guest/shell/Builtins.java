package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builtins of a shell, by name. */
final class Builtins {

  private static final List<String> COMMON =
      List.of(
          ".",
          ":",
          "[",
          "alias",
          "bg",
          "break",
          "cd",
          "command",
          "continue",
          "echo",
          "eval",
          "exec",
          "exit",
          "export",
          "false",
          "fg",
          "getopts",
          "hash",
          "history",
          "jobs",
          "kill",
          "let",
          "local",
          "printf",
          "pwd",
          "read",
          "readonly",
          "return",
          "set",
          "shift",
          "source",
          "test",
          "times",
          "trap",
          "true",
          "type",
          "ulimit",
          "umask",
          "unalias",
          "unset",
          "wait");

  private Builtins() {}

  /** Whether it is special: its errors end a script (POSIX.1-2017, 2.14), as ash takes them. */
  static boolean isSpecial(String name) {
    return switch (name) {
      case ".",
          ":",
          "break",
          "continue",
          "eval",
          "exec",
          "exit",
          "export",
          "local",
          "readonly",
          "return",
          "set",
          "shift",
          "times",
          "trap",
          "unset",
          "source" ->
          true;
      default -> false;
    };
  }

  /** Whether arguments that look like assignments are expanded as such. */
  static boolean declares(String name, Dialect dialect) {
    return switch (name) {
      case "export", "readonly", "local", "alias" -> true;
      case "declare", "typeset" -> dialect.isBash();
      default -> false;
    };
  }

  static List<String> names(Dialect dialect) {
    List<String> names = new ArrayList<>(COMMON);
    names.addAll(
        dialect.isBash()
            ? List.of("builtin", "declare", "logout", "shopt", "typeset")
            : List.of("[[", "chdir", "help"));
    return names;
  }

  /** A builtin, or null. */
  static @Nullable Builtin find(String name, Dialect dialect) {
    return switch (name) {
      case ":", "true" -> call -> call.end(0);
      case "false" -> call -> call.end(1);
      case "echo" -> Echo::run;
      case "printf" -> Printf::run;
      case "test", "[" -> TestExpression::run;
      case "cd", "pwd" -> Directories::run;
      case "read" -> call -> new Read(call).run();
      case "kill" -> Kill::run;
      case "break", "continue", "return", "exit", "eval", ".", "source", "exec" ->
          FlowBuiltins::run;
      case "export", "readonly", "local", "unset", "shift", "set", "let" -> VariableBuiltins::run;
      case "getopts" -> Getopts::run;
      case "jobs", "wait", "fg", "bg" -> JobBuiltins::run;
      case "trap" -> TrapBuiltin::run;
      case "type", "command", "hash", "alias", "unalias", "history" -> NameBuiltins::run;
      case "umask", "ulimit", "times" -> LimitBuiltins::run;
      default -> dialect.isBash() ? ofBash(name) : ofAsh(name);
    };
  }

  private static @Nullable Builtin ofBash(String name) {
    return switch (name) {
      case "declare", "typeset" -> Declare::run;
      case "logout" -> FlowBuiltins::run;
      case "builtin" -> NameBuiltins::run;
      case "shopt" -> LimitBuiltins::run;
      default -> null;
    };
  }

  private static @Nullable Builtin ofAsh(String name) {
    return switch (name) {
      case "[[" -> TestExpression::run;
      case "chdir" -> Directories::run;
      case "help" -> NameBuiltins::run;
      default -> null;
    };
  }
}
