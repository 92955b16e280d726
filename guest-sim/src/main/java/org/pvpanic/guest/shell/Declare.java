package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** bash's declare, typeset and local. */
final class Declare {

  private Declare() {}

  static void run(Call call) throws ShellError {
    Interpreter shell = call.shell();
    List<String> words = call.arguments();
    StringBuilder on = new StringBuilder();
    StringBuilder off = new StringBuilder();
    int first = 0;
    while (first < words.size() && words.get(first).length() > 1) {
      String word = words.get(first);
      if (!word.startsWith("-") && !word.startsWith("+")) {
        break;
      }
      first++;
      if (word.equals("--")) {
        break;
      }
      for (char c : word.substring(1).toCharArray()) {
        if ("afFgilprux".indexOf(c) < 0) {
          throw SetBuiltin.badOption(call, c);
        }
        (word.startsWith("-") ? on : off).append(c);
      }
    }
    List<String> names = words.subList(first, words.size());
    boolean functions = has(on, 'f') || has(on, 'F');
    if (functions || has(on, 'p') || names.isEmpty()) {
      show(call, names, on, functions);
      return;
    }
    boolean local = shell.variables().isInFunction() && !has(on, 'g');
    StringBuilder errors = new StringBuilder();
    for (String word : names) {
      declare(call, word, on, off, local, errors);
    }
    call.complainPlainly(errors.toString(), errors.length() == 0 ? 0 : 1);
  }

  private static boolean has(StringBuilder options, char letter) {
    return options.indexOf(String.valueOf(letter)) >= 0;
  }

  private static void declare(
      Call call,
      String word,
      StringBuilder on,
      StringBuilder off,
      boolean local,
      StringBuilder errors)
      throws ShellError {
    Interpreter shell = call.shell();
    int equals = word.indexOf('=');
    boolean append = equals > 0 && word.charAt(equals - 1) == '+';
    String name = equals < 0 ? word : word.substring(0, append ? equals - 1 : equals);
    if (!Names.isName(name)) {
      errors.append(shell.error(call.name(), "`" + word + "': not a valid identifier"));
      return;
    }
    Variable variable;
    try {
      variable = local ? shell.variables().local(name) : shell.variables().declared(name);
      if (has(on, 'a')) {
        variable.makeArray();
      }
      variable.setInteger((variable.isInteger() || has(on, 'i')) && !has(off, 'i'));
      if (equals >= 0) {
        String value = word.substring(equals + 1);
        if (variable.isInteger()) {
          value = Long.toString(shell.calculate(value));
        }
        if (has(on, 'u') || has(on, 'l')) {
          value = has(on, 'u') ? TextEdit.upper(value) : TextEdit.lower(value);
        }
        shell.variables().set(name, append ? shell.variables().get(name, "") + value : value);
      }
    } catch (ShellError e) {
      errors.append(shell.error(call.name(), e.text()));
      return;
    }
    if (has(on, 'r')) {
      variable.setReadOnly();
    }
    if (has(on, 'x') || has(off, 'x')) {
      shell.variables().export(name, has(on, 'x'));
    }
  }

  private static void show(Call call, List<String> names, StringBuilder on, boolean functions) {
    Interpreter shell = call.shell();
    StringBuilder out = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    int status = 0;
    if (functions) {
      List<String> all =
          new ArrayList<>(names.isEmpty() ? new TreeMap<>(shell.functions()).keySet() : names);
      for (String name : all) {
        if (!shell.functions().containsKey(name)) {
          status = 1;
        } else if (has(on, 'F')) {
          out.append(names.isEmpty() ? "declare -f " : "").append(name).append('\n');
        } else {
          out.append(Unparser.function(name, shell.functions().get(name))).append('\n');
        }
      }
    } else if (names.isEmpty()) {
      for (Map.Entry<String, Variable> entry : shell.variables().sorted().entrySet()) {
        boolean shown =
            (!has(on, 'x') || entry.getValue().isExported())
                && (!has(on, 'r') || entry.getValue().isReadOnly())
                && (!has(on, 'a') || entry.getValue().elements() != null)
                && (!has(on, 'i') || entry.getValue().isInteger());
        if (shown) {
          out.append(line(entry.getKey(), entry.getValue()));
        }
      }
    } else {
      for (String name : names) {
        Variable variable = shell.variables().find(name);
        if (variable == null) {
          errors.append(shell.error(call.name(), name + ": not found"));
          status = 1;
        } else {
          out.append(line(name, variable));
        }
      }
    }
    int result = status;
    call.task().print(2, errors.toString(), () -> call.print(out.toString(), result));
  }

  /** A variable as {@code declare -p} shows it. */
  static String line(String name, Variable variable) {
    StringBuilder flags = new StringBuilder();
    SortedMap<Integer, String> elements = variable.elements();
    flags.append(elements != null ? "a" : "");
    flags.append(variable.isInteger() ? "i" : "");
    flags.append(variable.isReadOnly() ? "r" : "");
    flags.append(variable.isExported() ? "x" : "");
    String value = elements == null ? quoted(variable.value()) : "=" + elements(elements);
    return "declare -" + (flags.length() == 0 ? "-" : flags) + " " + name + value + "\n";
  }

  private static String quoted(@Nullable String value) {
    return value == null ? "" : "=\"" + escaped(value) + "\"";
  }

  private static String escaped(String value) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ("\"\\$`".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /** The elements of an array, in the order of their indices. */
  static String elements(SortedMap<Integer, String> elements) {
    StringBuilder out = new StringBuilder("(");
    String separator = "";
    for (Map.Entry<Integer, String> entry : elements.entrySet()) {
      out.append(separator).append('[').append(entry.getKey()).append("]=\"");
      out.append(escaped(entry.getValue())).append('"');
      separator = " ";
    }
    return out.append(')').toString();
  }
}
