package org.pvpanic.guest.shell;

import java.util.List;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Termios;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.machine.Step;

/** ash of BusyBox on a terminal. */
public final class Ash implements Program {

  private static final String BANNER =
      """


      BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)
      Enter 'help' for a list of built-in commands.

      """;

  private static final int COLUMNS = 80;
  private static final int HISTORY = 1024;

  /** Runs on standard input, which has to be a terminal; otherwise it ends at once. */
  @Override
  public void main(Task task, List<String> arguments) {
    if (task.file(Task.STDIN) instanceof Tty tty) {
      new Session(task, tty, arguments.get(0)).start();
    } else {
      task.exit(1);
    }
  }

  /** The shell as it runs. */
  private static final class Session {
    private final Task task;
    private final Tty tty;
    private final String name;
    private final Interpreter interpreter;
    private final History history = new History(HISTORY);
    private final AshEditor editor;
    private Termios modes;
    private String unfinished = "";

    Session(Task task, Tty tty, String name) {
      this.task = task;
      this.tty = tty;
      this.name = name;
      this.interpreter = Interpreter.interactive(task, Dialect.ASH, name);
      interpreter.setHistory(history);
      this.modes = tty.termios();
      this.editor =
          new AshEditor(
              history,
              new ShellCompleter(interpreter, task, false),
              modes.columns == 0 ? COLUMNS : modes.columns);
    }

    void start() {
      task.disposition().set(Signals.INT, interpreter::interrupt);
      task.disposition().set(Signals.QUIT, () -> {});
      task.disposition().set(Signals.TSTP, () -> {});
      task.print(Task.STDOUT, BANNER, this::prompt);
    }

    private void prompt() {
      task.session().setForegroundGroup(task.group());
      modes = tty.termios();
      Termios raw = modes.copy();
      raw.lflag &= ~(Termios.ICANON | Termios.ECHO | Termios.ECHONL | Termios.ISIG);
      raw.cc[Termios.VMIN] = 1;
      raw.cc[Termios.VTIME] = 0;
      tty.setTermios(raw);
      editor.begin(prompt(unfinished.isEmpty() ? "PS1" : "PS2"), !tty.hasInput());
      task.print(Task.STDOUT, interpreter.reportJobs() + editor.takeOutput(), this::readKey);
    }

    private String prompt(String which) {
      String given = interpreter.variable(which);
      String text = given != null ? given : which.equals("PS1") ? "\\w \\$ " : "> ";
      return new PromptString(this::fact).expand(text).replace("\001", "").replace("\002", "");
    }

    private String fact(String letter) {
      String directory = task.directory();
      return switch (letter) {
        case "w" -> directory;
        case "W" -> directory.substring(directory.lastIndexOf('/') + 1);
        case "u" -> task.uid() == 0 ? "root" : "user";
        case "h", "H" -> task.kernel().hostname();
        case "$" -> task.uid() == 0 ? "#" : "$";
        default -> "";
      };
    }

    private void readKey() {
      tty.read(task, 1, this::key, failure -> task.exit(1));
    }

    private void key(byte[] typed) {
      if (typed.length == 0) {
        interpreter.exit(interpreter.status());
        return;
      }
      AshEditor.Event event = editor.key(typed[0]);
      String out = editor.takeOutput();
      Step next =
          switch (event) {
            case MORE -> this::readKey;
            case LINE -> () -> entered(editor.line());
            case INTERRUPT -> this::interrupted;
            case END -> this::endOfInput;
          };
      if (event != AshEditor.Event.MORE) {
        tty.setTermios(modes);
      }
      task.print(Task.STDOUT, out, next);
    }

    private void interrupted() {
      unfinished = "";
      interpreter.setStatus(128 + Signals.INT);
      prompt();
    }

    private void entered(String line) {
      String typed = unfinished + line;
      remember(line);
      unfinished = "";
      try {
        Node commands = interpreter.parse(typed);
        interpreter.run(commands, this::prompt);
      } catch (Incomplete e) {
        unfinished = typed + "\n";
        prompt();
      } catch (SyntaxError e) {
        interpreter.setStatus(2);
        task.print(Task.STDERR, interpreter.describe(e), this::prompt);
      }
    }

    /** A line that is the same as the one before is not kept twice. */
    private void remember(String line) {
      boolean twin = history.size() > 0 && history.get(history.size() - 1).equals(line);
      if (!line.isEmpty() && !twin) {
        history.add(line);
      }
    }

    private void endOfInput() {
      String complaint =
          unfinished.isEmpty() ? "\n" : "\n" + name + ": syntax error: unexpected end of file\n";
      task.print(Task.STDERR, complaint, () -> interpreter.exit(interpreter.status()));
    }
  }
}
