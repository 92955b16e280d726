package org.pvpanic.guest.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** A shell: what it knows, and what its parts do for one another. */
public final class Interpreter {

  private final Task task;
  private final Dialect dialect;
  private final Messages messages;
  private final Variables variables;
  private final Map<String, Node.Function> functions;
  private final Map<String, String> aliases;
  private final ShellOptions options;
  private final Traps traps;
  private final Jobs jobs;
  private final Descriptors descriptors;
  private final Evaluator evaluator;
  private final Nesting nesting;
  private final boolean interactive;

  /** Whether somebody types the commands, of this shell or of that which it is a copy of. */
  private final boolean typed;

  private final int rootPid;
  private Positional positional;
  private Input input = Input.ARGUMENT;
  private int status;
  private int substitutionStatus;
  private List<Integer> pipeStatuses = List.of();
  private long childrenNs;
  private int line;
  private int parsedLine;
  private int lastBackground;
  private int substitutions;
  private boolean exiting;
  private boolean expandAliases;
  private long random;
  private @Nullable Step interrupted;
  private @Nullable History history;
  private Getopts.OptionPlace optionPlace = new Getopts.OptionPlace(1, 1);

  /** Where commands come from. */
  enum Input {
    ARGUMENT,
    FILE,
    STANDARD_INPUT
  }

  Interpreter(Task task, Dialect dialect, String name, boolean interactive) {
    this.task = task;
    this.dialect = dialect;
    this.messages = new Messages(dialect);
    this.variables = new Variables(task, dialect);
    this.functions = new HashMap<>(0);
    this.aliases = new TreeMap<>();
    this.options = new ShellOptions(dialect);
    this.interactive = interactive;
    this.typed = interactive;
    this.rootPid = task.pid();
    this.nesting = new Nesting();
    this.positional = new Positional(name, List.of());
    this.descriptors = new Descriptors(task);
    this.traps = new Traps(this);
    this.jobs = new Jobs(this);
    this.evaluator = new Evaluator(this);
    this.random = task.pid() * 2654435761L + task.kernel().release().length();
    Environment.prepare(this);
  }

  /** A copy that goes on in a child. */
  Interpreter(Task child, Interpreter parent) {
    this.task = child;
    this.dialect = parent.dialect;
    this.messages = parent.messages;
    this.variables = new Variables(child, parent.variables);
    this.functions = new HashMap<>(parent.functions);
    this.aliases = new TreeMap<>(parent.aliases);
    this.options = new ShellOptions(parent.options);
    this.interactive = false;
    this.typed = parent.typed;
    this.rootPid = parent.rootPid;
    this.nesting = new Nesting(parent.nesting);
    this.positional = parent.positional;
    this.input = parent.input;
    this.status = parent.status;
    this.line = parent.line;
    this.parsedLine = parent.parsedLine;
    this.lastBackground = parent.lastBackground;
    this.expandAliases = parent.expandAliases;
    this.substitutions = parent.substitutions;
    this.history = parent.history;
    this.pipeStatuses = parent.pipeStatuses;
    this.descriptors = new Descriptors(child);
    this.traps = new Traps(this, parent.traps);
    this.jobs = new Jobs(this);
    this.evaluator = new Evaluator(this);
    this.random = parent.random + child.pid();
    options.set(Option.MONITOR, false);
  }

  /**
   * A shell that somebody types at.
   *
   * @param name {@code $0}
   */
  public static Interpreter interactive(Task task, Dialect dialect, String name) {
    Interpreter shell = new Interpreter(task, dialect, name, true);
    shell.input = Input.STANDARD_INPUT;
    shell.options.set(Option.MONITOR, true);
    return shell;
  }

  /**
   * Parses commands; aliases are put in their places.
   *
   * @return null when there are none
   * @throws Incomplete when more lines must follow
   */
  public @Nullable Node parse(String text) throws Incomplete, SyntaxError {
    String lines = text.endsWith("\n") ? text : text + "\n";
    return new Parser(new Source(dialect, lines, false, 1), aliases).all();
  }

  /** Runs commands, then goes on with {@code then}. */
  public void run(@Nullable Node commands, Step then) {
    nesting.setFlow(Flow.NONE);
    Step after =
        () -> {
          nesting.setFlow(Flow.NONE);
          nesting.forgetTests();
          then.run();
        };
    if (commands == null) {
      task.then(after);
    } else {
      evaluator.run(commands, after);
    }
  }

  /** What is said of a syntax error, with the newline. */
  public String describe(SyntaxError error) {
    return messages.syntaxError(
        positional.name(), typed, isScript(), input == Input.ARGUMENT, null, error);
  }

  /** {@code $?}. */
  public int status() {
    return status;
  }

  /** Sets {@code $?}. */
  public void setStatus(int value) {
    status = value;
  }

  /** The value of a variable, or null when it is unset. */
  public @Nullable String variable(String name) {
    return parameter(name);
  }

  /** Sets a variable; one that is read-only stays as it is. */
  public void setVariable(String name, String value) {
    try {
      variables.set(name, value);
    } catch (ShellError e) {
      status = e.status();
    }
  }

  /** The names of builtins, functions and aliases, in order. */
  public Iterable<String> commandNames() {
    TreeSet<String> names = new TreeSet<>(Builtins.names(dialect));
    names.addAll(functions.keySet());
    names.addAll(aliases.keySet());
    return names;
  }

  /** The interrupt character was typed: what runs ends, and the list that it is part of. */
  public void interrupt() {
    jobs.interruptForeground();
    abort(128 + Signals.INT);
    Step waits = interrupted;
    if (waits != null) {
      interrupted = null;
      waits.run();
    }
  }

  /** Says how a builtin that waits ends when it is interrupted; null when it waits no more. */
  void onInterrupt(@Nullable Step step) {
    interrupted = step;
  }

