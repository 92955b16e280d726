package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** Tasks that a shell started together. */
final class Job {

  private final Jobs jobs;
  private final String text;
  private final List<Task> tasks = new ArrayList<>(1);
  private final List<Integer> statuses = new ArrayList<>(1);
  private final StringBuilder notice = new StringBuilder();
  private int number;
  private int running;
  private int stopSignal;
  private boolean waited;
  private @Nullable Step still;

  Job(Jobs jobs, int number, String text) {
    this.jobs = jobs;
    this.number = number;
    this.text = text;
  }

  /** A task belongs to the job. */
  void add(Task task) {
    tasks.add(task);
    task.onStopped(this::stopped);
  }

  /** Says that another task will be added; what is returned is told how it ended. */
  IntConsumer expect() {
    int index = statuses.size();
    statuses.add(0);
    running++;
    return waitStatus -> ended(index, waitStatus);
  }

  private void ended(int index, int waitStatus) {
    statuses.set(index, waitStatus);
    running--;
    note(index, waitStatus);
    if (running == 0) {
      wake();
    }
  }

  private void stopped(int signal) {
    stopSignal = signal;
    if (jobs.shell().options().isOn(Option.MONITOR)) {
      wake();
    }
  }

  private void wake() {
    Step waiting = still;
    if (waiting != null) {
      still = null;
      jobs.shell().task().then(waiting);
    }
    jobs.changed(this);
  }

  /** Goes on once nothing of it runs, or it was stopped. */
  void whenStill(Step then) {
    if (running == 0) {
      jobs.shell().task().then(then);
    } else {
      still = then;
    }
  }

  /** Goes on after it was stopped. */
  void resumed() {
    stopSignal = 0;
  }

  /** What the shell says of a signal that ended one of its tasks. */
  private void note(int index, int waitStatus) {
    int signal = Signals.signal(waitStatus);
    Interpreter shell = jobs.shell();
    if (signal == 0 || signal == Signals.PIPE) {
      return;
    }
    if (signal == Signals.INT) {
      notice.append(shell.isInteractive() ? "\n" : "");
      return;
    }
    String said = Messages.ended(signal, false);
    boolean plain = !shell.dialect().isBash() || shell.isInteractive() || signal == Signals.TERM;
    if (plain) {
      notice.append(said).append('\n');
    } else {
      String line = tasks.get(index).pid() + " " + said;
      int width = Integer.toString(tasks.get(index).pid()).length() + 1 + 24;
      notice.append(
          shell.error(null, line + " ".repeat(Math.max(1, width - line.length())) + text));
    }
  }

  /** What is to be said of how it ended, once. */
  String takeNotice() {
    String said = notice.toString();
    notice.setLength(0);
    if (stopSignal != 0 && !isDone()) {
      return "\n" + jobs.line(this, false);
    }
    return said;
  }

  /** A builtin has waited for it. */
  void setWaited() {
    waited = true;
  }

  boolean isWaited() {
    return waited;
  }

  boolean isDone() {
    return running == 0;
  }

  boolean isRunning() {
    return running > 0 && stopSignal == 0;
  }

  int number() {
    return number;
  }

  void setNumber(int value) {
    number = value;
  }

  String text() {
    return text;
  }

  /** Its process group. */
  int group() {
    return tasks.isEmpty() ? 0 : tasks.get(0).group();
  }

  List<Task> tasks() {
    return tasks;
  }

  int lastPid() {
    return tasks.isEmpty() ? 0 : tasks.get(tasks.size() - 1).pid();
  }

  boolean has(String pid) {
    for (Task task : tasks) {
      if (pid.equals(Integer.toString(task.pid()))) {
        return true;
      }
    }
    return false;
  }

  /** The signal that ended its last task, or 0. */
  int signal() {
    return statuses.isEmpty() ? 0 : Signals.signal(statuses.get(statuses.size() - 1));
  }

  /** Its exit status: that of the last task; with {@code pipefail}, of the last that failed. */
  int exitStatus() {
    if (!isDone() && stopSignal != 0) {
      return 128 + stopSignal;
    }
    int status = statuses.isEmpty() ? 0 : Signals.exitStatus(statuses.get(statuses.size() - 1));
    for (int i = 0; jobs.shell().options().isOn(Option.PIPE_FAIL) && i < statuses.size(); i++) {
      int each = Signals.exitStatus(statuses.get(i));
      status = each != 0 && status == 0 ? each : status;
    }
    return status;
  }

  /** The exit statuses of its tasks. */
  List<Integer> exitStatuses() {
    List<Integer> all = new ArrayList<>(statuses.size());
    statuses.forEach(each -> all.add(Signals.exitStatus(each)));
    return all;
  }

  /** Its state in words. */
  String state() {
    boolean bash = jobs.shell().dialect().isBash();
    if (isRunning()) {
      return "Running";
    }
    if (!isDone()) {
      return "Stopped";
    }
    if (signal() != 0) {
      return Messages.ended(signal(), false);
    }
    int status = exitStatus();
    return status == 0 ? "Done" : (bash ? "Exit " + status : "Done(" + status + ")");
  }
}
