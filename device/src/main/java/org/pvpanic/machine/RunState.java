package org.pvpanic.machine;

import java.util.Locale;

/**
 * What a machine is doing, in QEMU's terms and in the order of QEMU's {@code RunState} enum. {@link
 * RunStateTransitions} says which state may follow which.
 */
public enum RunState {
  DEBUG,
  INMIGRATE,
  INTERNAL_ERROR,
  IO_ERROR,
  PAUSED,
  POSTMIGRATE,
  PRELAUNCH,
  FINISH_MIGRATE,
  RESTORE_VM,
  RUNNING,
  SAVE_VM,
  SHUTDOWN,
  SUSPENDED,
  WATCHDOG,
  GUEST_PANICKED,
  COLO;

  /** The name on the wire, such as {@code guest-panicked}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether only a reset leads out of this state ({@code cont} is refused). */
  public boolean needsReset() {
    return this == INTERNAL_ERROR || this == SHUTDOWN;
  }
}
