package org.pvpanic.guest.shell;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builtins for variables: export readonly local unset shift set let. */
final class VariableBuiltins {

  private VariableBuiltins() {}

  static void run(Call call) throws ShellError {
    switch (call.name()) {
      case "export", "readonly" -> mark(call);
      case "local" -> local(call);
      case "unset" -> unset(call);
      case "shift" -> shift(call);
      case "let" -> let(call);
      default -> SetBuiltin.run(call);
    }
  }

  private static void mark(Call call) throws ShellError {
    Interpreter shell = call.shell();
    boolean export = call.name().equals("export");
    boolean undo = false;
    boolean functions = false;
    int first = 0;
    List<String> words = call.arguments();
    while (first < words.size()
        && words.get(first).startsWith("-")
        && words.get(first).length() > 1) {
      String option = words.get(first++);
      if (option.equals("--")) {
        break;
      }
      for (int i = 1; i < option.length(); i++) {
        char c = option.charAt(i);
        undo |= c == 'n' && export;
        functions |= c == 'f';
        if (c != 'p' && !(c == 'n' && export) && !(call.isBash() && c == 'f')) {
          throw SetBuiltin.badOption(call, c);
        }
      }
    }
    if (first == words.size()) {
      call.print(list(shell, export), 0);
      return;
    }
    int status = 0;
    StringBuilder errors = new StringBuilder();
    for (String word : words.subList(first, words.size())) {
      int equals = word.indexOf('=');
      boolean append = equals > 0 && word.charAt(equals - 1) == '+' && call.isBash();
      String name = equals < 0 ? word : word.substring(0, append ? equals - 1 : equals);
      if (!Names.isName(name)) {
        if (!call.isBash()) {
          throw ShellError.fatal(2, name + ": bad variable name");
        }
        errors.append(shell.error(call.name(), "`" + word + "': not a valid identifier"));
        status = 1;
        continue;
      }
      if (functions) {
        status = shell.functions().containsKey(name) ? status : 1;
        continue;
      }
      if (equals >= 0) {
        String value = word.substring(equals + 1);
        shell.variables().set(name, append ? shell.variables().get(name, "") + value : value);
      }
      if (export) {
        shell.variables().export(name, !undo);
      } else {
        shell.variables().declared(name).setReadOnly();
      }
    }
    call.complainPlainly(errors.toString(), status);
  }

  private static String list(Interpreter shell, boolean export) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, Variable> entry : shell.variables().sorted().entrySet()) {
      Variable variable = entry.getValue();
      if (export ? !variable.isExported() : !variable.isReadOnly()) {
        continue;
      }
      if (shell.dialect().isBash()) {
        out.append(Declare.line(entry.getKey(), variable));
      } else {
        String value = variable.value();
        out.append(export ? "export " : "readonly ").append(entry.getKey());
        out.append(value == null ? "" : "=" + Quotes.ash(value)).append('\n');
      }
    }
    return out.toString();
  }

  private static void local(Call call) throws ShellError {
    Interpreter shell = call.shell();
    if (!shell.variables().isInFunction()) {
      throw call.isBash()
          ? ShellError.of(1, "can only be used in a function")
          : ShellError.fatal(2, "not in a function");
    }
    if (call.isBash()) {
      Declare.run(call);
      return;
    }
    for (String word : call.arguments()) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (!Names.isName(name)) {
        throw ShellError.fatal(2, name + ": bad variable name");
      }
      shell.variables().local(name);
      if (equals >= 0) {
        shell.variables().set(name, word.substring(equals + 1));
      }
    }
    call.end(0);
  }

  private static void unset(Call call) throws ShellError {
    Interpreter shell = call.shell();
    boolean functions = false;
    boolean variables = false;
    int first = 0;
    List<String> words = call.arguments();
    while (first < words.size()
        && words.get(first).startsWith("-")
        && words.get(first).length() > 1) {
      String option = words.get(first++);
      if (option.equals("--")) {
        break;
      }
      for (int i = 1; i < option.length(); i++) {
        functions |= option.charAt(i) == 'f';
        variables |= option.charAt(i) == 'v';
        if ("fv".indexOf(option.charAt(i)) < 0) {
          throw SetBuiltin.badOption(call, option.charAt(i));
        }
      }
    }
    int status = 0;
    StringBuilder errors = new StringBuilder();
    for (String name : words.subList(first, words.size())) {
      if (functions) {
        shell.functions().remove(name);
        continue;
      }
      int bracket = call.isBash() ? name.indexOf('[') : -1;
      if (bracket > 0 && name.endsWith("]")) {
        unsetElement(shell, name, bracket);
        continue;
      }
      if (!Names.isName(name)) {
        if (!call.isBash()) {
          throw ShellError.fatal(2, name + ": bad variable name");
        }
        if (variables) {
          errors.append(shell.error("unset", "`" + name + "': not a valid identifier"));
          status = 1;
        } else {
          shell.functions().remove(name);
        }
        continue;
      }
      Variable variable = shell.variables().find(name);
      if (variable == null && !variables && call.isBash()) {
        shell.functions().remove(name);
        continue;
      }
      try {
        shell.variables().unset(name);
      } catch (ShellError e) {
        if (!call.isBash()) {
          throw e;
        }
        errors.append(shell.error("unset", e.text()));
        status = 1;
      }
    }
    call.complainPlainly(errors.toString(), status);
  }

  private static void unsetElement(Interpreter shell, String name, int bracket) throws ShellError {
    Variable variable = shell.variables().find(name.substring(0, bracket));
    String subscript = name.substring(bracket + 1, name.length() - 1);
    if (variable != null && variable.elements() != null) {
      variable.makeArray().remove((int) shell.calculate(subscript));
    }
  }

  private static void shift(Call call) throws ShellError {
    Interpreter shell = call.shell();
    List<String> values = shell.positional().values();
    int count = call.arguments().isEmpty() ? 1 : FlowBuiltins.number(call, call.arguments().get(0));
    if (count < 0) {
      throw ShellError.of(1, count + ": shift count out of range");
    }
    if (count > values.size()) {
      call.end(1);
      return;
    }
    shell.setPositional(shell.positional().withValues(values.subList(count, values.size())));
    call.end(0);
  }

  private static void let(Call call) throws ShellError {
    if (call.arguments().isEmpty()) {
      throw call.isBash()
          ? ShellError.of(1, "expression expected")
          : ShellError.of(2, "expression expected");
    }
    long value = 0;
    for (String expression : call.arguments()) {
      try {
        value = call.shell().calculate(expression);
      } catch (ShellError e) {
        throw call.isBash() ? ShellError.of(1, e.text()) : e;
      }
    }
    call.end(value == 0 ? 1 : 0);
  }

  /** A value as {@code set} of bash shows it. */
  static String bashValue(@Nullable String value) {
    return value == null || value.isEmpty() ? "" : Trace.word(Dialect.BASH_5_2, value);
  }
}
