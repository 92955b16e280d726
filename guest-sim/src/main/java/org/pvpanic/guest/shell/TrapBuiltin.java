package org.pvpanic.guest.shell;

import java.util.List;
import java.util.Map;
import org.pvpanic.guest.linux.Signals;

/** trap: what a shell does when signals arrive, and when it ends. */
final class TrapBuiltin {

  private TrapBuiltin() {}

  static void run(Call call) throws ShellError {
    List<String> words = call.arguments();
    boolean bash = call.isBash();
    if (!words.isEmpty() && words.get(0).equals("--")) {
      words = words.subList(1, words.size());
    } else if (!words.isEmpty() && words.get(0).equals("-l")) {
      Kill.run(new Call(call.shell(), List.of("kill", "-l"), call.done(), call.keep()));
      return;
    } else if (!words.isEmpty() && words.get(0).equals("-p") && bash) {
      call.print(list(call.shell()), 0);
      return;
    } else if (!words.isEmpty() && words.get(0).startsWith("-") && words.get(0).length() > 1) {
      throw SetBuiltin.badOption(call, words.get(0).charAt(1));
    }
    if (words.isEmpty()) {
      call.print(list(call.shell()), 0);
      return;
    }
    boolean reset = words.size() == 1 || Names.isNumber(words.get(0));
    String action = reset || words.get(0).equals("-") ? null : words.get(0);
    List<String> names = reset ? words : words.subList(1, words.size());
    int status = 0;
    StringBuilder errors = new StringBuilder();
    for (String name : names) {
      int signal = Traps.number(name);
      if (signal < 0) {
        errors.append(call.shell().error("trap", name + ": invalid signal specification"));
        status = 1;
      } else {
        call.shell().traps().set(signal, action);
      }
    }
    call.complainPlainly(errors.toString(), status);
  }

  private static String list(Interpreter shell) {
    StringBuilder out = new StringBuilder();
    boolean bash = shell.dialect().isBash();
    for (Map.Entry<Integer, String> entry : shell.traps().actions().entrySet()) {
      String name = String.valueOf(Signals.name(entry.getKey()));
      String prefix = bash && entry.getKey() != Traps.EXIT ? "SIG" : "";
      String action = bash ? Quotes.single(entry.getValue()) : Quotes.ash(entry.getValue());
      out.append("trap -- ").append(action).append(' ').append(prefix).append(name).append('\n');
    }
    return out.toString();
  }
}
