package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.pvpanic.guest.shell.Node.Assignment;
import org.pvpanic.guest.shell.Word.Elements;

/** Carries out assignments from left to right: each sees those before it. */
final class AssignmentRun {

  private final Interpreter shell;
  private final boolean export;
  private final Consumer<List<String>> then;
  private final Consumer<ShellError> failed;
  private final List<String> done = new ArrayList<>(1);

  /**
   * Assignments.
   *
   * @param export whether they are for a command's environment
   * @param then gets them as a trace shows them
   */
  AssignmentRun(
      Interpreter shell, boolean export, Consumer<List<String>> then, Consumer<ShellError> failed) {
    this.shell = shell;
    this.export = export;
    this.then = then;
    this.failed = failed;
  }

  void start(List<Assignment> assignments) {
    next(assignments, 0);
  }

  private void next(List<Assignment> all, int index) {
    if (index == all.size()) {
      then.accept(done);
      return;
    }
    Assignment assignment = all.get(index);
    Word value = assignment.value();
    Word subscript = assignment.subscript();
    if (value.parts().size() == 1 && value.parts().get(0) instanceof Elements elements) {
      Expansion.fields(
          shell,
          elements.words(),
          fields -> step(() -> setArray(assignment, fields), all, index),
          failed);
    } else if (subscript != null) {
      Expansion.text(
          shell,
          subscript.parts(),
          key ->
              Expansion.assignment(
                  shell,
                  value.parts(),
                  text -> step(() -> setElement(assignment, key, text), all, index),
                  failed),
          failed);
    } else {
      Expansion.assignment(
          shell, value.parts(), text -> step(() -> set(assignment, text), all, index), failed);
    }
  }

  private interface Change {
    void make() throws ShellError;
  }

  private void step(Change change, List<Assignment> all, int index) {
    try {
      change.make();
    } catch (ShellError e) {
      failed.accept(e);
      return;
    }
    if (Expansion.mayGoOn(index)) {
      next(all, index + 1);
    } else {
      shell.task().then(() -> next(all, index + 1));
    }
  }

  private void set(Assignment assignment, String text) throws ShellError {
    String name = assignment.name();
    Variable before = shell.variables().find(name);
    String value = text;
    if (before != null && before.isInteger()) {
      long number = shell.calculate(text);
      value = Long.toString(assignment.append() ? shell.calculate(name) + number : number);
    } else if (assignment.append()) {
      value = shell.variables().get(name, "") + text;
    }
    if (!shell.dialect().isBash() && assignment.append()) {
      throw ShellError.of(127, name + "+=" + text + ": not found");
    }
    shell.variables().set(name, value);
    if (export || shell.options().isOn(Option.EXPORT_ALL)) {
      shell.variables().export(name, true);
    }
    done.add(name + "=" + value);
  }

  private void setArray(Assignment assignment, List<String> fields) throws ShellError {
    Variable variable = shell.variables().writable(assignment.name());
    SortedMap<Integer, String> elements = variable.makeArray();
    if (!assignment.append()) {
      elements.clear();
    }
    int next = elements.isEmpty() ? 0 : elements.lastKey() + 1;
    for (String field : fields) {
      shell.variables().setElement(assignment.name(), next++, field);
    }
  }

  private void setElement(Assignment assignment, String key, String text) throws ShellError {
    long index = shell.calculate(key);
    Variable variable = shell.variables().find(assignment.name());
    SortedMap<Integer, String> elements = variable == null ? null : variable.elements();
    if (index < 0 && elements != null && !elements.isEmpty()) {
      index += elements.lastKey() + 1;
    }
    if (index < 0 || index > Integer.MAX_VALUE) {
      throw ShellError.of(1, assignment.name() + "[" + key + "]: bad array subscript");
    }
    String before = elements == null ? null : elements.get((int) index);
    String value = assignment.append() && before != null ? before + text : text;
    shell.variables().setElement(assignment.name(), (int) index, value);
  }
}
