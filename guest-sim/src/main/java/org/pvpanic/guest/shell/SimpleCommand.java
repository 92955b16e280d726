package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.shell.Node.Assignment;
import org.pvpanic.guest.shell.Redirections.Expanded;
import org.pvpanic.machine.Step;

/** Runs one simple command (POSIX.1-2017, Shell Command Language, 2.9.1). */
final class SimpleCommand {

  private final Interpreter shell;
  private final Node.Simple command;
  private final Step then;
  private boolean last;
  private boolean plain;
  private List<Expanded> targets = List.of();
  private Map<String, @Nullable Variable> saved = Map.of();

  SimpleCommand(Interpreter shell, Node.Simple command, Step then) {
    this.shell = shell;
    this.command = command;
    this.then = then;
  }

  void run() {
    shell.setLine(command.line());
    shell.setSubstitutionStatus(0);
    String name = command.words().isEmpty() ? "" : command.words().get(0).plain();
    if (Builtins.declares(name, shell.dialect())) {
      new DeclarationWords(shell, this::redirect, this::fail).expand(command.words());
    } else {
      Expansion.fields(shell, command.words(), this::redirect, this::fail);
    }
  }

  /** Runs a builtin or a program of the name, but no function. */
  void runWithoutFunctions() {
    plain = true;
    run();
  }

  /** Runs it as the last of its task: a program takes the shell's place. */
  void runLast() {
    last = true;
    run();
  }

  private void redirect(List<String> words) {
    Redirections.expand(
        shell,
        command.redirections(),
        expanded -> {
          targets = expanded;
          assign(words);
        },
        this::fail);
  }

  /** An error in an expansion, an assignment, or a redirection: nothing is run. */
  private void fail(ShellError error) {
    shell.variables().bringBack(saved);
    shell.fail(error, null, this::finish);
  }

  private void assign(List<String> words) {
    List<Assignment> assignments = command.assignments();
    if (assignments.isEmpty()) {
      trace(words, List.of());
      return;
    }
    boolean kept =
        words.isEmpty()
            || (!shell.dialect().isBash()
                && Builtins.isSpecial(words.get(0))
                && !shell.functions().containsKey(words.get(0)));
    if (!kept) {
      List<String> names = new ArrayList<>(assignments.size());
      assignments.forEach(each -> names.add(each.name()));
      saved = shell.variables().saved(names);
    }
    new AssignmentRun(
            shell,
            !kept,
            assigned -> trace(words, assigned),
            error -> {
              if (kept || !shell.dialect().isBash()) {
                fail(error);
              } else {
                shell
                    .task()
                    .print(
                        Task.STDERR,
                        shell.error(null, error.text()),
                        () -> trace(words, List.of()));
              }
            })
        .start(assignments);
  }

  /** {@code set -x}. */
  private void trace(List<String> words, List<String> assigned) {
    if (!shell.options().isOn(Option.TRACE) || (words.isEmpty() && assigned.isEmpty())) {
      execute(words);
      return;
    }
    String prefix = shell.tracePrefix();
    shell
        .task()
        .print(
            Task.STDERR,
            Trace.text(shell.dialect(), prefix, assigned, words),
            () -> execute(words));
  }

  private void execute(List<String> words) {
    if (words.isEmpty()) {
      withoutCommand();
      return;
    }
    String name = words.get(0);
    boolean special = Builtins.isSpecial(name);
    boolean hidden = plain || (special && !shell.dialect().isBash());
    Node.Function function = hidden ? null : shell.functions().get(name);
    if (function != null) {
      inShell(() -> new FunctionCall(shell, function, words).run(this::done), false);
      return;
    }
    dispatch(words, special);
  }

  /** Runs a builtin or a program: functions are left out. */
  private void dispatch(List<String> words, boolean special) {
    String name = words.get(0);
    Builtin builtin = Builtins.find(name, shell.dialect());
    if (name.equals("command") && words.size() > 1 && !words.get(1).startsWith("-")) {
      plain = true;
      dispatch(words.subList(1, words.size()), false);
    } else if (name.equals("exec")) {
      exec(words);
    } else if (builtin != null) {
      inShell(() -> call(builtin, words, special), special);
    } else if (last) {
      inShell(() -> becomeProgram(words), false);
    } else {
      startProgram(words);
    }
  }

  private void withoutCommand() {
    shell.setStatus(shell.substitutionStatus());
    Descriptors.Undo undo = new Descriptors.Undo();
    try {
      Redirections.apply(shell, targets, undo);
      shell.descriptors().restore(undo);
      finish();
    } catch (ShellError e) {
      shell.descriptors().restore(undo);
      shell.fail(e, null, this::finish);
    }
  }

  private Descriptors.@Nullable Undo undo;

