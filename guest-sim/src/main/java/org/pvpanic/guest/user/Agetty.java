package org.pvpanic.guest.user;

import java.util.List;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Termios;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.machine.Step;

/**
 * agetty of util-linux on a serial line, {@code agetty --keep-baud 115200,38400,9600 ttyS0 vt220}:
 * asks for a name, which it echoes itself, and goes on as login(1).
 */
final class Agetty implements Program {

  private static final int CANCEL_LINE = 0x15;
  private static final int END = 4;
  private static final int BACKSPACE = '\b';
  private static final int DELETE = 0x7f;
  private static final int LONGEST_NAME = 254;
  private static final String RUB_OUT = "\b \b";

  private final Userland userland;
  private final Tty tty;
  private final StringBuilder name = new StringBuilder();

  Agetty(Userland userland, Tty tty) {
    this.userland = userland;
    this.tty = tty;
  }

  @Override
  public void main(Task task, List<String> arguments) {
    task.session().take(tty);
    tty.setTermios(rawModes());
    ask(task);
  }

  /** termio_init() of agetty.c. */
  private Termios rawModes() {
    Termios modes = tty.termios();
    modes.iflag &= Termios.IUTF8;
    modes.lflag = 0;
    modes.oflag &= Termios.OPOST | Termios.ONLCR;
    modes.cflag = Termios.CS8 | Termios.HUPCL | Termios.CREAD | (modes.cflag & Termios.CLOCAL);
    modes.cc[Termios.VMIN] = 1;
    modes.cc[Termios.VTIME] = 0;
    return modes;
  }

  /** termio_final() of agetty.c: neither ECHOCTL nor IEXTEN. */
  private Termios loginModes(boolean carriageReturn) {
    Termios modes = tty.termios();
    modes.iflag |= Termios.IXON | Termios.IXOFF | (carriageReturn ? Termios.ICRNL : 0);
    modes.lflag |=
        Termios.ICANON
            | Termios.ISIG
            | Termios.ECHO
            | Termios.ECHOE
            | Termios.ECHOK
            | Termios.ECHOKE;
    modes.oflag |= Termios.OPOST | (carriageReturn ? Termios.ONLCR : 0);
    modes.usualCharacters();
    return modes;
  }

  private void ask(Task task) {
    name.setLength(0);
    task.print(Task.STDOUT, "\r\n" + Issue.text(userland, tty) + Issue.prompt(task), readKey(task));
  }

  private Step readKey(Task task) {
    return () -> tty.read(task, 1, bytes -> key(task, bytes), failure -> task.exit(1));
  }

  private void key(Task task, byte[] bytes) {
    if (bytes.length == 0) {
      task.exit(0);
      return;
    }
    int c = bytes[0] & 0xff;
    switch (c) {
      case '\r', '\n' -> {
        if (name.length() == 0) {
          ask(task);
        } else {
          tty.setTermios(loginModes(c == '\r'));
          task.print(Task.STDOUT, "\r\n", () -> login(task));
        }
      }
      case BACKSPACE, DELETE -> task.print(Task.STDOUT, erased(1), readKey(task));
      case CANCEL_LINE -> task.print(Task.STDOUT, erased(name.length()), readKey(task));
      case END -> task.exit(0);
      default -> {
        boolean printable = c >= ' ' && c < DELETE;
        if (printable) {
          name.append((char) c);
        }
        if (name.length() > LONGEST_NAME) {
          task.printAndExit(Task.STDERR, "agetty: " + tty.device() + ": input overrun\n", 1);
        } else {
          task.print(Task.STDOUT, printable ? String.valueOf((char) c) : "", readKey(task));
        }
      }
    }
  }

  private String erased(int count) {
    int possible = Math.min(count, name.length());
    name.setLength(name.length() - possible);
    return RUB_OUT.repeat(possible);
  }

  private void login(Task task) {
    boolean debian = userland.distribution().id().equals("debian");
    String user = name.toString();
    task.rename("login");
    task.setProgram(
        debian ? "/usr/bin/login" : "/bin/login",
        debian ? List.of("/bin/login", "-p", "--") : List.of("login", "--", user));
    new Login(userland, tty).main(task, List.of("/bin/login", "-p", "--", user));
  }
}
