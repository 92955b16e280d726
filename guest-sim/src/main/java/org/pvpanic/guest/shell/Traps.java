package org.pvpanic.guest.shell;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.linux.Signals;
import org.pvpanic.machine.Step;

/** What a shell does when signals arrive, and when it ends. */
final class Traps {

  /** The condition that the shell ends. */
  static final int EXIT = 0;

  private final Interpreter shell;
  private final Map<Integer, String> actions = new TreeMap<>();
  private final TreeSet<Integer> pending = new TreeSet<>();
  private @Nullable Step waiting;
  private int arrived;
  private boolean running;

  Traps(Interpreter shell) {
    this.shell = shell;
  }

  /** Those of a subshell: only what is ignored stays so. */
  Traps(Interpreter shell, Traps outer) {
    this.shell = shell;
    outer.actions.forEach(
        (signal, action) -> {
          if (action.isEmpty() && signal != EXIT) {
            set(signal, action);
          }
        });
  }

  /** The actions that are set, by signal. */
  Map<Integer, String> actions() {
    return actions;
  }

  /**
   * Says what a signal does.
   *
   * @param action "" ignores it, null brings back what it does by itself
   */
  void set(int signal, @Nullable String action) {
    if (action == null) {
      actions.remove(signal);
      if (signal != EXIT) {
        shell.task().disposition().set(signal, null);
      }
      return;
    }
    actions.put(signal, action);
    if (signal == EXIT) {
      return;
    }
    if (action.isEmpty()) {
      shell.task().disposition().ignore(signal);
    } else {
      shell.task().disposition().set(signal, () -> arrived(signal));
    }
  }

  /** The action for a signal, which is forgotten; null when there is none. */
  @Nullable String take(int signal) {
    return actions.remove(signal);
  }

  /** The task becomes another program: handlers are gone. */
  void forgetAll() {
    actions.forEach(
        (signal, action) -> {
          if (signal != EXIT && !action.isEmpty()) {
            shell.task().disposition().set(signal, null);
          }
        });
    actions.clear();
  }

  private void arrived(int signal) {
    pending.add(signal);
    Step interrupted = waiting;
    if (interrupted != null) {
      waiting = null;
      arrived = signal;
      shell.task().then(interrupted);
    }
  }

  /** Says what goes on at once when a signal with a trap arrives; null takes it back. */
  void onArrival(@Nullable Step step) {
    waiting = step;
  }

  /** The signal that ended a wait. */
  int lastArrived() {
    return arrived;
  }

  /** Runs the actions of signals that have arrived. */
  void runPending(Step then) {
    Integer signal = running ? null : pending.pollFirst();
    String action = signal == null ? null : actions.get(signal);
    if (signal == null) {
      then.run();
      return;
    }
    if (action == null) {
      runPending(then);
      return;
    }
    int status = shell.status();
    running = true;
    Flow flow = shell.nesting().flow();
    shell.nesting().setFlow(Flow.NONE);
    new ScriptRun(shell, action, "trap")
        .start(
            () -> {
              running = false;
              if (!shell.nesting().isFlowing()) {
                shell.setStatus(status);
                shell.nesting().setFlow(flow);
              }
              runPending(then);
            });
  }

  /** The number of a signal by its name or number, or -1. */
  static int number(String name) {
    if (name.equals("0") || name.equalsIgnoreCase("EXIT")) {
      return EXIT;
    }
    return Signals.number(name).orElse(-1);
  }
}