  /** The commands that were entered, for a shell that somebody types at. */
  void setHistory(History commands) {
    history = commands;
  }

  @Nullable History history() {
    return history;
  }

  /** What is to be told of jobs that ended, before a prompt. */
  public String reportJobs() {
    return jobs.report();
  }

  /** Ends the shell; the EXIT trap runs first. */
  public void exit(int code) {
    status = code & 0xff;
    String action = traps.take(Traps.EXIT);
    if (exiting || action == null || action.isEmpty()) {
      task.exit(status);
      return;
    }
    exiting = true;
    int kept = status;
    nesting.setFlow(Flow.NONE);
    nesting.setLoops(0);
    new ScriptRun(this, action, "trap").start(() -> task.exit(nesting.isFlowing() ? status : kept));
  }

  Task task() {
    return task;
  }

  Dialect dialect() {
    return dialect;
  }

  Variables variables() {
    return variables;
  }

  Map<String, Node.Function> functions() {
    return functions;
  }

  Map<String, String> aliases() {
    return aliases;
  }

  /** The aliases that are put in the place of commands: none in a script of bash. */
  @Nullable Map<String, String> expandedAliases() {
    return dialect.isBash() && !typed && !expandAliases ? null : aliases;
  }

  /** {@code shopt -s expand_aliases}. */
  void setExpandAliases(boolean on) {
    expandAliases = on;
  }

  ShellOptions options() {
    return options;
  }

  Traps traps() {
    return traps;
  }

  Jobs jobs() {
    return jobs;
  }

  Descriptors descriptors() {
    return descriptors;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  Messages messages() {
    return messages;
  }

  boolean isInteractive() {
    return interactive;
  }

  Positional positional() {
    return positional;
  }

  void setPositional(Positional parameters) {
    positional = parameters;
  }

  Input input() {
    return input;
  }

  void setInput(Input from) {
    input = from;
  }

  /** Whether commands come from a file, or a file is read by {@code .}. */
  private boolean isScript() {
    return input == Input.FILE || nesting.sourced() > 0;
  }

  int line() {
    return line;
  }

  /** Where the parser is: behind the commands that run. */
  int parsedLine() {
    return parsedLine;
  }

  void setParsedLine(int number) {
    parsedLine = number;
  }

  void setLine(int number) {
    line = number;
  }

  int lastBackground() {
    return lastBackground;
  }

  void setLastBackground(int pid) {
    lastBackground = pid;
  }

  /** The exit statuses of the commands of the last pipeline: {@code PIPESTATUS} of bash. */
  List<Integer> pipeStatuses() {
    return pipeStatuses.isEmpty() ? List.of(status) : pipeStatuses;
  }

  /** A pipeline is over; an empty list stands for a command alone. */
  void setPipeStatuses(List<Integer> all) {
    pipeStatuses = all;
  }

  /** The time that the commands took that the shell waited for, in nanoseconds. */
  long childrenNs() {
    return childrenNs;
  }

  void addChildrenNs(long ns) {
    childrenNs += ns;
  }

  int substitutionStatus() {
    return substitutionStatus;
  }

  void setSubstitutionStatus(int value) {
    substitutionStatus = value;
  }

  /** Where among loops, calls and tests the shell is. */
  Nesting nesting() {
    return nesting;
  }

  /** An interactive shell gives up what it does. */
  void abort(int code) {
    status = code;
    nesting.setFlow(Flow.ABORT);
  }

  /** What stands before a traced command; bash repeats its first character in substitutions. */
  String tracePrefix() {
    String prefix = variables.get("PS4", "");
    boolean repeat = dialect.isBash() && !prefix.isEmpty();
    return repeat ? prefix.substring(0, 1).repeat(substitutions) + prefix : prefix;
  }

  /** Commands of a substitution run. */
  void enterSubstitution() {
    substitutions++;
  }

  Getopts.OptionPlace optionPlace() {
    return optionPlace;
  }

  void setOptionPlace(Getopts.OptionPlace place) {
    optionPlace = place;
  }

  long nextRandom() {
    random = random * 6364136223846793005L + 1442695040888963407L;
    return (random >>> 33) & 0x7fff;
  }

  /** The value of a variable or of a special or positional parameter; null when it is unset. */
  @Nullable String parameter(String name) {
    return Parameters.value(this, name);
  }

  int rootPid() {
    return rootPid;
  }

  /** The value of an arithmetic expression. */
  long calculate(String expression) throws ShellError {
    return Arithmetic.evaluate(expression, new ArithmeticScope(this), dialect);
  }

  /** Runs commands in a child and gives what they print, without newlines at the end. */
  void substitute(Node script, Consumer<String> then, Consumer<ShellError> failed) {
    CommandSubstitution.run(this, script, then, failed);
  }

  /** What the shell itself says of an error. */
  String error(@Nullable String command, String text) {
    return messages.error(positional.name(), typed, isScript(), line, command, text);
  }

  /** As {@link #describe}, for text that a builtin had parsed. */
  String describe(SyntaxError error, @Nullable String command) {
    return messages.syntaxError(
        positional.name(), typed, isScript(), input == Input.ARGUMENT, command, error);
  }

  /** Tells of an error and goes on, unless it is one that ends a script. */
  void fail(ShellError error, @Nullable String command, Step then) {
    status = error.status();
    String text = error.text().isEmpty() ? "" : error(command, error.text());
    task.print(Task.STDERR, text, error.isFatal() ? () -> giveUp(then) : then);
  }

  /** A script ends; somebody at a terminal gets the prompt back. */
  void giveUp(Step then) {
    if (interactive) {
      nesting.setFlow(Flow.ABORT);
      then.run();
    } else {
      exit(status);
    }
  }
}
