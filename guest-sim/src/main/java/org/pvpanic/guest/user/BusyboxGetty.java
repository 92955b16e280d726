package org.pvpanic.guest.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pvpanic.guest.linux.Kernel;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Termios;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.guest.shell.Ash;
import org.pvpanic.machine.Step;

/**
 * getty and login of BusyBox 1.35 ({@code getty -L 115200 ttyS0 vt100}): asks for a name; whoever
 * has no password gets a shell.
 */
final class BusyboxGetty implements Program {

  private static final long FAILURE_NS = 3_000_000_000L;
  private static final int TRIES = 3;
  private static final String ISSUE = "Guest 1.0 \\n \\l\n";

  private final StringBuilder name = new StringBuilder();
  private String device = "";
  private int failures;

  @Override
  public void main(Task task, List<String> arguments) {
    List<String> operands = new ArrayList<>(3);
    boolean local = false;
    for (int i = 1; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("-") || word.length() < 2) {
        operands.add(word);
      } else if (word.chars().skip(1).allMatch(c -> "Lhimnw".indexOf(c) >= 0)) {
        local |= word.indexOf('L') > 0;
      } else {
        task.printAndExit(Task.STDERR, "getty: invalid option -- '" + word.charAt(1) + "'\n", 1);
        return;
      }
    }
    if (operands.size() < 2) {
      task.printAndExit(Task.STDERR, "getty: too few arguments\n", 1);
      return;
    }
    boolean speedFirst = Character.isDigit(operands.get(0).charAt(0));
    String speed = operands.get(speedFirst ? 0 : 1).split(",")[0];
    device = operands.get(speedFirst ? 1 : 0);
    Kernel kernel = task.kernel();
    Tty tty = kernel.terminal(device);
    if (tty == null) {
      task.printAndExit(
          Task.STDERR, "getty: can't open '" + device + "': No such file or directory\n", 1);
    } else if (!speed.matches("[0-9]{1,7}")) {
      task.printAndExit(Task.STDERR, "getty: bad speed: " + speed + "\n", 1);
    } else {
      kernel.openTerminal(tty);
      if (task.session().id() == task.pid()) {
        task.session().take(tty);
      }
      for (int i = Task.STDIN; i <= Task.STDERR; i++) {
        task.files().set(i, tty);
      }
      if (operands.size() > 2) {
        task.environment().put("TERM", operands.get(2));
      }
      prepare(tty, Integer.parseInt(speed), local);
      ask(task, tty);
    }
  }

  private static void prepare(Tty tty, int speed, boolean local) {
    Termios modes = tty.termios();
    modes.ispeed = speed;
    modes.ospeed = speed;
    modes.cflag = Termios.CS8 | Termios.HUPCL | Termios.CREAD | (local ? Termios.CLOCAL : 0);
    modes.iflag = 0;
    modes.lflag = 0;
    modes.oflag = Termios.OPOST | Termios.ONLCR;
    modes.line = 0;
    modes.cc[Termios.VMIN] = 1;
    modes.cc[Termios.VTIME] = 0;
    modes.cc[Termios.VEOL] = '\n';
    tty.setTermios(modes);
  }

  private static void finish(Tty tty) {
    Termios modes = tty.termios();
    modes.iflag |= Termios.ICRNL | Termios.IXON | Termios.IXOFF;
    modes.lflag |=
        Termios.ICANON
            | Termios.ISIG
            | Termios.ECHO
            | Termios.ECHOE
            | Termios.ECHOK
            | Termios.ECHOKE
            | Termios.ECHOCTL;
    modes.usualCharacters();
    modes.cc[Termios.VEOL] = '\n';
    tty.setTermios(modes);
  }

  private void ask(Task task, Tty tty) {
    name.setLength(0);
    String issue =
        ISSUE
            .replace("\\n", task.kernel().hostname())
            .replace("\\l", "/dev/" + device)
            .replace("\n", "\n\r");
    task.print(Task.STDOUT, "\r\n" + issue + prompt(task), readKey(task, tty));
  }

  private static String prompt(Task task) {
    return task.kernel().hostname() + " login: ";
  }

  private Step readKey(Task task, Tty tty) {
    return () -> tty.read(task, 1, bytes -> key(task, tty, bytes), failure -> task.exit(1));
  }

  private void key(Task task, Tty tty, byte[] bytes) {
    int c = bytes.length == 0 ? 4 : bytes[0] & 0x7f;
    switch (c) {
      case '\r', '\n' -> {
        if (name.length() == 0) {
          ask(task, tty);
        } else {
          finish(tty);
          task.print(Task.STDOUT, "\n", () -> login(task, tty, name.toString()));
        }
      }
      case '\b', 0x7f -> task.print(Task.STDOUT, erased(1), readKey(task, tty));
      case 0x15 -> task.print(Task.STDOUT, erased(name.length()), readKey(task, tty));
      case 3, 4 -> task.exit(0);
      default -> {
        boolean printable = c >= ' ' && name.length() < 128;
        if (printable) {
          name.append((char) c);
        }
        task.print(Task.STDOUT, printable ? String.valueOf((char) c) : "", readKey(task, tty));
      }
    }
  }

  private String erased(int count) {
    int possible = Math.min(count, name.length());
    name.setLength(name.length() - possible);
    return "\b \b".repeat(possible);
  }

  // login

  private void login(Task task, Tty tty, String user) {
    task.rename("login");
    if (user.equals("root")) {
      session(task);
      return;
    }
    Termios modes = tty.termios();
    Termios silent = modes.copy();
    silent.lflag &= ~(Termios.ECHO | Termios.ECHOE | Termios.ECHOK | Termios.ECHONL);
    tty.setTermios(silent);
    tty.flushInput();
    task.print(
        Task.STDOUT,
        "Password: ",
        () ->
            tty.read(
                task,
                256,
                line -> {
                  tty.setTermios(modes);
                  task.print(
                      Task.STDOUT, "\n", () -> task.sleep(FAILURE_NS, () -> refuse(task, tty)));
                },
                failure -> task.exit(1)));
  }

  private void refuse(Task task, Tty tty) {
    if (++failures == TRIES) {
      task.printAndExit(Task.STDOUT, "Login incorrect\n", 1);
      return;
    }
    task.print(
        Task.STDOUT,
        "Login incorrect\n" + prompt(task),
        () ->
            tty.read(
                task,
                256,
                line -> {
                  String answer = new String(line, java.nio.charset.StandardCharsets.UTF_8).strip();
                  if (line.length == 0) {
                    task.exit(1);
                  } else {
                    login(task, tty, answer.isEmpty() ? "UNKNOWN" : answer);
                  }
                },
                failure -> task.exit(1)));
  }

  private void session(Task task) {
    Map<String, String> environment = task.environment();
    environment.put("HOME", "/root");
    environment.put("SHELL", "/bin/sh");
    environment.put("USER", "root");
    environment.put("LOGNAME", "root");
    environment.putIfAbsent("PATH", "/sbin:/usr/sbin:/bin:/usr/bin");
    task.setDirectory("/root");
    task.print(
        Task.STDERR,
        "login[" + task.pid() + "]: root login on '" + device + "'\r\n",
        () -> {
          task.rename("sh");
          new Ash().main(task, List.of("-sh"));
        });
  }
}
