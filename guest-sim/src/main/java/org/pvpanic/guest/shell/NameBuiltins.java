package org.pvpanic.guest.shell;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Task;

/** Builtins that say what names mean: type command hash alias unalias builtin help. */
final class NameBuiltins {

  private static final String STANDARD_PATH = "/bin:/usr/bin:/sbin:/usr/sbin";

  private static final int HELP_WIDTH = 60;

  private NameBuiltins() {}

  static void run(Call call) throws ShellError {
    switch (call.name()) {
      case "type" -> type(call);
      case "command" -> command(call);
      case "hash" -> hash(call);
      case "alias" -> alias(call);
      case "unalias" -> unalias(call);
      case "builtin" -> builtin(call);
      case "history" -> history(call);
      default -> help(call);
    }
  }

  /** What a name stands for. */
  private record Meaning(String kind, String text) {}

  private static @Nullable Meaning meaning(Interpreter shell, String name, String path) {
    boolean bash = shell.dialect().isBash();
    Map<String, String> aliases = shell.expandedAliases();
    String alias = aliases == null ? null : aliases.get(name);
    if (CompoundParser.isReserved(name)
        || (bash && (name.equals("[[") || name.equals("]]") || name.equals("time")))) {
      return new Meaning("keyword", name + " is a shell keyword");
    }
    if (alias != null) {
      return new Meaning(
          "alias",
          bash ? name + " is aliased to `" + alias + "'" : name + " is an alias for " + alias);
    }
    Node.Function function = shell.functions().get(name);
    if (function != null) {
      return new Meaning(
          "function",
          name
              + (bash ? " is a function\n" + Unparser.function(name, function) : " is a function"));
    }
    if (Builtins.find(name, shell.dialect()) != null) {
      boolean special = !bash && Builtins.isSpecial(name);
      return new Meaning(
          "builtin", name + (special ? " is a special shell builtin" : " is a shell builtin"));
    }
    ProgramStart.Found found = new ProgramStart(shell, shell.task()).find(name, path);
    boolean file =
        found.failure() == null
            && (found.applet() != null || Disk.isProgram(shell.task(), found.path()));
    return file ? new Meaning("file", name + " is " + found.path()) : null;
  }

  private static void type(Call call) throws ShellError {
    boolean kinds = false;
    int status = 0;
    StringBuilder out = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    List<String> words = call.arguments();
    int first = 0;
    boolean paths = false;
    while (call.isBash() && first < words.size() && words.get(first).startsWith("-")) {
      for (char c : words.get(first).substring(1).toCharArray()) {
        if ("afptP".indexOf(c) < 0) {
          throw SetBuiltin.badOption(call, c);
        }
        kinds |= c == 't';
        paths |= c == 'p' || c == 'P';
      }
      first++;
    }
    Interpreter shell = call.shell();
    for (String name : words.subList(first, words.size())) {
      Meaning meaning = meaning(shell, name, shell.variables().get("PATH", ""));
      if (meaning == null) {
        status = call.isBash() ? 1 : 127;
        if (!call.isBash()) {
          out.append(name).append(": not found\n");
        } else if (!kinds && !paths) {
          errors.append(shell.error("type", name + ": not found"));
        }
      } else if (kinds) {
        out.append(meaning.kind()).append('\n');
      } else if (paths) {
        out.append(meaning.kind().equals("file") ? pathOf(meaning, name) + "\n" : "");
      } else {
        out.append(meaning.text()).append('\n');
      }
    }
    int result = status;
    call.task().print(Task.STDERR, errors.toString(), () -> call.print(out.toString(), result));
  }

  private static String pathOf(Meaning meaning, String name) {
    return meaning.text().substring((name + " is ").length());
  }

  private static void command(Call call) throws ShellError {
    List<String> words = call.arguments();
    boolean brief = false;
    boolean verbose = false;
    boolean standard = false;
    int first = 0;
    while (first < words.size()
        && words.get(first).startsWith("-")
        && words.get(first).length() > 1) {
      String option = words.get(first++);
      if (option.equals("--")) {
        break;
      }
      for (char c : option.substring(1).toCharArray()) {
        if ("pvV".indexOf(c) < 0) {
          throw SetBuiltin.badOption(call, c);
        }
        brief |= c == 'v';
        verbose |= c == 'V';
        standard |= c == 'p';
      }
    }
    Interpreter shell = call.shell();
    List<String> rest = words.subList(first, words.size());
    if (rest.isEmpty()) {
      call.end(0);
    } else if (brief || verbose) {
      describe(
          call,
          call.isBash() ? rest : rest.subList(0, 1),
          verbose,
          standard ? STANDARD_PATH : shell.variables().get("PATH", ""));
    } else {
      Node.Simple simple =
          new Node.Simple(shell.line(), List.of(), quoted(rest), List.of(), String.join(" ", rest));
      new SimpleCommand(shell, simple, () -> call.end(shell.status())).runWithoutFunctions();
    }
  }

  private static List<Word> quoted(List<String> words) {
    return words.stream().map(w -> new Word(w, List.of((Word.Part) new Word.Quoted(w)))).toList();
  }

