package org.pvpanic.guest.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Termios;

/**
 * A special character as stty(1) names it.
 *
 * @param index where it stands among the terminal's control characters
 */
record SttyCharacter(String name, int index) {

  static final List<SttyCharacter> ALL =
      List.of(
          new SttyCharacter("intr", Termios.VINTR),
          new SttyCharacter("quit", Termios.VQUIT),
          new SttyCharacter("erase", Termios.VERASE),
          new SttyCharacter("kill", Termios.VKILL),
          new SttyCharacter("eof", Termios.VEOF),
          new SttyCharacter("eol", Termios.VEOL),
          new SttyCharacter("eol2", Termios.VEOL2),
          new SttyCharacter("swtch", Termios.VSWTC),
          new SttyCharacter("start", Termios.VSTART),
          new SttyCharacter("stop", Termios.VSTOP),
          new SttyCharacter("susp", Termios.VSUSP),
          new SttyCharacter("rprnt", Termios.VREPRINT),
          new SttyCharacter("werase", Termios.VWERASE),
          new SttyCharacter("lnext", Termios.VLNEXT),
          new SttyCharacter("discard", Termios.VDISCARD));

  /** The one of a name, or null. */
  static @Nullable SttyCharacter find(String name) {
    String known = name.equals("flush") ? "discard" : name;
    for (SttyCharacter each : ALL) {
      if (each.name.equals(known)) {
        return each;
      }
    }
    return null;
  }

  /** The name that a version shows. */
  String shown(Stty.Kind kind) {
    return name.equals("discard") && kind != Stty.Kind.COREUTILS_9 ? "flush" : name;
  }
}
