package org.pvpanic.guest.shell;

import java.util.List;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.linux.Termios;
import org.pvpanic.guest.linux.Tty;
import org.pvpanic.machine.Step;

/** bash on a terminal: prompt, command, prompt. */
public final class Bash implements Program {

  private static final String PASTE_ON = "\033[?2004h";
  private static final String PASTE_OFF = "\033[?2004l\r";
  private static final String NO_TERMINAL =
      """
      {name}: cannot set terminal process group (-1): Inappropriate ioctl for device
      {name}: no job control in this shell
      """;
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;
  private static final int SYNTAX_ERROR = 2;

  private final Dialect dialect;

  /** bash 4.2 or 5.2, which edits lines with readline. */
  public Bash(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Runs on standard input, which has to be a terminal; otherwise it ends at once. */
  @Override
  public void main(Task task, List<String> arguments) {
    if (task.file(Task.STDIN) instanceof Tty tty) {
      String name = arguments.get(0);
      new Session(task, tty, dialect, name).start();
    } else {
      task.exit(1);
    }
  }

  /** The shell as it runs. */
  private static final class Session {
    private final Task task;
    private final Tty tty;
    private final Readline readline;
    private final String name;
    private final History history = new History(1000);
    private String unfinished = "";
    private final Interpreter interpreter;
    private final LineEditor editor;
    private Termios modes;
    private boolean reading;

    Session(Task task, Tty tty, Dialect dialect, String name) {
      this.task = task;
      this.tty = tty;
      this.name = name.substring(name.lastIndexOf('/') + 1);
      this.readline = dialect == Dialect.BASH_4_2 ? Readline.CENTOS_7 : Readline.DEBIAN_12;
      this.interpreter = Interpreter.interactive(task, dialect, name);
      if (!hasJobs()) {
        interpreter.options().set(Option.MONITOR, false);
      }
      interpreter.setHistory(history);
      this.modes = tty.termios();
      this.editor =
          new LineEditor(
              history,
              new ShellCompleter(interpreter, task, true),
              modes.columns == 0 ? COLUMNS : modes.columns,
              modes.rows == 0 ? ROWS : modes.rows,
              readline,
              tty::hasInput);
    }

    void start() {
      task.disposition().set(Signals.INT, this::interrupted);
      task.disposition().set(Signals.QUIT, () -> {});
      task.disposition().set(Signals.TSTP, () -> {});
      if (hasJobs()) {
        prompt();
      } else {
        send(NO_TERMINAL.replace("{name}", name), this::prompt);
      }
    }

    /** Without a controlling terminal there is no job control (jobs.c, initialize_job_control). */
    private boolean hasJobs() {
      return task.session().equals(tty.session());
    }

    private void prompt() {
      if (hasJobs()) {
        task.session().setForegroundGroup(task.group());
      }
      modes = tty.termios();
      tty.setTermios(editing(false));
      String ps = unfinished.isEmpty() ? prompt("PS1") : prompt("PS2");
      editor.begin(ps);
      reading = true;
      String jobs = interpreter.reportJobs();
      send(jobs + (readline.isModern() ? PASTE_ON : "") + editor.takeOutput(), this::readKey);
    }

    private String value(String variable) {
      String value = interpreter.variable(variable);
      return value == null ? "" : value;
    }

    private String prompt(String which) {
      String given = interpreter.variable(which);
      String text = given == null ? readline.prompt(which, value("HOME")) : given;
      return new PromptString(this::fact).expand(text);
    }

    private String fact(String letter) {
      String host = task.kernel().hostname();
      int dot = host.indexOf('.');
      String home = value("HOME");
      String directory = task.directory();
      String tilde =
          home.length() > 1 && (directory.equals(home) || directory.startsWith(home + "/"))
              ? "~" + directory.substring(home.length())
              : directory;
      return switch (letter) {
        case "u" -> task.uid() == 0 ? "root" : value("USER");
        case "h" -> dot < 0 ? host : host.substring(0, dot);
        case "H" -> host;
        case "w" -> tilde;
        case "W" ->
            tilde.equals("~") || tilde.equals("/")
                ? tilde
                : tilde.substring(tilde.lastIndexOf('/') + 1);
        case "$" -> task.uid() == 0 ? "#" : "$";
        case "s" -> name;
        case "v" -> readline.version().substring(0, 3);
        case "V" -> readline.version().replaceFirst("\\(.*", "");
        case "!" -> Integer.toString(history.next());
        case "#" -> Integer.toString(history.next());
        case "j" -> "0";
        case "l" -> tty.device();
        default -> "\\" + letter;
      };
    }

    /** What readline makes of the terminal (prepare_terminal_settings of rltty.c). */
    private Termios editing(boolean anyKey) {
      Termios raw = modes.copy();
      raw.lflag &= ~(Termios.ICANON | Termios.ECHO | (anyKey ? Termios.ISIG : 0));
      raw.iflag &= ~(Termios.ICRNL | Termios.INLCR | (anyKey ? Termios.IXON : 0));
      if ((raw.cflag & Termios.CSIZE) == Termios.CS8) {
        raw.iflag &= ~(Termios.ISTRIP | Termios.INPCK);
      }
      raw.cc[Termios.VMIN] = 1;
      raw.cc[Termios.VTIME] = 0;
      raw.cc[Termios.VLNEXT] = Termios.DISABLED;
      raw.cc[Termios.VDISCARD] = Termios.DISABLED;
      return raw;
    }

    private void send(String text, Step then) {
      task.print(Task.STDERR, text, then);
    }

    private void readKey() {
      tty.read(task, 1, this::key, failure -> task.exit(1));
    }

    private void key(byte[] typed) {
      if (typed.length == 0) {
        interpreter.exit(interpreter.status());
        return;
      }
      boolean any = editor.wantsAnyKey();
      LineEditor.Event event = editor.key(typed[0]);
      if (any != editor.wantsAnyKey()) {
        tty.setTermios(editing(!any));
      }
      String out = editor.takeOutput();
      switch (event) {
        case MORE -> send(out, this::readKey);
        case LINE -> {
          leave();
          send(out + (readline.isModern() ? PASTE_OFF : ""), () -> entered(editor.line()));
        }
        case END -> {
          leave();
          send(out + (readline.isModern() ? PASTE_OFF + "\n" : ""), this::endOfInput);
        }
      }
    }

    private void leave() {
      reading = false;
      tty.setTermios(modes);
    }

    /** ^C: at the prompt what was typed is forgotten. */
    private void interrupted() {
      if (!reading) {
        interpreter.interrupt();
        return;
      }
      tty.cancelRead(task);
      leave();
      editor.abandon();
      unfinished = "";
      interpreter.setStatus(128 + Signals.INT);
      String shown = (modes.lflag & Termios.ECHOCTL) != 0 ? "^C" : "";
      String marks = readline.isModern() ? PASTE_OFF + PASTE_ON + PASTE_OFF : "";
      send(shown + marks + "\n", this::prompt);
    }

    private void entered(String line) {
      try {
        HistoryExpansion.Result expanded = HistoryExpansion.expand(history, line);
        Step next = expanded.printOnly() ? this::prompt : () -> run(expanded.text());
        if (expanded.printOnly()) {
          remember(expanded.text());
        }
        send(expanded.changed() ? expanded.text() + "\n" : "", next);
      } catch (HistoryExpansion.Failure e) {
        interpreter.setStatus(1);
        send(name + ": " + e.getMessage() + "\n", this::prompt);
      }
    }

    private void remember(String command) {
      String control = ":" + value("HISTCONTROL") + ":";
      boolean ignoresBlanks = control.contains(":ignorespace:") || control.contains(":ignoreboth:");
      boolean ignoresTwins = control.contains(":ignoredups:") || control.contains(":ignoreboth:");
      int size = history.size();
      boolean twin = size > 0 && history.get(size - 1).equals(command);
      if (!command.isBlank()
          && !(ignoresBlanks && command.startsWith(" "))
          && !(ignoresTwins && twin)) {
        history.add(command);
      }
    }

    private void run(String line) {
      String typed = unfinished + line;
      boolean first = unfinished.isEmpty();
      if (first) {
        remember(line);
      } else if (history.size() > 0) {
        history.replace(history.size() - 1, typed);
      }
      unfinished = "";
      try {
        Node commands = interpreter.parse(typed);
        interpreter.run(commands, this::prompt);
      } catch (Incomplete e) {
        unfinished = typed + "\n";
        prompt();
      } catch (SyntaxError e) {
        interpreter.setStatus(SYNTAX_ERROR);
        send(interpreter.describe(e), this::prompt);
      }
    }

    /** Within a command bash complains, and goes all the same. */
    private void endOfInput() {
      String complaint =
          unfinished.isEmpty() ? "" : name + ": syntax error: unexpected end of file\n";
      String farewell = name.startsWith("-") ? "logout\n" : "exit\n";
      send(complaint + farewell, () -> interpreter.exit(interpreter.status()));
    }
  }
}
