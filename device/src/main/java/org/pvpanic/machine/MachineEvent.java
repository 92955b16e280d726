package org.pvpanic.machine;

/** What a machine tells the world, named as QEMU's QMP events. */
public sealed interface MachineEvent {

  /** What the machine did about a panic, as GUEST_PANICKED reports it. */
  enum PanicAction {
    PAUSE,
    POWEROFF,
    RUN
  }

  /** The guest panicked and leaves it to the host. */
  record GuestPanicked(PanicAction action) implements MachineEvent {}

  /** The guest panicked and handles it with its own crash kernel. */
  record GuestCrashloaded(PanicAction action) implements MachineEvent {}

  /** The guest asked for a shutdown through pvpanic (QEMU 9.1 and later). */
  record GuestPvshutdown() implements MachineEvent {}

  /** The vCPUs stopped. */
  record Stop() implements MachineEvent {}

  /** The vCPUs run again. */
  record Resume() implements MachineEvent {}

  /** The machine was reset. */
  record Reset(boolean guest, ShutdownCause reason) implements MachineEvent {}

  /** The machine shut down, or would have unless told to pause instead. */
  record Shutdown(boolean guest, ShutdownCause reason) implements MachineEvent {}

  /** The guest sleeps (ACPI S3); its memory is kept. */
  record Suspend() implements MachineEvent {}

  /** The guest has saved itself to disk (ACPI S4) and switches the machine off. */
  record SuspendDisk() implements MachineEvent {}

  /** The guest was woken from its sleep. */
  record Wakeup() implements MachineEvent {}

  /** A watchdog fired, and this is what the machine does about it. */
  record WatchdogFired(Actions.Watchdog action) implements MachineEvent {}

  /** The guest set its clock, which is ahead of what it would have been by so many seconds. */
  record RtcChange(long offset) implements MachineEvent {}

  /** What became of an error in the hardware. */
  enum MemoryFailureAction {
    INJECT,
    RESET
  }

  /**
   * An error in the hardware was reported to the guest.
   *
   * @param actionRequired whether the guest has to act before it goes on
   * @param recursive whether it came while the guest handled another
   */
  record MemoryFailure(MemoryFailureAction action, boolean actionRequired, boolean recursive)
      implements MachineEvent {}

  /** The power button was pressed. */
  record Powerdown() implements MachineEvent {}
}
