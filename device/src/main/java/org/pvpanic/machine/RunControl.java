package org.pvpanic.machine;

import java.lang.System.Logger.Level;

/**
 * The run state and what leads from one to another: stopping, going on, sleeping, waking.
 *
 * <p>A transition that QEMU's table does not have ends QEMU ({@code abort}). Here it is an error in
 * the log and does not take place: the state remains, and what would have come with it (STOP,
 * SUSPEND) is not told. So a panic that a monitor injects into a suspended machine, which QEMU 10.0
 * does not survive, is told by its event alone, as in 7.2.
 */
final class RunControl {

  private final Machine machine;
  private final VersionProfile version;
  private RunState state = RunState.PRELAUNCH;

  /** Whether the machine slept when it was stopped, so that it sleeps again when it goes on. */
  private boolean wasSuspended;

  RunControl(Machine machine) {
    this.machine = machine;
    this.version = machine.config().version();
  }

  RunState state() {
    return state;
  }

  boolean running() {
    return state == RunState.RUNNING;
  }

  boolean suspended() {
    return state == RunState.SUSPENDED;
  }

  /** Stops a machine that runs; any other stays as it is. */
  void stop(RunState next) {
    boolean sleeps = suspended();
    if ((running() || (sleeps && version.stopsSuspended())) && enter(next)) {
      wasSuspended = sleeps;
      machine.stopClock();
      machine.emit(new MachineEvent.Stop());
    }
  }

  void start() {
    RunState next = wasSuspended ? RunState.SUSPENDED : RunState.RUNNING;
    if (allows(next)) {
      wasSuspended = false;
      machine.emit(new MachineEvent.Resume());
      enter(next);
      machine.startClock();
    }
  }

  /** The vCPUs stand still; time goes on, as what wakes the machine may be a timer. */
  void suspend() {
    if (enter(RunState.SUSPENDED)) {
      machine.devices().forEach(Device::suspending);
      machine.emit(new MachineEvent.Suspend());
    }
  }

  void wake() {
    enter(RunState.RUNNING);
  }

  /** The board has been reset: a machine that did not run needs {@code cont}. */
  void afterReset() {
    wasSuspended = false;
    if (running()) {
      machine.startClock();
    } else {
      machine.stopClock();
      enter(RunState.PRELAUNCH);
    }
  }

  private boolean enter(RunState next) {
    if (!allows(next)) {
      return false;
    }
    RunState from = state;
    state = next;
    if (from != next) {
      machine.runStateChanged(from, next);
    }
    return true;
  }

  private boolean allows(RunState next) {
    if (version.transitions().allow(state, next)) {
      return true;
    }
    // Looked up here alone, since looking up a logger costs a start 20 ms.
    System.getLogger(RunControl.class.getName())
        .log(
            Level.ERROR,
            "invalid runstate transition: ''{0}'' -> ''{1}''",
            state.wireName(),
            next.wireName());
    return false;
  }
}