  /** Runs something in the shell itself while its descriptors are redirected. */
  private void inShell(Step body, boolean special) {
    Descriptors.Undo opened = new Descriptors.Undo();
    undo = opened;
    try {
      Redirections.apply(shell, targets, opened);
    } catch (ShellError e) {
      boolean fatal = special && !plain && !shell.dialect().isBash();
      putBack();
      shell.fail(fatal ? ShellError.fatal(e.status(), e.text()) : e, null, this::finish);
      return;
    }
    body.run();
  }

  private void call(Builtin builtin, List<String> words, boolean special) {
    try {
      builtin.run(new Call(shell, words, this::done, () -> undo = null));
    } catch (ShellError e) {
      String name = words.get(0);
      boolean fatal = e.isFatal() || (special && !plain && !shell.dialect().isBash());
      ShellError thrown = fatal ? ShellError.fatal(e.status(), e.text()) : e;
      // The message goes where the builtin's errors go.
      shell.setStatus(e.status());
      shell
          .task()
          .print(
              Task.STDERR,
              e.text().isEmpty() ? "" : shell.error(name, e.text()),
              () -> {
                putBack();
                if (thrown.isFatal()) {
                  shell.setStatus(e.status());
                  shell.giveUp(this::finish);
                } else {
                  finish();
                }
              });
    }
  }

  private void done(int status) {
    shell.setStatus(status);
    putBack();
    finish();
  }

  private void putBack() {
    Descriptors.Undo opened = undo;
    if (opened != null) {
      shell.descriptors().restore(opened);
      undo = null;
    }
    shell.variables().bringBack(saved);
  }

  /** The command is over: traps that are due run, then what follows. */
  private void finish() {
    shell.task().then(() -> shell.traps().runPending(then));
  }

  private void exec(List<String> words) {
    List<String> program = words.subList(1, words.size());
    if (!program.isEmpty() && program.get(0).equals("--")) {
      program = program.subList(1, program.size());
    }
    List<String> found = program;
    inShell(
        () -> {
          if (found.isEmpty()) {
            Descriptors.Undo opened = undo;
            if (opened != null) {
              shell.descriptors().forget(opened);
              undo = null;
            }
            done(0);
          } else if (found.get(0).startsWith("-") && shell.dialect().isBash()) {
            shell.fail(ShellError.of(2, found.get(0) + ": invalid option"), "exec", () -> done(2));
          } else {
            becomeProgram(found);
          }
        },
        true);
  }

  private void becomeProgram(List<String> words) {
    boolean exec = !last || command.words().size() > words.size();
    ProgramStart.Failure failure = new ProgramStart(shell, shell.task()).exec(words);
    if (failure == null) {
      return;
    }
    String text = shell.error(exec ? "exec" : null, failure.text(shell.dialect(), exec));
    shell
        .task()
        .print(
            Task.STDERR,
            text,
            () -> {
              putBack();
              shell.setStatus(failure.status());
              if (shell.isInteractive()) {
                finish();
              } else {
                shell.exit(failure.status());
              }
            });
  }

  private void startProgram(List<String> words) {
    FileTable files = shell.descriptors().forChild();
    try {
      Redirections.apply(shell, targets, files);
    } catch (ShellError e) {
      shell.variables().bringBack(saved);
      shell.fail(e, null, this::finish);
      return;
    }
    ProgramStart.Failure missing = new ProgramStart(shell, shell.task()).check(words);
    if (missing != null) {
      notFound(missing, files);
      return;
    }
    Job job = shell.jobs().begin(command.text(), false);
    boolean monitor = shell.options().isOn(Option.MONITOR);
    Task child =
        shell
            .evaluator()
            .pipelines()
            .fork(
                monitor ? 0 : shell.task().group(),
                files,
                job,
                inner -> {
                  ProgramStart.Failure failure = new ProgramStart(inner, inner.task()).exec(words);
                  if (failure != null) {
                    inner
                        .task()
                        .printAndExit(
                            Task.STDERR,
                            inner.error(null, failure.text(inner.dialect(), false)),
                            failure.status());
                  }
                });
    shell.variables().bringBack(saved);
    if (child == null) {
      shell.evaluator().pipelines().cannotFork(this::finish);
    } else {
      shell.jobs().await(job, this::finish);
    }
  }

  /** The message goes where the command's errors would have gone. */
  private void notFound(ProgramStart.Failure missing, FileTable files) {
    shell.variables().bringBack(saved);
    String text = shell.error(null, missing.text(shell.dialect(), false));
    Descriptors.Undo opened = new Descriptors.Undo();
    try {
      shell.descriptors().replace(Task.STDERR, files.get(Task.STDERR), opened);
    } catch (SysError e) {
      shell.descriptors().restore(opened);
    }
    shell
        .task()
        .print(
            Task.STDERR,
            text,
            () -> {
              shell.descriptors().restore(opened);
              shell.setStatus(missing.status());
              finish();
            });
  }

  /** Ends the shell as a stack that overflows does. */
  static void overflow(Interpreter shell) {
    shell.task().overflow();
  }
}
