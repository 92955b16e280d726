package org.pvpanic.guest.shell;

import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** Runs bash's {@code time}: a pipeline, and then how long it took. */
final class TimedCommand {

  private static final long NS_PER_MS = 1_000_000;
  private static final long MS_PER_SECOND = 1000;
  private static final long MS_PER_MINUTE = 60_000;

  private final Interpreter shell;
  private final Node.Timed timed;

  TimedCommand(Interpreter shell, Node.Timed timed) {
    this.shell = shell;
    this.timed = timed;
  }

  void run(Step then) {
    long started = Disk.now(shell.task());
    long used = used();
    Step end =
        () -> {
          String text = text(Disk.now(shell.task()) - started, used() - used);
          shell.task().print(Task.STDERR, text, then);
        };
    Node command = timed.command();
    if (command == null) {
      shell.setStatus(0);
      shell.task().then(end);
    } else {
      shell.evaluator().run(command, end);
    }
  }

  private long used() {
    return shell.task().cpuNs() + shell.childrenNs();
  }

  /** All that programs do here are system calls. */
  private String text(long real, long system) {
    return timed.plain()
        ? "real " + plain(real) + "\nuser " + plain(0) + "\nsys " + plain(system) + "\n"
        : "\nreal\t" + full(real) + "\nuser\t" + full(0) + "\nsys\t" + full(system) + "\n";
  }

  private static String plain(long ns) {
    return digits(ns / NS_PER_MS, 2);
  }

  private static String full(long ns) {
    long ms = ns / NS_PER_MS;
    return (ms / MS_PER_MINUTE) + "m" + digits(ms % MS_PER_MINUTE, 3) + "s";
  }

  private static String digits(long ms, int count) {
    String fraction = Long.toString(MS_PER_SECOND + (ms % MS_PER_SECOND));
    return (ms / MS_PER_SECOND) + "." + fraction.substring(1, 1 + count);
  }
}
