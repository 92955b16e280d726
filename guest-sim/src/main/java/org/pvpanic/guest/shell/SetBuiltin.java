package org.pvpanic.guest.shell;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** set: options and positional parameters. */
final class SetBuiltin {

  private SetBuiltin() {}

  static void run(Call call) throws ShellError {
    Interpreter shell = call.shell();
    List<String> words = call.arguments();
    if (words.isEmpty()) {
      call.print(variables(shell), 0);
      return;
    }
    int first = 0;
    boolean parameters = false;
    while (first < words.size() && !parameters) {
      String word = words.get(first);
      if (word.equals("--") || word.equals("-")) {
        parameters = word.equals("--") || first + 1 < words.size();
        if (word.equals("-")) {
          shell.options().set(Option.TRACE, false);
          shell.options().set(Option.VERBOSE, false);
        }
        first++;
        break;
      }
      boolean on = word.startsWith("-");
      if ((!on && !word.startsWith("+")) || word.length() < 2) {
        break;
      }
      first++;
      for (int i = 1; i < word.length(); i++) {
        if (word.charAt(i) != 'o') {
          letter(call, word.charAt(i), on);
        } else if (first < words.size()) {
          String name = words.get(first++);
          Option option = Option.ofWord(name, shell.dialect());
          if (option == null) {
            call.complain(
                call.isBash()
                    ? name + ": invalid option name"
                    : "illegal option " + (on ? "-o " : "+o ") + name,
                1);
            return;
          }
          shell.options().set(option, on);
        } else {
          call.print(options(shell, on), 0);
          return;
        }
      }
    }
    if (parameters || first < words.size()) {
      shell.setPositional(shell.positional().withValues(words.subList(first, words.size())));
    }
    call.end(0);
  }

  private static void letter(Call call, char letter, boolean on) throws ShellError {
    Option option = Option.ofLetter(letter, call.shell().dialect());
    if (option == null) {
      if (call.isBash()) {
        throw ShellError.of(
            2,
            (on ? "-" : "+")
                + letter
                + ": invalid option\nset: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--]"
                + " [-] [arg ...]");
      }
      throw ShellError.fatal(2, "illegal option " + (on ? "-" : "+") + letter);
    }
    call.shell().options().set(option, on);
  }

  /** What is said of an option that a builtin lacks. */
  static ShellError badOption(Call call, char letter) {
    if (!call.isBash()) {
      return ShellError.of(2, "illegal option -" + letter);
    }
    String usage =
        switch (call.name()) {
          case "export" -> "export [-fn] [name[=value] ...] or export -p";
          case "readonly" -> "readonly [-aAf] [name[=value] ...] or readonly -p";
          case "unset" -> "unset [-f] [-v] [-n] [name ...]";
          case "cd" -> "cd [-L|[-P [-e]] [-@]] [dir]";
          case "pwd" -> "pwd [-LP]";
          case "read" ->
              "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt]"
                  + " [-t timeout] [-u fd] [name ...]";
          case "type" -> "type [-afptP] name [name ...]";
          case "command" -> "command [-pVv] command [arg ...]";
          case "hash" -> "hash [-lr] [-p pathname] [-dt] [name ...]";
          case "alias" -> "alias [-p] [name[=value] ... ]";
          case "unalias" -> "unalias [-a] name [name ...]";
          case "jobs" -> "jobs [-lnprs] [jobspec ...] or jobs -x command [args]";
          case "wait" -> "wait [-fn] [-p var] [id ...]";
          case "umask" -> "umask [-p] [-S] [mode]";
          case "trap" -> "trap [-lp] [[arg] signal_spec ...]";
          case "declare" ->
              "declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]";
          case "local" -> "local [option] name[=value] ...";
          case "history" ->
              "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg"
                  + " [arg...]";
          case "shopt" -> "shopt [-pqsu] [-o] [optname ...]";
          default -> call.name();
        };
    return ShellError.of(
        2, "-" + letter + ": invalid option\n" + call.name() + ": usage: " + usage);
  }

  private static String variables(Interpreter shell) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, Variable> entry : shell.variables().sorted().entrySet()) {
      Variable variable = entry.getValue();
      SortedMap<Integer, String> elements = variable.elements();
      String value = variable.value();
      if (elements != null) {
        out.append(entry.getKey()).append('=').append(Declare.elements(elements)).append('\n');
      } else if (value != null) {
        boolean bash = shell.dialect().isBash();
        out.append(entry.getKey()).append('=');
        out.append(bash ? VariableBuiltins.bashValue(value) : Quotes.ash(value)).append('\n');
      }
    }
    return out.toString();
  }

  private static String options(Interpreter shell, boolean table) {
    StringBuilder out = new StringBuilder();
    for (Option option : shell.options().known()) {
      boolean on = shell.options().isOn(option);
      if (!table) {
        out.append("set ").append(on ? '-' : '+').append("o ").append(option.word()).append('\n');
      } else {
        String name = option.word();
        out.append(name)
            .append(" ".repeat(Math.max(0, (shell.dialect().isBash() ? 15 : 16) - name.length())));
        out.append(shell.dialect().isBash() ? "\t" : "").append(on ? "on\n" : "off\n");
      }
    }
    return out.toString();
  }
}
