package org.pvpanic.machine;

import org.pvpanic.machine.MachineEvent.PanicAction;

/** What the machine does on its own when its guest panics or hangs ({@link Actions}). */
final class GuestPolicy {

  private final Machine machine;
  private final MainLoop loop;

  GuestPolicy(Machine machine, MainLoop loop) {
    this.machine = machine;
    this.loop = loop;
  }

  /** Clients are told, whatever state the machine is in; only one that runs is stopped. */
  void guestPanicked() {
    machine.noteCrash();
    Actions actions = loop.actions();
    boolean pause =
        actions.panic() == Actions.Panic.PAUSE
            || (actions.panic() == Actions.Panic.SHUTDOWN
                && actions.shutdown() == Actions.Shutdown.PAUSE);
    if (pause) {
      machine.emit(new MachineEvent.GuestPanicked(PanicAction.PAUSE));
      loop.stop(RunState.GUEST_PANICKED);
    } else if (actions.panic() == Actions.Panic.NONE) {
      machine.emit(new MachineEvent.GuestPanicked(PanicAction.RUN));
    } else {
      machine.emit(new MachineEvent.GuestPanicked(PanicAction.POWEROFF));
      loop.stop(RunState.GUEST_PANICKED);
      loop.requestShutdown(ShutdownCause.GUEST_PANIC);
    }
  }

  /**
   * Clients are told first. {@code shutdown} only presses the power button, {@code poweroff} ends
   * the process on the spot, without a SHUTDOWN, and {@code pause} stops the vCPUs in the next pass
   * of the main loop, whoever asks. {@code debug} is for the console, where the emulator says so.
   */
  void watchdogFired() {
    Actions.Watchdog action = loop.actions().watchdog();
    machine.emit(new MachineEvent.WatchdogFired(action));
    switch (action) {
      case RESET -> loop.requestReset(ShutdownCause.GUEST_RESET);
      case SHUTDOWN -> loop.requestPowerdown();
      case POWEROFF -> loop.exit(0);
      case PAUSE -> loop.requestStop(RunState.WATCHDOG);
      case DEBUG, NONE -> {}
      case INJECT_NMI -> machine.raiseNmi();
    }
  }
}
