package org.pvpanic.guest.shell;

import org.jspecify.annotations.Nullable;

/** The variables of a shell, as expressions see them: also elements of bash's arrays. */
record ArithmeticScope(Interpreter shell) implements Arithmetic.Scope {

  @Override
  public @Nullable String get(String name) throws ShellError {
    int bracket = name.indexOf('[');
    if (bracket < 0) {
      String value = shell.parameter(name);
      if (value == null && shell.options().isOn(Option.NO_UNSET)) {
        throw shell.dialect().isBash()
            ? ShellError.fatal(1, name + ": unbound variable")
            : ShellError.fatal(2, name + ": parameter not set");
      }
      return value;
    }
    Variable variable = shell.variables().find(name.substring(0, bracket));
    int index = index(name, bracket);
    if (variable == null) {
      return null;
    }
    return variable.elements() == null
        ? index == 0 ? variable.value() : null
        : variable.elements().get(index);
  }

  @Override
  public void set(String name, String value) throws ShellError {
    int bracket = name.indexOf('[');
    if (bracket < 0) {
      shell.variables().set(name, value);
    } else {
      shell.variables().setElement(name.substring(0, bracket), index(name, bracket), value);
    }
  }

  private int index(String name, int bracket) throws ShellError {
    String subscript = name.substring(bracket + 1, name.length() - 1);
    return (int) shell.calculate(subscript.startsWith("$") ? subscript.substring(1) : subscript);
  }
}
