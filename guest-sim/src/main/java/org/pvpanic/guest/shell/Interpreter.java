package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Pipe;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.shell.Script.Command;
import org.pvpanic.guest.shell.Script.Condition;
import org.pvpanic.guest.shell.Script.Item;
import org.pvpanic.machine.Step;

/** Runs parsed commands for one shell, each as tasks of a group of its own. */
final class Interpreter {

  private static final int NOT_FOUND = 127;

  private final Task shell;
  private int status;
  private int foreground;
  private boolean interrupted;
  private @Nullable Tty terminal;

  Interpreter(Task shell) {
    this.shell = shell;
  }

  /** Commands get this terminal while they run in the foreground. */
  void setTerminal(Tty tty) {
    terminal = tty;
  }

  private void setForeground(int group) {
    foreground = group;
    Tty tty = terminal;
    if (tty != null) {
      shell.session().setForegroundGroup(group == 0 ? shell.group() : group);
    }
  }

  /** {@code $?}. */
  int status() {
    return status;
  }

  void setStatus(int value) {
    status = value;
  }

  /** The interrupt character was typed: ends what runs, and the list that it is part of. */
  void interrupt() {
    if (foreground != 0) {
      shell.kernel().tasks().killGroup(foreground, Signals.INT);
    }
  }

  /** Runs a script, then goes on with {@code then}. */
  void run(Script script, Step then) {
    interrupted = false;
    runFrom(script.items(), 0, then);
  }

  private void runFrom(List<Item> items, int index, Step then) {
    int next = index;
    while (next < items.size() && !isDue(items.get(next).condition())) {
      next++;
    }
    if (next == items.size() || interrupted) {
      shell.then(then);
      return;
    }
    int following = next + 1;
    Step after = () -> runFrom(items, following, then);
    List<Command> pipeline = items.get(next).pipeline();
    if (pipeline.size() > 1) {
      startPipeline(pipeline, after);
    } else {
      runAlone(pipeline.get(0), after);
    }
  }

  private boolean isDue(Condition condition) {
    return switch (condition) {
      case ALWAYS -> true;
      case IF_SUCCEEDED -> status == 0;
      case IF_FAILED -> status != 0;
    };
  }

  /** A command that is not part of a pipeline: builtins run in the shell itself. */
  private void runAlone(Command command, Step after) {
    List<String> words = expand(command);
    FileTable files = shell.files().copy();
    String error = redirect(command, files);
    if (error != null) {
      fail(error, 1, after);
    } else if (words.isEmpty()) {
      status = 0;
      shell.then(after);
    } else if (isExit(words)) {
      exit(shell, words, "logout\n");
    } else if (words.get(0).equals("echo")) {
      Echo.run(
          shell,
          files,
          words,
          "-bash: ",
          result -> {
            status = result;
            after.run();
          });
    } else {
      startOne(words, files, after);
    }
  }

  private void fail(String error, int result, Step after) {
    status = result;
    shell.print(Task.STDERR, error, after);
  }

  private static boolean isExit(List<String> words) {
    return words.get(0).equals("exit") || words.get(0).equals("logout");
  }

  private void exit(Task task, List<String> words, String farewell) {
    int code = status;
    String error = "";
    if (words.size() > 1) {
      try {
        code = Integer.parseInt(words.get(1));
      } catch (NumberFormatException e) {
        error = "-bash: " + words.get(0) + ": " + words.get(1) + ": numeric argument required\n";
        code = 2;
      }
    }
    task.printAndExit(Task.STDERR, farewell + error, code);
  }

  private void startOne(List<String> words, FileTable files, Step after) {
    Task task =
        shell.fork(
            nameOf(words),
            0,
            files,
            this::runInChild,
            words,
            waitStatus -> ended(waitStatus, after));
    setForeground(task.group());
  }

  /** What a task does that the shell forked for a command. */
  private void runInChild(Task child, List<String> words) {
    if (words.isEmpty()) {
      child.exit(0);
      return;
    }
    Program program = shell.kernel().programs().find(words.get(0));
    if (isExit(words)) {
      exit(child, words, "");
    } else if (words.get(0).equals("echo")) {
      Echo.run(child, child.files(), words, "-bash: ", child::exit);
    } else if (program != null) {
      program.main(child, words);
    } else {
      boolean path = words.get(0).indexOf('/') >= 0;
      String why = path ? "No such file or directory" : "command not found";
      child.printAndExit(Task.STDERR, "-bash: " + words.get(0) + ": " + why + "\n", NOT_FOUND);
    }
  }

  /** A builtin in a pipeline runs in a copy of the shell. */
  private static String nameOf(List<String> words) {
    if (words.isEmpty() || words.get(0).equals("echo")) {
      return "bash";
    }
    return words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
  }

  private void startPipeline(List<Command> commands, Step after) {
    int[] running = {commands.size()};
    OpenFile input = null;
    int group = 0;
    for (int i = 0; i < commands.size(); i++) {
      Command command = commands.get(i);
      boolean last = i == commands.size() - 1;
      FileTable files = shell.files().copy();
      if (input != null) {
        files.set(Task.STDIN, input);
      }
      if (!last) {
        Pipe pipe = new Pipe();
        files.set(Task.STDOUT, pipe.writeEnd());
        input = pipe.readEnd();
      }
      List<String> words = expand(command);
      String error = redirect(command, files);
      Task task =
          shell.fork(
              nameOf(words),
              group,
              files,
              (child, arguments) -> {
                if (error == null) {
                  runInChild(child, arguments);
                } else {
                  child.printAndExit(Task.STDERR, error, 1);
                }
              },
              words,
              waitStatus -> {
                if (last) {
                  status = Signals.exitStatus(waitStatus);
                }
                interrupted |= Signals.signal(waitStatus) == Signals.INT;
                if (--running[0] == 0) {
                  ended(status << 8, after);
                }
              });
      group = task.group();
    }
    setForeground(group);
  }

  /** The foreground command is over; a signal is told as bash tells it. */
  private void ended(int waitStatus, Step after) {
    setForeground(0);
    status = Signals.exitStatus(waitStatus);
    interrupted |= Signals.signal(waitStatus) == Signals.INT;
    String message =
        interrupted
            ? "\n"
            : switch (Signals.signal(waitStatus)) {
              case Signals.KILL -> "Killed\n";
              case Signals.SEGV -> "Segmentation fault\n";
              default -> "";
            };
    shell.print(Task.STDERR, message, after);
  }

  private List<String> expand(Command command) {
    List<String> words = new ArrayList<>(command.words().size());
    for (Word word : command.words()) {
      words.addAll(word.expand(this::variable));
    }
    return words;
  }

  String variable(String name) {
    return switch (name) {
      case "?" -> Integer.toString(status);
      case "$" -> Integer.toString(shell.pid());
      case "HOME", "PWD" -> "/root";
      case "USER", "LOGNAME" -> "root";
      case "SHELL" -> "/bin/bash";
      case "HOSTNAME" -> shell.kernel().hostname();
      case "PATH" -> "/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin:/root/bin";
      case "TERM" -> "vt220";
      default -> "";
    };
  }

  /** Leads descriptors elsewhere; returns what bash says when that fails, or null. */
  private @Nullable String redirect(Command command, FileTable files) {
    return Redirections.apply(
        command.redirections(), files, shell.kernel().files(), this::variable);
  }
}
