package org.pvpanic.guest.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.guest.linux.Task;
import org.pvpanic.machine.Step;

/** Builtins for jobs: jobs wait fg bg. */
final class JobBuiltins {

  private JobBuiltins() {}

  static void run(Call call) throws ShellError {
    switch (call.name()) {
      case "jobs" -> list(call);
      case "wait" -> waitFor(call);
      default -> resume(call);
    }
  }

  private static void list(Call call) throws ShellError {
    Jobs jobs = call.shell().jobs();
    boolean pids = false;
    boolean only = false;
    List<String> names = new ArrayList<>();
    for (String word : call.arguments()) {
      if (word.startsWith("-") && word.length() > 1) {
        for (char c : word.substring(1).toCharArray()) {
          if (c != 'l' && c != 'p') {
            throw SetBuiltin.badOption(call, c);
          }
          pids |= c == 'l';
          only |= c == 'p';
        }
      } else {
        names.add(word);
      }
    }
    StringBuilder out = new StringBuilder();
    for (Job job : wanted(call, names)) {
      out.append(only ? job.lastPid() + "\n" : jobs.line(job, pids));
    }
    for (Job job : wanted(call, names)) {
      if (job.isDone()) {
        jobs.forget(job);
      }
    }
    call.print(out.toString(), 0);
  }

  private static List<Job> wanted(Call call, List<String> names) throws ShellError {
    if (names.isEmpty()) {
      return call.shell().jobs().background();
    }
    List<Job> found = new ArrayList<>();
    for (String name : names) {
      Job job = call.shell().jobs().find(name);
      if (job == null) {
        throw noJob(call, name);
      }
      found.add(job);
    }
    return found;
  }

  private static ShellError noJob(Call call, String name) {
    return call.isBash()
        ? ShellError.of(1, name + ": no such job")
        : ShellError.of(2, name + ": no such job");
  }

  private static void waitFor(Call call) throws ShellError {
    List<String> words = call.arguments();
    if (!words.isEmpty() && words.get(0).startsWith("-") && !words.get(0).equals("--")) {
      if (!call.isBash() || !words.get(0).equals("-n")) {
        throw SetBuiltin.badOption(call, words.get(0).charAt(1));
      }
      waitForAny(call);
      return;
    }
    if (!words.isEmpty() && words.get(0).equals("--")) {
      words = words.subList(1, words.size());
    }
    if (words.isEmpty()) {
      waitForAll(call);
    } else {
      next(call, words, 0);
    }
  }

  /** Waits until a condition holds; a signal with a trap ends that. */
  private static void until(Call call, BooleanSupplier over, Step then) {
    if (over.getAsBoolean()) {
      then.run();
      return;
    }
    Interpreter shell = call.shell();
    shell.onInterrupt(
        () -> {
          shell.jobs().onChange(null);
          shell.traps().onArrival(null);
          call.end(128 + Signals.INT);
        });
    shell
        .jobs()
        .onChange(
            () -> {
              shell.onInterrupt(null);
              shell.traps().onArrival(null);
              until(call, over, then);
            });
    shell
        .traps()
        .onArrival(
            () -> {
              shell.jobs().onChange(null);
              call.end(128 + shell.traps().lastArrived());
            });
  }

  private static void waitForAll(Call call) {
    Jobs jobs = call.shell().jobs();
    until(
        call,
        () -> {
          for (Job job : jobs.background()) {
            if (job.isRunning()) {
              return false;
            }
          }
          return true;
        },
        () -> {
          for (Job job : jobs.background()) {
            if (job.isDone()) {
              jobs.waitedFor(job);
            }
          }
          call.end(0);
        });
  }

  private static void waitForAny(Call call) {
    Jobs jobs = call.shell().jobs();
    if (jobs.background().isEmpty()) {
      call.end(127);
      return;
    }
    Job[] found = new Job[1];
    until(
        call,
        () -> {
          for (Job job : jobs.background()) {
            if (job.isDone()) {
              found[0] = job;
              return true;
            }
          }
          return false;
        },
        () -> {
          int status = found[0].exitStatus();
          jobs.forget(found[0]);
          call.end(status);
        });
  }

  private static void next(Call call, List<String> words, int index) {
    Interpreter shell = call.shell();
    String name = words.get(index);
    boolean last = index + 1 == words.size();
    Job job = shell.jobs().find(name);
    if (job == null) {
      int status = missing(call, name);
      String text = status == 127 ? complaint(call, name) : "";
      if (last) {
        call.complainPlainly(text, status);
      } else {
        call.task().print(Task.STDERR, text, () -> next(call, words, index + 1));
      }
      return;
    }
    until(
        call,
        () -> !job.isRunning(),
        () -> {
          int status = job.exitStatus();
          String notice = job.takeNotice();
          if (job.isDone()) {
            shell.jobs().waitedFor(job);
          }
          call.task()
              .print(
                  Task.STDERR,
                  call.isBash() ? "" : notice,
                  () -> {
                    if (last) {
                      call.end(status);
                    } else {
                      next(call, words, index + 1);
                    }
                  });
        });
  }

  private static int missing(Call call, String name) {
    Integer status =
        Names.isNumber(name) && name.length() < 9
            ? call.shell().jobs().statusOf(Integer.parseInt(name))
            : null;
    return status == null ? 127 : status;
  }

  private static String complaint(Call call, String name) {
    Interpreter shell = call.shell();
    if (name.startsWith("%")) {
      return shell.error("wait", name + ": no such job");
    }
    if (!call.isBash()) {
      return "";
    }
    return Names.isNumber(name)
        ? shell.error("wait", "pid " + name + " is not a child of this shell")
        : shell.error("wait", "`" + name + "': not a pid or valid job spec");
  }

  private static void resume(Call call) throws ShellError {
    Interpreter shell = call.shell();
    boolean foreground = call.name().equals("fg");
    if (call.isBash() && !shell.options().isOn(Option.MONITOR)) {
      throw ShellError.of(1, "no job control");
    }
    String name = call.arguments().isEmpty() ? "%%" : call.arguments().get(0);
    Job job = shell.jobs().find(name);
    if (job == null) {
      throw call.isBash()
          ? ShellError.of(1, (call.arguments().isEmpty() ? "current" : name) + ": no such job")
          : ShellError.of(
              2, call.arguments().isEmpty() ? "No current job" : name + ": no such job");
    }
    job.resumed();
    String text =
        foreground
            ? job.text() + "\n"
            : "["
                + job.number()
                + "]"
                + (call.isBash() ? "+ " : " ")
                + job.text()
                + (call.isBash() ? " &\n" : "\n");
    Step go =
        () -> {
          shell.task().kernel().tasks().killGroup(job.group(), Signals.CONT);
          if (foreground) {
            shell.jobs().await(job, () -> call.end(shell.status()));
          } else {
            call.end(0);
          }
        };
    shell.task().print(Task.STDOUT, text, go);
  }
}
