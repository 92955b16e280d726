package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Step;

/** How a task runs, stops, ends, and waits for its children. */
final class Life {

  /** What a task that does not run waits for. */
  enum Wait {
    CHILD,
    TIME,
    INPUT
  }

  /** What a step costs besides the output it makes: a few system calls. */
  private static final long STEP_NS = 12_000;

  private enum State {
    RUNNING,
    STOPPED,
    ZOMBIE,
    GONE
  }

  private record Waiting(int which, ObjIntConsumer<Integer> then) {}

  private final Task task;
  private @Nullable IntConsumer ended;
  private @Nullable IntConsumer stopped;
  private @Nullable List<Step> held;
  private @Nullable Waiting waiting;
  private Clock.@Nullable Timer timer;
  private State state = State.RUNNING;
  private boolean uninterruptible;
  private long wakesNs;
  private long pending;
  private int program;
  private int waitStatus;
  private long cpuNs;

  /**
   * A life.
   *
   * @param ended takes note of the end; null leaves that to the parent's waiting
   */
  Life(Task task, @Nullable IntConsumer ended) {
    this.task = task;
    this.ended = ended;
  }

  boolean isAlive() {
    return state == State.RUNNING || state == State.STOPPED;
  }

  boolean isStopped() {
    return state == State.STOPPED;
  }

  long cpuNs() {
    return cpuNs;
  }

  char state() {
    return switch (state) {
      case STOPPED -> 'T';
      case ZOMBIE, GONE -> 'Z';
      case RUNNING -> uninterruptible ? 'D' : task.equals(task.kernel().current()) ? 'R' : 'S';
    };
  }

  /** The machine time at which its last sleep ends or ended; 0 when that was cut short. */
  long wakesNs() {
    return wakesNs;
  }

  Wait waitsFor() {
    if (waiting != null) {
      return Wait.CHILD;
    }
    return wakesNs > task.kernel().cpu().now() ? Wait.TIME : Wait.INPUT;
  }

  void setUninterruptible(boolean on) {
    uninterruptible = on;
    if (!on) {
      deliverPending();
    }
  }

  void onStopped(IntConsumer parent) {
    stopped = parent;
  }

  /** Steps of the program that ran before are no longer taken. */
  void newProgram() {
    program++;
    held = null;
    waiting = null;
    task.kernel().cpu().cancel(timer);
  }

  void then(Step next) {
    int of = program;
    task.kernel().cpu().queue(new TaskStep(task, of, next));
  }

  /**
   * A step of a task, waiting for its turn.
   *
   * @param program which of the programs that the task has run
   */
  record TaskStep(Task task, int program, Step next) implements Step {
    @Override
    public void run() {
      Life life = task.life();
      if (program == life.program) {
        life.take(next);
      }
    }
  }

  private void take(Step next) {
    if (state == State.STOPPED) {
      List<Step> waitingSteps = held;
      if (waitingSteps == null) {
        waitingSteps = new ArrayList<>(2);
        held = waitingSteps;
      }
      waitingSteps.add(next);
    } else if (state == State.RUNNING) {
      task.kernel().cpu().spend(STEP_NS);
      cpuNs += STEP_NS;
      task.kernel().view().worked(STEP_NS);
      task.kernel().runAs(task, next);
    }
  }

  void cancelSleep() {
    wakesNs = 0;
    task.kernel().cpu().cancel(timer);
  }

  void sleep(long ns, Step next) {
    wakesNs = task.kernel().cpu().now() + ns;
    timer = task.kernel().after(ns, () -> then(next));
  }

  /** What a signal does: pid 1 is spared what it has no handler for. */
  void signal(int signal) {
    if (!isAlive() || !Signals.isSignal(signal)) {
      return;
    }
    if (signal == Signals.CONT) {
      goOn();
    } else if (uninterruptible || (state == State.STOPPED && signal != Signals.KILL)) {
      pending |= 1L << (signal - 1);
      return;
    }
    Disposition disposition = task.disposition();
    boolean forced = signal == Signals.KILL || signal == Signals.STOP;
    Step handler = forced ? null : disposition.handler(signal);
    if (handler != null) {
      then(handler);
    } else if (task.pid() != 1 && (forced || !disposition.ignores(signal))) {
      byDefault(signal);
    }
  }

  private void byDefault(int signal) {
    if (Signals.stops(signal)) {
      state = State.STOPPED;
      IntConsumer told = stopped;
      Task parent = task.parent();
      if (parent != null && parent.isAlive()) {
        if (told != null) {
          told.accept(signal);
        }
        parent.signal(Signals.CHLD);
      }
    } else if (Signals.ends(signal)) {
      end(signal);
    }
  }

  private void goOn() {
    if (state != State.STOPPED) {
      return;
    }
    state = State.RUNNING;
    List<Step> steps = held;
    held = null;
    if (steps != null) {
      steps.forEach(this::then);
    }
    deliverPending();
  }

  private void deliverPending() {
    long signals = pending;
    pending = 0;
    for (int signal = 1; signals != 0; signal++, signals >>>= 1) {
      if ((signals & 1) != 0) {
        signal(signal);
      }
    }
  }

  void end(int status) {
    if (!isAlive()) {
      return;
    }
    state = State.ZOMBIE;
    waitStatus = status;
    held = null;
    Kernel kernel = task.kernel();
    kernel.cpu().cancel(timer);
    task.files().closeAll();
    kernel.tasks().ended(task);
    if (task.pid() == 1) {
      kernel.crashPath().initEnded(task, status);
      return;
    }
    kernel.tasks().adoptChildren(task);
    if (task.session().id() == task.pid()) {
      task.session().leaderEnded();
    }
    tellParent();
  }

  /** A child that nobody will wait for is gone at once. */
  private void tellParent() {
    Task parent = task.parent();
    IntConsumer told = ended;
    if (told != null || parent == null || parent.disposition().ignores(Signals.CHLD)) {
      reap();
    }
    if (told != null) {
      told.accept(waitStatus);
    }
    if (parent != null && parent.isAlive()) {
      parent.life().childEnded(task);
      parent.signal(Signals.CHLD);
    }
  }

  /** Its parent ended before it: pid 1 takes note of its end from now on. */
  void orphaned() {
    ended = status -> {};
    stopped = null;
    if (state == State.ZOMBIE) {
      reap();
    }
  }

  private void reap() {
    state = State.GONE;
    task.kernel().tasks().remove(task);
  }

  void waitFor(int which, ObjIntConsumer<Integer> then, Consumer<Errno> failed) {
    boolean any = false;
    for (Task child : task.kernel().tasks().childrenOf(task)) {
      if (matches(child, which)) {
        any = true;
        if (child.life().state == State.ZOMBIE) {
          note(child, then);
          return;
        }
      }
    }
    if (any) {
      waiting = new Waiting(which, then);
    } else {
      then(() -> failed.accept(Errno.ECHILD));
    }
  }

  private boolean matches(Task child, int which) {
    return which == -1
        || child.pid() == which
        || (which == 0 && child.group() == task.group())
        || (which < -1 && child.group() == -which);
  }

  private void childEnded(Task child) {
    Waiting wait = waiting;
    if (wait != null && child.life().state == State.ZOMBIE && matches(child, wait.which())) {
      waiting = null;
      note(child, wait.then());
    }
  }

  private void note(Task child, ObjIntConsumer<Integer> then) {
    int status = child.life().waitStatus;
    child.life().reap();
    then(() -> then.accept(status, child.pid()));
  }
}
