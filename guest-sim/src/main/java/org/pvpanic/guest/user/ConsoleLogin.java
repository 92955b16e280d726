package org.pvpanic.guest.user;

import java.util.List;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Termios;
import org.pvpanic.guest.linux.Tty;

/**
 * The login on a console, as serial-getty@.service has it: when a getty and what it became have
 * ended, another follows, until the system goes down.
 */
final class ConsoleLogin {

  private final Task init;
  private final Userland userland;
  private final Tty tty;
  private boolean over;

  /**
   * One for the console.
   *
   * @param init pid 1, whose children they are
   */
  ConsoleLogin(Task init, Userland userland, Tty tty) {
    this.init = init;
    this.userland = userland;
    this.tty = tty;
  }

  /** Shows the first one. */
  void start() {
    init.kernel().openTerminal(tty);
    respawn();
  }

  /** None follows the one that there is. */
  void stop() {
    over = true;
  }

  private void respawn() {
    if (over) {
      return;
    }
    tty.hangUp();
    tty.setTermios(reset(tty.termios()));
    init.kernel()
        .tasks()
        .spawn(
            "agetty",
            0,
            FileTable.allOn(tty),
            new Agetty(userland, tty),
            List.of("/sbin/agetty"),
            status -> init.then(this::respawn));
  }

  /** TTYReset= of a unit (reset_terminal_fd of systemd's terminal-util.c). */
  private static Termios reset(Termios modes) {
    modes.iflag &=
        ~(Termios.IGNBRK
            | Termios.BRKINT
            | Termios.ISTRIP
            | Termios.INLCR
            | Termios.IGNCR
            | Termios.IUCLC);
    modes.iflag |= Termios.ICRNL | Termios.IMAXBEL | Termios.IUTF8;
    modes.oflag |= Termios.ONLCR;
    modes.cflag |= Termios.CREAD;
    modes.lflag =
        Termios.ISIG
            | Termios.ICANON
            | Termios.IEXTEN
            | Termios.ECHO
            | Termios.ECHOE
            | Termios.ECHOK
            | Termios.ECHOCTL
            | Termios.ECHOPRT
            | Termios.ECHOKE;
    modes.usualCharacters();
    return modes;
  }
}
