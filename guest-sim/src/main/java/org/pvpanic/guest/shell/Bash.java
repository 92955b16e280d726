package org.pvpanic.guest.shell;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;

/** bash as a login shell on a terminal: prompt, command, prompt. */
public final class Bash implements Program {

  private static final String PROMPT = "[root@localhost ~]# ";
  private static final String CONTINUATION = "> ";
  private static final int SYNTAX_ERROR = 2;

  private final Tty tty;
  private String unfinished = "";

  /** The shell of a terminal. */
  public Bash(Tty tty) {
    this.tty = tty;
  }

  @Override
  public void main(Task task, List<String> arguments) {
    // What login(1) sets.
    task.setDirectory("/root");
    task.environment().put("HOME", "/root");
    task.environment().putIfAbsent("USER", "root");
    task.environment().putIfAbsent("LOGNAME", "root");
    task.environment().putIfAbsent("SHELL", "/bin/bash");
    Interpreter interpreter =
        Interpreter.interactive(
            task, Dialect.BASH_4_2, arguments.isEmpty() ? "-bash" : arguments.get(0));
    prompt(task, interpreter);
  }

  private void prompt(Task task, Interpreter interpreter) {
    tty.onInterrupt(() -> startOver(task, interpreter));
    // Like readline, it shows again what was typed before it asked.
    task.print(
        Task.STDERR,
        (unfinished.isEmpty() ? PROMPT : CONTINUATION) + tty.typedAhead(),
        () -> tty.read(task, line -> entered(task, interpreter, line), failure -> task.exit(1)));
  }

  /** ^C at the prompt: what was typed is forgotten. */
  private void startOver(Task task, Interpreter interpreter) {
    unfinished = "";
    interpreter.setStatus(128 + Signals.INT);
    task.print(Task.STDERR, "\n", () -> prompt(task, interpreter));
  }

  private void entered(Task task, Interpreter interpreter, byte[] line) {
    if (line.length == 0) {
      endOfInput(task, interpreter);
      return;
    }
    String typed = unfinished + withoutEnd(new String(line, StandardCharsets.UTF_8));
    unfinished = "";
    try {
      Node script = interpreter.parse(typed);
      tty.onInterrupt(interpreter::interrupt);
      interpreter.run(script, () -> prompt(task, interpreter));
    } catch (Incomplete e) {
      unfinished = typed + "\n";
      prompt(task, interpreter);
    } catch (SyntaxError e) {
      interpreter.setStatus(SYNTAX_ERROR);
      task.print(Task.STDERR, interpreter.describe(e), () -> prompt(task, interpreter));
    }
  }

  private static String withoutEnd(String line) {
    return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
  }

  private void endOfInput(Task task, Interpreter interpreter) {
    if (unfinished.isEmpty()) {
      task.printAndExit(Task.STDERR, "logout\n", interpreter.status());
    } else {
      unfinished = "";
      interpreter.setStatus(SYNTAX_ERROR);
      task.print(
          Task.STDERR,
          "-bash: syntax error: unexpected end of file\n",
          () -> prompt(task, interpreter));
    }
  }
}
