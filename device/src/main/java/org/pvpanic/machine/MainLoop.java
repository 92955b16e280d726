package org.pvpanic.machine;

import org.jspecify.annotations.Nullable;

/**
 * Requests. Whoever wants the machine to sleep, shut down, reset, wake or stop sets a flag; {@link
 * #pass} serves the flags in one fixed order: suspend, shutdown, reset, wakeup, powerdown, stop.
 *
 * <p>A vCPU's wish to stop is such a flag, while a stop by anybody else happens at once (QEMU's
 * {@code vm_stop}). So a panic that ends the process overtakes the stop which the vCPU asked for,
 * and no STOP is sent; the same write from a monitor sends one.
 */
final class MainLoop {

  private final Machine machine;
  private final RunControl control;
  private Actions actions;
  private boolean suspendRequested;
  private @Nullable ShutdownCause shutdownRequested;
  private @Nullable ShutdownCause resetRequested;
  private boolean wakeupRequested;
  private boolean powerdownRequested;
  private @Nullable RunState stopRequested;
  private boolean exited;

  MainLoop(Machine machine, Actions actions) {
    this.machine = machine;
    this.control = new RunControl(machine);
    this.actions = actions;
  }

  RunState runState() {
    return control.state();
  }

  /** Whether the vCPUs run. */
  boolean running() {
    return control.running();
  }

  /** Whether time passes for the guest. */
  boolean ticking() {
    return control.running() || control.suspended();
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

  void requestSuspend() {
    suspendRequested = !control.suspended();
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

  /** The machine counts as running from now on, and is reset in the next pass. */
  void requestWakeup() {
    if (!control.suspended()) {
      throw new MachineException("Unable to wake up: guest is not in suspended state");
    }
    control.wake();
    wakeupRequested = true;
  }

  void requestPowerdown() {
    powerdownRequested = true;
  }

  void requestStop(RunState next) {
    stopRequested = next;
  }

  /** Stops the vCPUs: at once, or, when a vCPU itself asks, in the next pass. */
  void stop(RunState next) {
    if (machine.inVcpu()) {
      requestStop(next);
    } else {
      control.stop(next);
    }
  }

  void cont() {
    if (control.state().needsReset()) {
      throw new MachineException("Resetting the Virtual Machine is required");
    }
    if (!ticking()) {
      control.start();
    }
  }

  void start() {
    control.start();
  }

  /** Serves what has been requested, in QEMU's order. */
  void pass() {
    if (exited) {
      return;
    }
    if (suspendRequested) {
      suspendRequested = false;
      control.suspend();
    }
    ShutdownCause shutdown = shutdownRequested;
    if (shutdown != null) {
      shutdownRequested = null;
      shutDown(shutdown);
      if (exited) {
        return;
      }
    }
    ShutdownCause reset = resetRequested;
    if (reset != null) {
      resetRequested = null;
      machine.resetBoard();
      machine.emit(new MachineEvent.Reset(reset.byGuest(), reset));
      control.afterReset();
    }
    if (wakeupRequested) {
      wakeupRequested = false;
      machine.resetBoard();
      control.afterReset();
      machine.wokenUp();
      machine.emit(new MachineEvent.Wakeup());
    }
    if (powerdownRequested) {
      powerdownRequested = false;
      machine.emit(new MachineEvent.Powerdown());
      machine.pressPowerButton();
    }
    RunState stop = stopRequested;
    if (stop != null) {
      stopRequested = null;
      control.stop(stop);
    }
  }

  private void shutDown(ShutdownCause cause) {
    machine.emit(new MachineEvent.Shutdown(cause.byGuest(), cause));
    if (actions.shutdown() == Actions.Shutdown.PAUSE) {
      control.stop(RunState.SHUTDOWN);
    } else {
      boolean failure =
          cause == ShutdownCause.GUEST_PANIC && actions.panic() == Actions.Panic.EXIT_FAILURE;
      exit(failure ? 1 : 0);
    }
  }

  /** The end. */
  void exit(int status) {
    exited = true;
    machine.exitedWith(status);
  }
}
