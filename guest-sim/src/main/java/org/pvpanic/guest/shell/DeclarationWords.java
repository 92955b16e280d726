package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.pvpanic.guest.shell.Node.Assignment;

/** Expands the arguments of builtins that declare: what looks like an assignment is not split. */
final class DeclarationWords {

  private final Interpreter shell;
  private final Consumer<List<String>> then;
  private final Consumer<ShellError> failed;
  private final List<String> fields = new ArrayList<>(4);

  DeclarationWords(Interpreter shell, Consumer<List<String>> then, Consumer<ShellError> failed) {
    this.shell = shell;
    this.then = then;
    this.failed = failed;
  }

  void expand(List<Word> words) {
    next(words, 0);
  }

  private void goOn(List<Word> words, int index) {
    if (Expansion.mayGoOn(index)) {
      next(words, index + 1);
    } else {
      shell.task().then(() -> next(words, index + 1));
    }
  }

  private void next(List<Word> words, int index) {
    if (index == words.size()) {
      then.accept(fields);
      return;
    }
    Word word = words.get(index);
    Assignment assignment = index == 0 ? null : Assignments.split(word);
    if (assignment == null || assignment.subscript() != null) {
      Expansion.fields(
          shell,
          List.of(word),
          more -> {
            fields.addAll(more);
            goOn(words, index);
          },
          failed);
    } else {
      Expansion.assignment(
          shell,
          assignment.value().parts(),
          value -> {
            fields.add(assignment.name() + (assignment.append() ? "+=" : "=") + value);
            goOn(words, index);
          },
          failed);
    }
  }
}