  private static void describe(Call call, List<String> names, boolean verbose, String path) {
    StringBuilder out = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    boolean any = false;
    for (String name : names) {
      Meaning meaning = meaning(call.shell(), name, path);
      if (meaning == null) {
        if (verbose && call.isBash()) {
          errors.append(call.shell().error("command", name + ": not found"));
        } else if (verbose) {
          out.append(name).append(": not found\n");
        }
        continue;
      }
      any = true;
      if (verbose) {
        out.append(meaning.text());
      } else if (meaning.kind().equals("file")) {
        out.append(pathOf(meaning, name));
      } else if (meaning.kind().equals("alias")) {
        out.append("alias ")
            .append(name)
            .append('=')
            .append(Quotes.single(String.valueOf(call.shell().aliases().get(name))));
      } else {
        out.append(name);
      }
      out.append('\n');
    }
    int status = any ? 0 : call.isBash() ? 1 : 127;
    call.task().print(Task.STDERR, errors.toString(), () -> call.print(out.toString(), status));
  }

  private static void hash(Call call) throws ShellError {
    int status = 0;
    StringBuilder errors = new StringBuilder();
    for (String name : call.arguments()) {
      if (name.equals("-r")) {
        continue;
      }
      if (name.startsWith("-")) {
        throw SetBuiltin.badOption(call, name.length() > 1 ? name.charAt(1) : '-');
      }
      Meaning meaning = meaning(call.shell(), name, call.shell().variables().get("PATH", ""));
      if (meaning == null) {
        errors.append(call.shell().error("hash", name + ": not found"));
        status = 1;
      }
    }
    call.complainPlainly(errors.toString(), status);
  }

  private static void alias(Call call) {
    Interpreter shell = call.shell();
    StringBuilder out = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    int status = 0;
    boolean all = true;
    for (String word : call.arguments()) {
      if (word.equals("-p") && call.isBash()) {
        continue;
      }
      all = false;
      int equals = word.indexOf('=', 1);
      String name = equals < 0 ? word : word.substring(0, equals);
      String value = shell.aliases().get(name);
      if (equals > 0) {
        shell.aliases().put(name, word.substring(equals + 1));
      } else if (value != null) {
        out.append(aliasLine(shell, name, value));
      } else {
        errors.append(
            call.isBash()
                ? shell.error("alias", name + ": not found")
                : "alias: " + name + " not found\n");
        status = 1;
      }
    }
    if (all) {
      for (Map.Entry<String, String> entry : shell.aliases().entrySet()) {
        out.append(aliasLine(shell, entry.getKey(), entry.getValue()));
      }
    }
    int result = status;
    call.task().print(Task.STDERR, errors.toString(), () -> call.print(out.toString(), result));
  }

  private static String aliasLine(Interpreter shell, String name, String value) {
    return shell.dialect().isBash()
        ? "alias " + name + "=" + Quotes.single(value) + "\n"
        : name + "=" + Quotes.ash(value) + "\n";
  }

  private static void unalias(Call call) {
    Interpreter shell = call.shell();
    StringBuilder errors = new StringBuilder();
    for (String name : call.arguments()) {
      if (name.equals("-a")) {
        shell.aliases().clear();
      } else if (shell.aliases().remove(name) == null) {
        errors.append(
            call.isBash()
                ? shell.error("unalias", name + ": not found")
                : "unalias: " + name + " not found\n");
      }
    }
    call.complainPlainly(errors.toString(), errors.length() == 0 ? 0 : 1);
  }

  private static void history(Call call) throws ShellError {
    History history = call.shell().history();
    List<String> words = call.arguments();
    if (history == null) {
      call.end(0);
      return;
    }
    int shown = history.size();
    if (!words.isEmpty() && call.isBash() && words.get(0).equals("-c")) {
      if (call.shell().isInteractive()) {
        history.clear();
      } else {
        call.shell().setHistory(new History(0));
      }
      call.end(0);
      return;
    }
    if (!words.isEmpty() && words.get(0).startsWith("-")) {
      throw SetBuiltin.badOption(call, words.get(0).length() > 1 ? words.get(0).charAt(1) : '-');
    }
    if (!words.isEmpty() && call.isBash()) {
      shown = Math.min(shown, FlowBuiltins.number(call, words.get(0)));
    }
    StringBuilder out = new StringBuilder();
    for (int i = history.size() - shown; i < history.size(); i++) {
      String number = Integer.toString(history.first() + i - (call.isBash() ? 0 : 1));
      int width = call.isBash() ? 5 : 4;
      out.append(" ".repeat(Math.max(0, width - number.length()))).append(number);
      out.append(call.isBash() ? "  " : " ").append(history.get(i)).append('\n');
    }
    call.print(out.toString(), 0);
  }

  private static void builtin(Call call) throws ShellError {
    if (call.arguments().isEmpty()) {
      call.end(0);
      return;
    }
    String name = call.arguments().get(0);
    Builtin builtin = Builtins.find(name, call.shell().dialect());
    if (builtin == null) {
      throw ShellError.of(1, name + ": not a shell builtin");
    }
    builtin.run(new Call(call.shell(), call.arguments(), call.done(), call.keep()));
  }

  private static void help(Call call) {
    StringBuilder out = new StringBuilder("Built-in commands:\n------------------\n");
    int column = 0;
    List<String> names = Builtins.names(call.shell().dialect()).stream().sorted().toList();
    for (String name : names) {
      out.append(column == 0 ? "\t" : " ").append(name);
      column += name.length() + 1;
      if (column > HELP_WIDTH) {
        out.append('\n');
        column = 0;
      }
    }
    call.print(out.append(column == 0 ? "\n" : "\n\n").toString(), 0);
  }
}
