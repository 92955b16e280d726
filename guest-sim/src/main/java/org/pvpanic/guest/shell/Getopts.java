package org.pvpanic.guest.shell;

import java.util.List;
import org.pvpanic.guest.linux.Task;

/** getopts: takes options from arguments, one a call. */
final class Getopts {

  private Getopts() {}

  static void run(Call call) throws ShellError {
    Interpreter shell = call.shell();
    List<String> words = call.arguments();
    if (words.size() < 2) {
      if (call.isBash()) {
        call.complainPlainly("getopts: usage: getopts optstring name [arg ...]\n", 2);
        return;
      }
      throw ShellError.of(2, "usage: getopts optstring var [arg]");
    }
    String name = words.get(1);
    List<String> arguments =
        words.size() > 2 ? words.subList(2, words.size()) : shell.positional().values();
    if (!Names.isName(name)) {
      throw call.isBash()
          ? ShellError.of(1, "`" + name + "': not a valid identifier")
          : ShellError.fatal(2, name + ": bad variable name");
    }
    take(call, words.get(0), name, arguments);
  }

  private static void take(Call call, String letters, String name, List<String> arguments)
      throws ShellError {
    Interpreter shell = call.shell();
    Variables variables = shell.variables();
    Getopts.OptionPlace place = shell.optionPlace();
    String start = variables.get("OPTIND", "1");
    int index = Names.isNumber(start) && start.length() < 8 ? Integer.parseInt(start) : 1;
    int inside = place.index() == index ? place.inside() : 1;
    if (inside > 1 && !call.isBash()) {
      index--;
    }
    String word = index >= 1 && index <= arguments.size() ? arguments.get(index - 1) : "";
    boolean fresh = inside <= 1 || inside >= word.length();
    if (fresh && (word.length() < 2 || word.charAt(0) != '-' || word.equals("--"))) {
      variables.set(name, "?");
      variables.set("OPTIND", Integer.toString(word.equals("--") ? index + 1 : index));
      variables.unset("OPTARG");
      call.end(1);
      return;
    }
    inside = fresh ? 1 : inside;
    char letter = word.charAt(inside++);
    boolean silent = letters.startsWith(":");
    int known = letter == ':' ? -1 : letters.indexOf(letter, silent ? 1 : 0);
    boolean wants = known >= 0 && known + 1 < letters.length() && letters.charAt(known + 1) == ':';
    String error = "";
    String found = String.valueOf(letter);
    variables.unset("OPTARG");
    if (known < 0) {
      found = "?";
      error = call.isBash() ? "illegal option -- " + letter : "Illegal option -" + letter;
      if (silent) {
        variables.set("OPTARG", String.valueOf(letter));
      }
    } else if (wants && inside < word.length()) {
      variables.set("OPTARG", word.substring(inside));
      inside = word.length();
    } else if (wants && index < arguments.size()) {
      variables.set("OPTARG", arguments.get(index++));
    } else if (wants) {
      found = silent ? ":" : "?";
      error =
          call.isBash()
              ? "option requires an argument -- " + letter
              : "No arg for -" + letter + " option";
      if (silent) {
        variables.set("OPTARG", String.valueOf(letter));
      }
    }
    if (inside >= word.length()) {
      index++;
      inside = 1;
    }
    // ash counts an argument as soon as it takes the first letter of it.
    boolean within = inside > 1 && !call.isBash();
    variables.set("OPTIND", Integer.toString(within ? index + 1 : index));
    shell.setOptionPlace(new OptionPlace(within ? index + 1 : index, inside));
    variables.set(name, found);
    boolean tell = !error.isEmpty() && !silent && !variables.get("OPTERR", "1").equals("0");
    String who = call.isBash() ? shell.positional().name() + ": " : "";
    call.task().print(Task.STDERR, tell ? who + error + "\n" : "", () -> call.end(0));
  }

  /** Where the next option is: an argument, and a place in it. */
  record OptionPlace(int index, int inside) {}
}
