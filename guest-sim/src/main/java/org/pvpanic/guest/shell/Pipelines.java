package org.pvpanic.guest.shell;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Errno;
import org.pvpanic.guest.linux.FileTable;
import org.pvpanic.guest.linux.OpenFile;
import org.pvpanic.guest.linux.Pipe;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.SysError;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.guest.shell.Node.Item;
import org.pvpanic.machine.Step;

/** Runs commands in children of the shell: pipelines, subshells, background jobs. */
final class Pipelines {

  /** How many tasks a user may have (RLIMIT_NPROC); a fork fails beyond. */
  static final int MAX_TASKS = 1000;

  private final Interpreter shell;

  Pipelines(Interpreter shell) {
    this.shell = shell;
  }

  /** Commands joined by pipes. */
  void run(Node.Pipeline pipeline, Step then) {
    if (pipeline.commands().size() == 1) {
      shell.evaluator().tested(pipeline.commands().get(0), () -> negate(then));
      return;
    }
    Job job = shell.jobs().begin(pipeline.text(), false);
    Step after = pipeline.negated() ? () -> negate(then) : then;
    if (start(pipeline.commands(), job, false)) {
      shell
          .jobs()
          .await(
              job,
              () -> {
                shell.setPipeStatuses(job.exitStatuses());
                after.run();
              });
    } else {
      cannotFork(after);
    }
  }

  private void negate(Step then) {
    if (!shell.nesting().isFlowing()) {
      shell.setStatus(shell.status() == 0 ? 1 : 0);
    }
    then.run();
  }

  /** {@code ( commands )}. */
  void subshell(Node.Subshell node, Step then) {
    shell.setLine(node.line());
    Job job = shell.jobs().begin(node.text(), false);
    if (start(List.of(node.body()), job, false)) {
      shell.jobs().await(job, then);
    } else {
      cannotFork(then);
    }
  }

  /** A command that the shell does not wait for. */
  void background(Item item, Step then) {
    Job job = shell.jobs().begin(item.text(), true);
    Node command = item.command();
    boolean pipeline = command instanceof Node.Pipeline p && !p.negated();
    List<Node> commands = pipeline ? ((Node.Pipeline) command).commands() : List.of(command);
    if (!start(commands, job, true)) {
      shell.jobs().forget(job);
      cannotFork(then);
      return;
    }
    shell.setLastBackground(job.lastPid());
    shell.setStatus(0);
    String told = "";
    if (shell.isInteractive()) {
      told = shell.dialect().isBash() ? "[" + job.number() + "] " + job.lastPid() + "\n" : "";
    }
    shell.task().print(Task.STDERR, told, then);
  }

  /** Starts a child for each command; false when there are too many tasks. */
  private boolean start(List<Node> commands, Job job, boolean background) {
    boolean monitor = shell.options().isOn(Option.MONITOR);
    int group = monitor ? 0 : shell.task().group();
    OpenFile input = background && !monitor ? nothing() : null;
    for (int i = 0; i < commands.size(); i++) {
      FileTable files = shell.descriptors().forChild();
      if (input != null) {
        files.set(Task.STDIN, input);
      }
      if (i + 1 < commands.size()) {
        Pipe pipe = new Pipe();
        files.set(Task.STDOUT, pipe.writeEnd());
        input = pipe.readEnd();
      }
      Node command = commands.get(i);
      Task child =
          fork(
              group,
              files,
              job,
              inner -> {
                if (background && !monitor) {
                  inner.task().disposition().ignore(Signals.INT);
                  inner.task().disposition().ignore(Signals.QUIT);
                }
                runAndExit(inner, command);
              });
      if (child == null) {
        return false;
      }
      group = monitor ? child.group() : group;
    }
    return true;
  }

  private @Nullable OpenFile nothing() {
    try {
      return Disk.open(shell.task(), "/dev/null", Disk.Access.READ);
    } catch (SysError e) {
      return null;
    }
  }

  /**
   * Starts a child that goes on as a copy of the shell.
   *
   * @param job null when nobody waits for it as a job
   * @return null when there are too many tasks
   */
  @Nullable Task fork(int group, FileTable files, Job job, Consumer<Interpreter> body) {
    if (!mayFork()) {
      return null;
    }
    Task child =
        shell
            .task()
            .fork(
                shell.task().comm(),
                group,
                files,
                (task, words) -> body.accept(new Interpreter(task, shell)),
                shell.task().arguments(),
                job.expect());
    job.add(child);
    return child;
  }

  boolean mayFork() {
    return shell.task().kernel().tasks().all().size() < MAX_TASKS;
  }

  /** What a shell says that cannot start a child. */
  void cannotFork(Step then) {
    boolean bash = shell.dialect().isBash();
    String why = Errno.EAGAIN.message();
    ShellError error =
        bash ? ShellError.fatal(254, "fork: " + why) : ShellError.fatal(2, "can't fork: " + why);
    shell.fail(error, null, then);
  }

  /** The child ends with the command: a program takes its place without another fork. */
  static void runAndExit(Interpreter inner, Node command) {
    Node only = command;
    while (only instanceof Node.Group group) {
      only = group.body();
    }
    Step exit = () -> inner.exit(inner.status());
    if (only instanceof Node.Simple simple) {
      new SimpleCommand(inner, simple, exit).runLast();
    } else {
      inner.evaluator().run(only, exit);
    }
  }
}
