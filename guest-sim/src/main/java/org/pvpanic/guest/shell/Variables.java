package org.pvpanic.guest.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Task;

/** The variables of a shell. Those that are exported are kept in the task's environment, too. */
final class Variables {

  /** A shell that holds more than this is out of memory. */
  private static final int MAX_CHARACTERS = 1 << 20;

  private final Map<String, String> environment;
  private final Dialect dialect;
  private final Map<String, Variable> all = new HashMap<>(16);
  private final Deque<Map<String, @Nullable Variable>> scopes = new ArrayDeque<>(0);
  private int held;

  /** The variables of a new shell: those of its environment. */
  Variables(Task task, Dialect dialect) {
    this.environment = task.environment();
    this.dialect = dialect;
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      if (Names.isName(entry.getKey())) {
        Variable variable = new Variable();
        variable.setValue(entry.getValue());
        variable.setExported(true);
        all.put(entry.getKey(), variable);
      }
    }
  }

  /** A copy, for a subshell. */
  Variables(Task task, Variables other) {
    this.environment = task.environment();
    this.dialect = other.dialect;
    this.held = other.held;
    other.all.forEach((name, variable) -> all.put(name, new Variable(variable)));
    other.scopes.descendingIterator().forEachRemaining(scope -> scopes.push(copy(scope)));
  }

  private static Map<String, @Nullable Variable> copy(Map<String, @Nullable Variable> scope) {
    return new LinkedHashMap<>(scope);
  }

  /** A variable, or null. */
  @Nullable Variable find(String name) {
    return all.get(name);
  }

  /** The value of a variable, or null when it is unset. */
  @Nullable String get(String name) {
    Variable variable = all.get(name);
    return variable == null ? null : variable.value();
  }

  String get(String name, String otherwise) {
    String value = get(name);
    return value == null ? otherwise : value;
  }

  /** A variable that may be written. */
  Variable writable(String name) throws ShellError {
    Variable variable = declared(name);
    if (variable.isReadOnly()) {
      throw readOnly(name);
    }
    return variable;
  }

  /** A variable; it is made when there is none. */
  Variable declared(String name) {
    return all.computeIfAbsent(name, n -> new Variable());
  }

  private ShellError readOnly(String name) {
    return dialect.isBash()
        ? ShellError.fatal(1, name + ": readonly variable")
        : ShellError.fatal(2, name + ": is read only");
  }

  /** Sets a variable. */
  void set(String name, String value) throws ShellError {
    Variable variable = writable(name);
    account(variable.value(), value);
    variable.setValue(value);
    changed(name, variable);
  }

  /** Sets an element of an array. */
  void setElement(String name, int index, String value) throws ShellError {
    Variable variable = writable(name);
    account(null, value);
    variable.makeArray().put(index, value);
  }

  private void account(@Nullable String before, String after) throws ShellError {
    held += after.length() - (before == null ? 0 : before.length());
    if (held > MAX_CHARACTERS) {
      throw outOfMemory(dialect, after.length());
    }
  }

  /** What a shell says that got no memory. */
  static ShellError outOfMemory(Dialect dialect, int size) {
    return dialect.isBash()
        ? ShellError.fatal(2, "xmalloc: cannot allocate " + size + " bytes")
        : ShellError.fatal(2, "out of memory");
  }

  private void changed(String name, Variable variable) {
    String value = variable.value();
    if (variable.isExported() && value != null) {
      environment.put(name, value);
    } else {
      environment.remove(name);
    }
  }

  /** Exports a variable, or ends that. */
  void export(String name, boolean on) {
    Variable variable = declared(name);
    variable.setExported(on);
    changed(name, variable);
  }

  /** Unsets a variable. */
  void unset(String name) throws ShellError {
    Variable variable = all.get(name);
    if (variable == null) {
      return;
    }
    if (variable.isReadOnly()) {
      throw dialect.isBash()
          ? ShellError.of(1, name + ": cannot unset: readonly variable")
          : readOnly(name);
    }
    all.remove(name);
    environment.remove(name);
  }

  /** Function calls nest: variables may be local to one. */
  void enter() {
    scopes.push(new LinkedHashMap<>(0));
  }

  /** The innermost function call is over. */
  void leave() {
    for (Map.Entry<String, @Nullable Variable> saved : scopes.pop().entrySet()) {
      restore(saved.getKey(), saved.getValue());
    }
  }

  private void restore(String name, @Nullable Variable before) {
    if (before == null) {
      all.remove(name);
      environment.remove(name);
    } else {
      all.put(name, before);
      changed(name, before);
    }
  }

  boolean isInFunction() {
    return !scopes.isEmpty();
  }

  /** Makes a variable local to the innermost function call. */
  Variable local(String name) throws ShellError {
    Map<String, @Nullable Variable> scope = scopes.getFirst();
    Variable outer = all.get(name);
    if (scope.containsKey(name)) {
      return declared(name);
    }
    if (outer != null && outer.isReadOnly()) {
      throw readOnly(name);
    }
    scope.put(name, outer);
    Variable inner = new Variable();
    if (outer != null) {
      inner.setExported(outer.isExported());
      if (!dialect.isBash()) {
        inner.setValue(outer.value());
      }
    }
    all.put(name, inner);
    changed(name, inner);
    return inner;
  }

  /** What these variables are, to be brought back later; null for one that there is not. */
  Map<String, @Nullable Variable> saved(Iterable<String> names) {
    Map<String, @Nullable Variable> saved = new LinkedHashMap<>(2);
    for (String name : names) {
      Variable variable = all.get(name);
      saved.putIfAbsent(name, variable == null ? null : new Variable(variable));
    }
    return saved;
  }

  /** Brings back what {@link #saved} told. */
  void bringBack(Map<String, @Nullable Variable> saved) {
    saved.forEach(this::restore);
  }

  /** All variables by name, in order. */
  Map<String, Variable> sorted() {
    return new TreeMap<>(all);
  }
}
