package org.pvpanic.guest.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/** cd and pwd. */
final class Directories {

  private Directories() {}

  static void run(Call call) throws ShellError {
    List<String> words = call.arguments();
    boolean physical = false;
    int first = 0;
    while (first < words.size()
        && words.get(first).startsWith("-")
        && words.get(first).length() > 1) {
      String option = words.get(first++);
      if (option.equals("--")) {
        break;
      }
      for (char c : option.substring(1).toCharArray()) {
        if (c != 'L' && c != 'P') {
          throw SetBuiltin.badOption(call, c);
        }
        physical = c == 'P';
      }
    }
    if (call.name().equals("pwd")) {
      String path = physical ? call.task().directory() : current(call.shell());
      if (call.isBash()) {
        call.print(path + "\n", 0);
      } else {
        Output.write(call.task(), "sh: write error: ", Text.bytes(path + "\n"), 0, call::end);
      }
    } else {
      change(call, words.subList(first, words.size()), physical);
    }
  }

  /** The working directory by the path that led there. */
  static String current(Interpreter shell) {
    String path = shell.variables().get("PWD", "");
    Task task = shell.task();
    try {
      boolean same =
          path.startsWith("/")
              && task.kernel().files().canonical(task, path).equals(task.directory());
      return same ? path : task.directory();
    } catch (SysError e) {
      return task.directory();
    }
  }

  private static void change(Call call, List<String> words, boolean physical) throws ShellError {
    Interpreter shell = call.shell();
    if (words.size() > 1 && call.isBash()) {
      throw ShellError.of(1, "too many arguments");
    }
    String target = words.isEmpty() ? shell.variables().get("HOME") : words.get(0);
    if (target == null) {
      if (call.isBash()) {
        throw ShellError.of(1, "HOME not set");
      }
      call.end(0);
      return;
    }
    boolean show = false;
    if (target.equals("-")) {
      target = shell.variables().get("OLDPWD");
      if (target == null && call.isBash()) {
        throw ShellError.of(1, "OLDPWD not set");
      }
      show = true;
    }
    String wanted = target == null ? current(shell) : target;
    String found = alongPath(shell, wanted);
    String path = found == null ? wanted : found;
    show |= found != null;
    String before = current(shell);
    String logical = logical(before, path);
    try {
      Task task = call.task();
      task.kernel().files().chdir(task, physical || path.isEmpty() ? nonEmpty(path) : logical);
    } catch (SysError e) {
      throw call.isBash()
          ? ShellError.of(1, wanted + ": " + e.errno().message())
          : ShellError.of(2, "can't cd to " + wanted + ": " + e.errno().message());
    }
    String now = physical ? call.task().directory() : logical;
    shell.variables().set("OLDPWD", before);
    shell.variables().set("PWD", now);
    if (call.isBash()) {
      shell.variables().export("OLDPWD", true);
    }
    call.print(show ? now + "\n" : "", 0);
  }

  private static String nonEmpty(String path) {
    return path.isEmpty() ? "." : path;
  }

  private static @Nullable String alongPath(Interpreter shell, String target) {
    String list = shell.variables().get("CDPATH", "");
    boolean fixed =
        target.startsWith("/")
            || target.equals(".")
            || target.equals("..")
            || target.startsWith("./")
            || target.startsWith("../");
    if (list.isEmpty() || fixed) {
      return null;
    }
    for (String folder : list.split(":", -1)) {
      String path = folder.isEmpty() ? target : folder + "/" + target;
      if (Disk.isDirectory(shell.task(), path)) {
        return folder.isEmpty() ? null : path;
      }
    }
    return null;
  }

  /** A path from the root without {@code .} and {@code ..}, links left as they are. */
  static String logical(String base, String path) {
    Deque<String> parts = new ArrayDeque<>();
    String absolute = path.startsWith("/") ? path : base + "/" + path;
    for (String part : absolute.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }
}
