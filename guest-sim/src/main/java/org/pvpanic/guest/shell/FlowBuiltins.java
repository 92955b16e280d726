package org.pvpanic.guest.shell;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** Builtins that change which command comes next: break continue return exit eval . source. */
final class FlowBuiltins {

  private FlowBuiltins() {}

  static void run(Call call) throws ShellError {
    switch (call.name()) {
      case "break", "continue" -> leaveLoops(call);
      case "return" -> leaveFunction(call);
      case "exit", "logout" -> exit(call);
      case "eval" -> eval(call);
      default -> source(call);
    }
  }

  private static void leaveLoops(Call call) throws ShellError {
    Interpreter shell = call.shell();
    int levels = 1;
    if (!call.arguments().isEmpty()) {
      levels = number(call, call.arguments().get(0));
      if (levels < 1) {
        throw call.isBash()
            ? ShellError.of(1, call.arguments().get(0) + ": loop count out of range")
            : ShellError.of(2, "Illegal number: " + call.arguments().get(0));
      }
    }
    if (shell.nesting().loops() == 0) {
      if (call.isBash()) {
        call.complain("only meaningful in a `for', `while', or `until' loop", 0);
      } else {
        call.end(0);
      }
      return;
    }
    shell.nesting().setLevels(Math.min(levels, shell.nesting().loops()));
    shell.nesting().setFlow(call.name().equals("break") ? Flow.BREAK : Flow.CONTINUE);
    call.end(0);
  }

  /** A number that is not negative, as both shells take it for a status or a count. */
  static int number(Call call, String text) throws ShellError {
    boolean negative = call.isBash() && text.startsWith("-");
    String digits = negative || (call.isBash() && text.startsWith("+")) ? text.substring(1) : text;
    if (!Names.isNumber(digits) || digits.length() > 9) {
      throw call.isBash()
          ? ShellError.of(2, text + ": numeric argument required")
          : ShellError.of(2, "Illegal number: " + text);
    }
    return negative ? -Integer.parseInt(digits) : Integer.parseInt(digits);
  }

  private static void leaveFunction(Call call) throws ShellError {
    Interpreter shell = call.shell();
    int status = shell.status();
    if (!call.arguments().isEmpty()) {
      status = number(call, call.arguments().get(0)) & 0xff;
    }
    boolean inside = shell.variables().isInFunction() || shell.nesting().sourced() > 0;
    if (!inside && call.isBash()) {
      call.complain("can only `return' from a function or sourced script", 2);
    } else {
      shell.nesting().setFlow(Flow.RETURN);
      call.end(status);
    }
  }

  private static void exit(Call call) throws ShellError {
    Interpreter shell = call.shell();
    List<String> arguments = call.arguments();
    String farewell = "";
    if (shell.isInteractive() && call.isBash()) {
      boolean login = shell.positional().name().startsWith("-");
      if (call.name().equals("logout") && !login) {
        call.complain("not login shell: use `exit'", 1);
        return;
      }
      farewell = login ? "logout\n" : "exit\n";
    }
    int status = shell.status();
    if (!arguments.isEmpty()) {
      try {
        status = number(call, arguments.get(0));
      } catch (ShellError e) {
        if (!call.isBash()) {
          throw e;
        }
        farewell += shell.error(call.name(), e.text());
        status = 2;
      }
      if (call.isBash() && arguments.size() > 1 && status != 2) {
        call.complainPlainly(farewell + shell.error(call.name(), "too many arguments"), 1);
        return;
      }
    }
    int code = status;
    shell.task().print(Task.STDERR, farewell, () -> shell.exit(code));
  }

  private static void eval(Call call) {
    Interpreter shell = call.shell();
    List<String> arguments = call.arguments();
    if (!arguments.isEmpty() && arguments.get(0).equals("--")) {
      arguments = arguments.subList(1, arguments.size());
    }
    shell.setStatus(arguments.isEmpty() ? 0 : shell.status());
    new ScriptRun(shell, String.join(" ", arguments), "eval")
        .start(() -> call.end(arguments(call) ? shell.status() : 0));
  }

  private static boolean arguments(Call call) {
    for (String each : call.arguments()) {
      if (!each.isBlank()) {
        return true;
      }
    }
    return false;
  }

  private static void source(Call call) throws ShellError {
    List<String> arguments = call.arguments();
    Interpreter shell = call.shell();
    if (arguments.isEmpty()) {
      if (call.isBash()) {
        throw ShellError.of(
            2,
            "filename argument required\n"
                + call.name()
                + ": usage: "
                + call.name()
                + " filename [arguments]");
      }
      call.end(0);
      return;
    }
    String name = arguments.get(0);
    String path = name;
    if (name.indexOf('/') < 0) {
      path = search(shell, name);
    }
    OpenFile file;
    try {
      if (path.isEmpty()) {
        if (!call.isBash()) {
          throw ShellError.fatal(2, name + ": not found");
        }
        throw new SysError(Errno.ENOENT);
      }
      if (Disk.isDirectory(call.task(), path)) {
        throw new SysError(Errno.EISDIR);
      }
      file = Disk.open(call.task(), path, Disk.Access.READ);
    } catch (SysError e) {
      if (call.isBash()) {
        // The message names the file where a builtin's name would stand.
        boolean directory = e.errno() == Errno.EISDIR;
        String text = directory ? "is a directory" : e.errno().message();
        call.complainPlainly(shell.error(directory ? call.name() + ": " + name : name, text), 1);
        return;
      }
      throw ShellError.fatal(2, "can't open '" + name + "': " + e.errno().message());
    }
    readAll(call, file, new ByteArrayOutputStream());
  }

  /** Like a program, a file is looked for along PATH; it need not be executable. */
  private static String search(Interpreter shell, String name) {
    for (String folder : shell.variables().get("PATH", "").split(":", -1)) {
      String path = (folder.isEmpty() ? "." : folder) + "/" + name;
      if (Disk.exists(shell.task(), path) && !Disk.isDirectory(shell.task(), path)) {
        return path;
      }
    }
    return shell.dialect().isBash() && Disk.exists(shell.task(), name) ? "./" + name : "";
  }

  private static void readAll(Call call, OpenFile file, ByteArrayOutputStream text) {
    file.read(
        call.task(),
        bytes -> {
          text.writeBytes(bytes);
          if (bytes.length > 0) {
            readAll(call, file, text);
          } else {
            runSourced(call, Text.of(text.toByteArray()));
          }
        },
        errno -> call.complain(call.arguments().get(0) + ": " + errno.message(), 1));
  }

  private static void runSourced(Call call, String text) {
    Interpreter shell = call.shell();
    Positional outer = shell.positional();
    List<String> arguments = call.arguments();
    if (arguments.size() > 1) {
      shell.setPositional(outer.withValues(arguments.subList(1, arguments.size())));
    }
    shell.setStatus(0);
    shell.nesting().addSourced(1);
    new ScriptRun(shell, text, ".")
        .start(
            () -> {
              shell.nesting().addSourced(-1);
              if (arguments.size() > 1) {
                shell.setPositional(outer);
              }
              if (shell.nesting().flow() == Flow.RETURN) {
                shell.nesting().setFlow(Flow.NONE);
              }
              call.end(shell.status());
            });
  }
}
