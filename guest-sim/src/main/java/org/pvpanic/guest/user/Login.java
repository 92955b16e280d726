package org.pvpanic.guest.user;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Termios;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.shell.Bash;
import org.pvpanic.guest.shell.Dialect;

/**
 * login(1) of util-linux (CentOS) or shadow (Debian): who has no password comes in, others are
 * asked for one; then the shell.
 */
final class Login implements Program {

  private static final long SECOND_NS = 1_000_000_000L;

  /** LOGIN_TIMEOUT of /etc/login.defs. */
  private static final int TIMEOUT_SECONDS = 60;

  private static final String DEBIAN_MOTD =
      """

      The programs included with the Debian GNU/Linux system are free software;
      the exact distribution terms for each program are described in the
      individual files in /usr/share/doc/*/copyright.

      Debian GNU/Linux comes with ABSOLUTELY NO WARRANTY, to the extent
      permitted by applicable law.
      """;

  private final Userland userland;
  private final Tty tty;
  private final boolean debian;
  private int failures;
  private long deadline;

  Login(Userland userland, Tty tty) {
    this.userland = userland;
    this.tty = tty;
    this.debian = userland.distribution().id().equals("debian");
  }

  @Override
  public void main(Task task, List<String> arguments) {
    tty.flushInput();
    deadline = task.kernel().printk().uptimeNs() + TIMEOUT_SECONDS * SECOND_NS;
    check(task, arguments.get(arguments.size() - 1));
  }

  /** root has an empty password; nobody else has an account that a password opens. */
  private void check(Task task, String name) {
    if (name.equals("root")) {
      session(task, name);
      return;
    }
    Termios modes = tty.termios();
    Termios silent = modes.copy();
    silent.lflag &= ~Termios.ECHO;
    tty.setTermios(silent);
    tty.flushInput();
    read(
        task,
        "Password: ",
        answer -> {
          tty.setTermios(modes);
          if (answer == null) {
            task.exit(0);
          } else {
            long delay = debian ? 3 * SECOND_NS : 2 * SECOND_NS;
            task.print(Task.STDOUT, "\n", () -> task.sleep(delay, () -> refuse(task)));
          }
        });
  }

  private void refuse(Task task) {
    failures++;
    if (debian) {
      if (failures == 5) {
        task.printAndExit(Task.STDERR, "Maximum number of tries exceeded (5)\n", 0);
      } else {
        task.print(Task.STDERR, "\nLogin incorrect\n", () -> askName(task));
      }
    } else if (failures == 3) {
      task.print(
          Task.STDERR, "\nLogin incorrect\n", () -> task.sleep(5 * SECOND_NS, () -> task.exit(0)));
    } else {
      task.print(Task.STDERR, "Login incorrect\n\n", () -> askName(task));
    }
  }

  private void askName(Task task) {
    read(
        task,
        Issue.prompt(task),
        answer -> {
          if (answer == null) {
            task.exit(0);
          } else if (answer.isEmpty()) {
            askName(task);
          } else {
            check(task, answer);
          }
        });
  }

  /** Reads a line, or null at the end of input; nobody waits longer than a minute. */
  private void read(Task task, String question, Consumer<@Nullable String> then) {
    task.print(Task.STDOUT, question, () -> readLine(task, then));
  }

  private void readLine(Task task, Consumer<@Nullable String> then) {
    tty.read(
        task,
        256,
        line -> {
          task.cancelSleep();
          String text = new String(line, StandardCharsets.UTF_8);
          then.accept(line.length == 0 ? null : text.strip());
        },
        failure -> task.exit(1));
    long left = Math.max(0, deadline - task.kernel().printk().uptimeNs());
    task.sleep(left, () -> timeOut(task));
  }

  private void timeOut(Task task) {
    tty.cancelRead(task);
    task.printAndExit(
        Task.STDERR,
        debian
            ? "\nLogin timed out after " + TIMEOUT_SECONDS + " seconds.\n"
            : "login: timed out after " + TIMEOUT_SECONDS + " seconds\n",
        0);
  }

  private void session(Task task, String user) {
    environment(task.environment(), task, user);
    task.setDirectory("/root");
    task.print(
        Task.STDOUT,
        greeting(task),
        () ->
            task.fork(
                "bash",
                0,
                FileTable.allOn(tty),
                new Bash(debian ? Dialect.BASH_5_2 : Dialect.BASH_4_2),
                List.of("-bash"),
                status -> task.then(() -> task.exit(0))));
  }

  private void environment(Map<String, String> variables, Task task, String user) {
    variables.clear();
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TERM", "vt220");
    variables.put("HOME", "/root");
    variables.put("SHELL", "/bin/bash");
    variables.put("USER", user);
    variables.put("LOGNAME", user);
    variables.put("MAIL", debian ? "/var/mail/root" : "/var/spool/mail/root");
    variables.put(
        "PATH",
        debian
            ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            : "/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin:/root/bin");
    if (!debian) {
      variables.put("HOSTNAME", task.kernel().hostname());
      variables.put("HISTSIZE", "1000");
      variables.put("HISTCONTROL", "ignoredups");
    }
  }

  /** Debian's message of the day stands above the line about the login before. */
  private String greeting(Task task) {
    String last = userland.noteLogin(tty);
    if (!debian) {
      return last;
    }
    return "Linux "
        + task.kernel().hostname()
        + " "
        + task.kernel().release()
        + " "
        + task.kernel().version()
        + " x86_64\n"
        + DEBIAN_MOTD
        + last;
  }
}
