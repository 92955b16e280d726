package org.pvpanic.guest.shell;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Program;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;

/**
 * The shell as a program: {@code sh -c text}, {@code sh file}, {@code sh} with commands on its
 * input.
 */
public final class Sh implements Program {

  private final Dialect dialect;
  private final @Nullable Program terminal;

  /** A shell that reads commands from a terminal as it does from a file. */
  public Sh(Dialect dialect) {
    this(dialect, null);
  }

  /**
   * A shell.
   *
   * @param terminal runs in its place when its input is a terminal, and nothing else says what to
   *     do; null for none
   */
  public Sh(Dialect dialect, @Nullable Program terminal) {
    this.dialect = dialect;
    this.terminal = terminal;
  }

  /** What the arguments ask for. */
  private record Arguments(
      List<String> options,
      @Nullable String command,
      boolean input,
      boolean interactive,
      List<String> rest) {}

  @Override
  public void main(Task task, List<String> words) {
    String name = words.get(0);
    Arguments arguments = arguments(words);
    if (arguments == null) {
      task.printAndExit(Task.STDERR, name + ": -c requires an argument\n", 2);
      return;
    }
    boolean nothing = arguments.command() == null && arguments.rest().isEmpty();
    boolean onTerminal = arguments.interactive() || FileTests.isTerminal(task, Task.STDIN);
    if (terminal != null && onTerminal && nothing && !arguments.input()) {
      terminal.main(task, words);
      return;
    }
    Interpreter shell = new Interpreter(task, dialect, name, false);
    String bad = setOptions(shell, arguments.options());
    if (bad != null) {
      task.printAndExit(Task.STDERR, bad, 2);
      return;
    }
    List<String> rest = arguments.rest();
    String text = arguments.command();
    if (text != null) {
      shell.setPositional(
          new Positional(
              rest.isEmpty() ? name : rest.get(0),
              rest.isEmpty() ? List.of() : List.copyOf(rest.subList(1, rest.size()))));
      run(shell, text);
    } else if (arguments.input() || rest.isEmpty()) {
      shell.setPositional(new Positional(name, List.copyOf(rest)));
      shell.setInput(Interpreter.Input.STANDARD_INPUT);
      new InputRun(shell).start();
    } else {
      runFile(shell, rest.get(0), rest.get(0), rest.subList(1, rest.size()));
    }
  }

  private static @Nullable Arguments arguments(List<String> words) {
    List<String> options = new ArrayList<>(0);
    boolean command = false;
    boolean input = false;
    boolean interactive = false;
    int at = 1;
    while (at < words.size()) {
      String word = words.get(at);
      boolean on = word.startsWith("-");
      if ((!on && !word.startsWith("+")) || word.length() < 2) {
        if (word.equals("-")) {
          at++;
        }
        break;
      }
      at++;
      if (word.equals("--")) {
        break;
      }
      if (word.startsWith("--")) {
        interactive |= word.equals("--login");
        continue;
      }
      for (int i = 1; i < word.length(); i++) {
        char c = word.charAt(i);
        switch (c) {
          case 'c' -> command = true;
          case 's' -> input = true;
          case 'i' -> interactive = true;
          case 'l' -> {}
          case 'o' -> {
            options.add((on ? "-" : "+") + "o");
            if (at < words.size()) {
              options.add(words.get(at++));
            }
          }
          default -> options.add((on ? "-" : "+") + c);
        }
      }
    }
    if (command && at == words.size()) {
      return null;
    }
    String text = command ? words.get(at++) : null;
    return new Arguments(options, text, input, interactive, words.subList(at, words.size()));
  }

  /** Returns what is said of one that the shell lacks. */
  private static @Nullable String setOptions(Interpreter shell, List<String> options) {
    for (int i = 0; i < options.size(); i++) {
      String word = options.get(i);
      boolean on = word.startsWith("-");
      boolean named = word.endsWith("o");
      String which = named ? ++i < options.size() ? options.get(i) : "" : word.substring(1);
      Option option =
          named
              ? Option.ofWord(which, shell.dialect())
              : Option.ofLetter(which.charAt(0), shell.dialect());
      if (option == null) {
        String name = shell.positional().name();
        return shell.dialect().isBash()
            ? name
                + ": "
                + (named ? which + ": invalid option name" : word + ": invalid option")
                + "\n"
            : name + ": illegal option " + word + (named ? " " + which : "") + "\n";
      }
      shell.options().set(option, on);
    }
    return null;
  }

  private static void run(Interpreter shell, String text) {
    new ScriptRun(shell, text, null).start(() -> shell.exit(shell.status()));
  }

  /** Runs a script in a task that has become this shell. */
  void runFile(Task task, String path, String name, List<String> parameters) {
    runFile(new Interpreter(task, dialect, name, false), path, name, parameters);
  }

  private void runFile(Interpreter shell, String path, String name, List<String> parameters) {
    shell.setPositional(new Positional(name, List.copyOf(parameters)));
    Task task = shell.task();
    try {
      OpenFile file = open(task, path);
      readAll(
          task,
          file,
          new ByteArrayOutputStream(),
          text -> {
            shell.setInput(Interpreter.Input.FILE);
            run(shell, text);
          },
          errno -> cannotOpen(task, name, errno));
    } catch (SysError e) {
      cannotOpen(task, name, e.errno());
    }
  }

  /** bash also looks for a script along PATH. */
  private OpenFile open(Task task, String path) throws SysError {
    if (Disk.isDirectory(task, path)) {
      throw new SysError(Errno.EISDIR);
    }
    return Disk.open(task, path, Disk.Access.READ);
  }

  private void cannotOpen(Task task, String name, Errno errno) {
    String shell = dialect.program();
    boolean missing = errno == Errno.ENOENT;
    String text =
        dialect.isBash()
            ? shell
                + ": "
                + name
                + ": "
                + (errno == Errno.EISDIR ? "Is a directory" : errno.message())
            : shell + ": can't open '" + name + "': " + errno.message();
    int status = dialect.isBash() ? missing ? 127 : 126 : 2;
    task.printAndExit(Task.STDERR, text + "\n", status);
  }

  private static void readAll(
      Task task,
      OpenFile file,
      ByteArrayOutputStream text,
      Consumer<String> then,
      Consumer<Errno> failed) {
    file.read(
        task,
        bytes -> {
          text.writeBytes(bytes);
          if (bytes.length > 0) {
            readAll(task, file, text, then, failed);
          } else {
            then.accept(Text.of(text.toByteArray()));
          }
        },
        failed);
  }
}
