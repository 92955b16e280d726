package org.pvpanic.guest.user;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.shell.Bash;

/**
 * agetty and login(1) on a terminal: asks who it is. root comes in without a password; nobody else
 * has an account.
 */
final class Getty implements Program {

  private static final int TRIES = 3;

  /** What a wrong password costs. */
  private static final long FAILURE_NS = 2_000_000_000L;

  private final Userland userland;
  private final Kernel kernel;
  private final Tty tty;
  private int failures;

  Getty(Userland userland, Tty tty) {
    this.userland = userland;
    this.kernel = userland.kernel();
    this.tty = tty;
  }

  @Override
  public void main(Task task, List<String> arguments) {
    tty.onInterrupt(() -> task.kill(Signals.INT));
    String issue = "\n" + issue() + prompt();
    ask(task, issue, name -> login(task, name));
  }

  private String issue() {
    Distribution distribution = userland.distribution();
    return distribution
        .issue()
        .replace("\\S", distribution.name())
        .replace("\\r", kernel.release())
        .replace("\\m", "x86_64")
        .replace("\\n", kernel.hostname())
        .replace("\\l", tty.device());
  }

  private String prompt() {
    String host = kernel.hostname();
    int dot = host.indexOf('.');
    return (dot < 0 ? host : host.substring(0, dot)) + " login: ";
  }

  /** Asks until there is an answer; the end of input ends the program. */
  private void ask(Task task, String question, Consumer<String> then) {
    task.print(
        Task.STDOUT,
        question,
        () ->
            tty.read(
                task,
                line -> {
                  String answer = new String(line, StandardCharsets.UTF_8).trim();
                  if (line.length == 0) {
                    task.exit(0);
                  } else if (answer.isEmpty()) {
                    ask(task, question, then);
                  } else {
                    then.accept(answer);
                  }
                },
                failure -> task.exit(1)));
  }

  private void login(Task task, String name) {
    task.rename("login");
    if (name.equals("root")) {
      session(task);
      return;
    }
    tty.setEcho(false);
    task.print(
        Task.STDOUT,
        "Password: ",
        () -> tty.read(task, line -> refuse(task), failure -> task.exit(1)));
  }

  private void refuse(Task task) {
    tty.setEcho(true);
    task.print(Task.STDOUT, "\n", () -> task.sleep(FAILURE_NS, () -> askAgain(task)));
  }

  private void askAgain(Task task) {
    if (++failures == TRIES) {
      task.printAndExit(Task.STDOUT, "Login incorrect\n\n", 1);
    } else {
      task.print(
          Task.STDOUT, "Login incorrect\n\n", () -> ask(task, prompt(), name -> login(task, name)));
    }
  }

  private void session(Task task) {
    task.print(
        Task.STDOUT,
        userland.noteLogin(tty),
        () ->
            kernel
                .tasks()
                .spawn(
                    "bash",
                    0,
                    FileTable.allOn(tty),
                    new Bash(tty),
                    List.of("-bash"),
                    status -> task.then(() -> task.exit(0))));
  }
}
