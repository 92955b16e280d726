package org.pvpanic.guest.user.command;

import java.util.List;

/** yes: a line again and again. */
final class Yes {

  /** As many bytes as stdio writes at once. */
  private static final int BUFFER = 4096;

  private Yes() {}

  static void run(Call call) {
    List<String> words =
        call.isBusybox()
            ? call.arguments().subList(1, call.arguments().size())
            : call.options(OptionSpec.of("")).operands();
    String line = (words.isEmpty() ? "y" : String.join(" ", words)) + "\n";
    repeat(call, line.repeat(Math.max(1, BUFFER / line.length())));
  }

  private static void repeat(Call call, String lines) {
    call.out(lines);
    call.then(() -> repeat(call, lines));
  }
}
