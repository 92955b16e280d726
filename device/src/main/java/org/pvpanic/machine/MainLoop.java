package org.pvpanic.machine;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.MachineEvent.PanicAction;

/**
 * Run state and requests. Whoever wants the machine to shut down, reset or stop sets a flag; {@link
 * #pass} serves the flags in one fixed order: shutdown, reset, powerdown, stop.
 *
 * <p>A vCPU's wish to stop is such a flag, while a stop by anybody else happens at once (QEMU's
 * {@code vm_stop}). So a panic that ends the process overtakes the stop which the vCPU asked for,
 * and no STOP is sent; the same write from a monitor sends one.
 */
final class MainLoop {

  private final Machine machine;
  private Actions actions;
  private RunState state = RunState.PRELAUNCH;
  private @Nullable ShutdownCause shutdownRequested;
  private @Nullable ShutdownCause resetRequested;
  private @Nullable RunState stopRequested;
  private boolean powerdownRequested;
  private boolean exited;

  MainLoop(Machine machine, Actions actions) {
    this.machine = machine;
    this.actions = actions;
  }

  RunState runState() {
    return state;
  }

  boolean running() {
    return state == RunState.RUNNING;
  }

  boolean exited() {
    return exited;
  }

  Actions actions() {
    return actions;
  }

  void setActions(Actions changed) {
    actions = changed;
  }

  void requestShutdown(ShutdownCause cause) {
    shutdownRequested = cause;
  }

  /** A shutdown that ends the process whatever the shutdown action says. */
  void requestExit(ShutdownCause cause) {
    actions = actions.withShutdown(Actions.Shutdown.POWEROFF);
    requestShutdown(cause);
  }

  void requestReset(ShutdownCause cause) {
    if (actions.reboot() == Actions.Reboot.SHUTDOWN) {
      shutdownRequested = cause;
    } else {
      resetRequested = cause;
    }
  }

  void requestPowerdown() {
    powerdownRequested = true;
  }

  /** Stops the vCPUs: at once, or, when a vCPU itself asks, in the next pass. */
  void stop(RunState next) {
    if (machine.inVcpu()) {
      stopRequested = next;
    } else if (running()) {
      machine.stopClock();
      enter(next);
      machine.emit(new MachineEvent.Stop());
    }
  }

  void cont() {
    if (state.needsReset()) {
      throw new MachineException("Resetting the Virtual Machine is required");
    }
    if (state != RunState.SUSPENDED && !running()) {
      start();
    }
  }

  void start() {
    machine.emit(new MachineEvent.Resume());
    enter(RunState.RUNNING);
    machine.startClock();
  }

  void guestPanicked() {
    boolean pause =
        actions.panic() == Actions.Panic.PAUSE
            || (actions.panic() == Actions.Panic.SHUTDOWN
                && actions.shutdown() == Actions.Shutdown.PAUSE);
    if (pause) {
      machine.emit(new MachineEvent.GuestPanicked(PanicAction.PAUSE));
      stop(RunState.GUEST_PANICKED);
    } else if (actions.panic() == Actions.Panic.NONE) {
      machine.emit(new MachineEvent.GuestPanicked(PanicAction.RUN));
    } else {
      machine.emit(new MachineEvent.GuestPanicked(PanicAction.POWEROFF));
      stop(RunState.GUEST_PANICKED);
      requestShutdown(ShutdownCause.GUEST_PANIC);
    }
  }

  /** Serves what has been requested, in QEMU's order. */
  void pass() {
    if (exited) {
      return;
    }
    ShutdownCause shutdown = shutdownRequested;
    if (shutdown != null) {
      shutdownRequested = null;
      machine.emit(new MachineEvent.Shutdown(shutdown.byGuest(), shutdown));
      if (actions.shutdown() == Actions.Shutdown.PAUSE) {
        stop(RunState.SHUTDOWN);
      } else {
        exited = true;
        boolean failure =
            shutdown == ShutdownCause.GUEST_PANIC && actions.panic() == Actions.Panic.EXIT_FAILURE;
        machine.exitedWith(failure ? 1 : 0);
        return;
      }
    }
    ShutdownCause reset = resetRequested;
    if (reset != null) {
      resetRequested = null;
      machine.resetBoard();
      machine.emit(new MachineEvent.Reset(reset.byGuest(), reset));
      if (!running()) {
        enter(RunState.PRELAUNCH);
      } else {
        machine.startClock();
      }
    }
    if (powerdownRequested) {
      powerdownRequested = false;
      machine.emit(new MachineEvent.Powerdown());
    }
    RunState stop = stopRequested;
    if (stop != null) {
      stopRequested = null;
      stop(stop);
    }
  }

  private void enter(RunState next) {
    if (!state.mayBecome(next)) {
      // Looked up here alone, since looking up a logger costs a start 20 ms.
      System.getLogger(MainLoop.class.getName())
          .log(
              Level.ERROR,
              "invalid runstate transition: ''{0}'' -> ''{1}''",
              state.wireName(),
              next.wireName());
      return;
    }
    RunState from = state;
    state = next;
    if (from != next) {
      machine.runStateChanged(from, next);
    }
  }
}
