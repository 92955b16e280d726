package org.pvpanic.guest.shell;

import java.util.List;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Task;

/** A script, run by a shell of its own. */
public final class ShellScript implements Program {

  private static final int SYNTAX_ERROR = 2;

  private final String name;
  private final String text;

  /**
   * A script.
   *
   * @param name what its errors call it
   * @param text its commands
   */
  public ShellScript(String name, String text) {
    this.name = name;
    this.text = text;
  }

  @Override
  public void main(Task task, List<String> arguments) {
    Interpreter interpreter = new Interpreter(task);
    try {
      interpreter.run(Parser.parse(text), () -> task.exit(interpreter.status()));
    } catch (Lexer.Incomplete | Parser.SyntaxError e) {
      task.printAndExit(Task.STDERR, name + ": " + e.getMessage() + "\n", SYNTAX_ERROR);
    }
  }
}
