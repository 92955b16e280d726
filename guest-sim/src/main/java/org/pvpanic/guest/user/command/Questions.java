package org.pvpanic.guest.user.command;

import java.util.function.Consumer;
import org.pvpanic.guest.linux.OpenFile;

/** Questions whose answer is a line. */
final class Questions {

  private Questions() {}

  /** Reads a line, byte by byte: what is behind it is the next reader's. */
  static void ask(Call call, OpenFile in, Consumer<Boolean> then) {
    read(call, in, new StringBuilder(), then);
  }

  private static void read(Call call, OpenFile in, StringBuilder line, Consumer<Boolean> then) {
    call.readAtMost(
        in,
        1,
        bytes -> {
          if (bytes.length > 0 && bytes[0] != '\n') {
            line.append((char) (bytes[0] & 0xff));
            read(call, in, line, then);
          } else {
            then.accept(line.length() > 0 && (line.charAt(0) | 0x20) == 'y');
          }
        },
        errno -> then.accept(false));
  }
}
