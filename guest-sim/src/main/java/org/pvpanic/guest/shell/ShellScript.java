package org.pvpanic.guest.shell;

import java.util.List;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;

/** A script whose text is given, as if it were a file that begins with {@code #!/bin/sh}. */
public final class ShellScript implements Program {

  private final Dialect dialect;
  private final String name;
  private final String text;

  /**
   * A script for busybox's ash.
   *
   * @param name what errors show
   */
  public ShellScript(String name, String text) {
    this(Dialect.ASH, name, text);
  }

  /**
   * A script for a shell.
   *
   * @param name what errors show
   */
  public ShellScript(Dialect dialect, String name, String text) {
    this.dialect = dialect;
    this.name = name;
    this.text = text;
  }

  @Override
  public void main(Task task, List<String> words) {
    Interpreter shell = new Interpreter(task, dialect, name, false);
    shell.setInput(Interpreter.Input.FILE);
    if (words.size() > 1) {
      shell.setPositional(new Positional(name, List.copyOf(words.subList(1, words.size()))));
    }
    new ScriptRun(shell, text, null).start(() -> shell.exit(shell.status()));
  }
}
