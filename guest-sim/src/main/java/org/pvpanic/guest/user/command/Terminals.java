package org.pvpanic.guest.user.command;

import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Tty;

/** What programs ask of terminals. */
final class Terminals {

  private static final OptionSpec CLEAR = OptionSpec.of("T:Vx");
  private static final OptionSpec TTY = OptionSpec.of("s", "silent=s quiet=s");
  private static final OptionSpec TTY_BUSYBOX = OptionSpec.of("s");

  private static final int TTY_MISUSED = 2;

  private Terminals() {}

  /** How many columns it has, 0 when nobody said. */
  static int columns(Tty tty) {
    return tty.termios().columns;
  }

  static void clear(Call call) {
    if (!call.isBusybox()) {
      call.options(CLEAR);
    }
    call.out(call.isBusybox() || !isXterm(call) ? "\033[H\033[J" : "\033[H\033[2J\033[3J");
    call.exit();
  }

  /** tty: the name of standard input's terminal. */
  static void tty(Call call) {
    Options options = call.options(TTY, TTY_BUSYBOX);
    if (!options.operands().isEmpty() && !call.isBusybox()) {
      throw call.usage(TTY_MISUSED, "extra operand " + call.quote(options.operands().get(0)));
    }
    boolean terminal = call.task().file(Task.STDIN) instanceof Tty;
    if (!options.has('s')) {
      call.out(
          call.task().file(Task.STDIN) instanceof Tty tty
              ? "/dev/" + tty.device() + "\n"
              : "not a tty\n");
    }
    call.exit(terminal ? 0 : 1);
  }

  private static boolean isXterm(Call call) {
    return call.task().environment().getOrDefault("TERM", "").startsWith("xterm");
  }
}
