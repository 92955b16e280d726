package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** The commands that a shell started and has not waited for. */
final class Jobs {

  /** How many ended ones are remembered for {@code wait pid}. */
  private static final int MAX_REMEMBERED = 128;

  private final Interpreter shell;
  private final List<Job> jobs = new ArrayList<>(1);
  private final Map<Integer, Integer> ended = new HashMap<>(0);
  private @Nullable Job foreground;
  private @Nullable Step changed;

  Jobs(Interpreter shell) {
    this.shell = shell;
  }

  /** A job that is about to be started. */
  Job begin(String text, boolean background) {
    Job job = new Job(this, background ? nextNumber() : 0, text);
    jobs.add(job);
    return job;
  }

  /** A builtin waited for a job: bash forgets it, ash keeps it until it needs the number. */
  void waitedFor(Job job) {
    if (shell.dialect().isBash()) {
      if (!shell.isInteractive()) {
        forget(job);
      }
    } else {
      job.setWaited();
    }
  }

  private int nextNumber() {
    if (!shell.dialect().isBash()) {
      return lowestNumber();
    }
    int number = 1;
    for (Job job : jobs) {
      number = Math.max(number, job.number() + 1);
    }
    return number;
  }

  private int lowestNumber() {
    jobs.removeIf(job -> job.number() > 0 && job.isDone() && job.isWaited());
    int number = 1;
    for (int i = 0; i < jobs.size(); i++) {
      if (jobs.get(i).number() == number) {
        number++;
        i = -1;
      }
    }
    return number;
  }

  Interpreter shell() {
    return shell;
  }

  /** Waits for a job in the foreground; then it is forgotten. */
  void await(Job job, Step then) {
    foreground = job;
    giveTerminal(job.group());
    job.whenStill(
        () -> {
          foreground = null;
          giveTerminal(shell.task().group());
          if (job.isDone()) {
            job.tasks().forEach(task -> shell.addChildrenNs(task.cpuNs()));
            jobs.remove(job);
          } else {
            stopped(job);
          }
          shell.setStatus(job.exitStatus());
          if (shell.isInteractive() && job.signal() == Signals.INT) {
            shell.abort(job.exitStatus());
          }
          shell.task().print(Task.STDERR, job.takeNotice(), then);
        });
  }

  /** A signal stopped the foreground job: it becomes one of the background. */
  private void stopped(Job job) {
    if (job.number() == 0) {
      job.setNumber(nextNumber());
    }
  }

  private void giveTerminal(int group) {
    if (shell.options().isOn(Option.MONITOR)) {
      shell.task().session().setForegroundGroup(group);
    }
  }

  /** A job's state is another one: whoever waits for any is told. */
  void changed(Job job) {
    if (job.isDone() && job.number() > 0) {
      if (ended.size() < MAX_REMEMBERED) {
        ended.put(job.lastPid(), job.exitStatus());
      }
    }
    Step waiting = changed;
    if (waiting != null) {
      changed = null;
      shell.task().then(waiting);
    }
  }

  /** Says what happens once when a job's state changes; null takes it back. */
  void onChange(@Nullable Step then) {
    changed = then;
  }

  /** The interrupt character was typed. */
  void interruptForeground() {
    Job job = foreground;
    if (job != null && job.group() != shell.task().group()) {
      shell.task().kernel().tasks().killGroup(job.group(), Signals.INT);
    }
  }

  /** The background jobs, the oldest first. */
  List<Job> background() {
    List<Job> found = new ArrayList<>(jobs.size());
    for (Job job : jobs) {
      if (job.number() > 0 && !job.equals(foreground)) {
        found.add(job);
      }
    }
    return found;
  }

  void forget(Job job) {
    jobs.remove(job);
  }

  /** The exit status of a child that ended, or null. */
  @Nullable Integer statusOf(int pid) {
    return ended.get(pid);
  }

  /** The job that a pid, or {@code %n}, {@code %%}, {@code %+}, {@code %-}, %text names. */
  @Nullable Job find(String name) {
    List<Job> all = background();
    if (!name.startsWith("%")) {
      for (Job job : all) {
        if (Names.isNumber(name) && job.has(name)) {
          return job;
        }
      }
      return null;
    }
    String which = name.substring(1);
    if (which.isEmpty() || which.equals("%") || which.equals("+")) {
      return all.isEmpty() ? null : all.get(all.size() - 1);
    }
    if (which.equals("-")) {
      return all.size() < 2 ? null : all.get(all.size() - 2);
    }
    boolean anywhere = which.startsWith("?");
    for (Job job : all) {
      boolean named =
          anywhere ? job.text().contains(which.substring(1)) : job.text().startsWith(which);
      if (which.equals(Integer.toString(job.number())) || (named && !Names.isNumber(which))) {
        return job;
      }
    }
    return null;
  }

  /** How a job stands, as a line of the list of them all. */
  String line(Job job, boolean pid) {
    List<Job> all = background();
    int place = all.size() - 1 - all.indexOf(job);
    char sign = place == 0 ? '+' : place == 1 ? '-' : ' ';
    boolean bash = shell.dialect().isBash();
    String state = job.state();
    String text = job.text();
    if (!bash && !shell.options().isOn(Option.MONITOR)) {
      text = "";
    } else if (bash && job.isRunning()) {
      text += " &";
    }
    String number = "[" + job.number() + "]" + sign;
    String id = pid ? " " + job.lastPid() : "";
    int width = bash ? 24 : 27;
    return number + " " + id + " " + pad(state, width) + text + "\n";
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }

  /** What is to be told of jobs that ended since it was last told; they are forgotten. */
  String report() {
    StringBuilder out = new StringBuilder();
    for (Job job : background()) {
      if (job.isDone()) {
        out.append(line(job, false));
      }
    }
    for (Job job : background()) {
      if (job.isDone()) {
        jobs.remove(job);
      }
    }
    return out.toString();
  }
}
