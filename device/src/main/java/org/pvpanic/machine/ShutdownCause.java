package org.pvpanic.machine;

import java.util.Locale;

/** Why a machine shuts down or resets, in the order of QEMU's {@code ShutdownCause} enum. */
public enum ShutdownCause {
  NONE,
  HOST_ERROR,
  HOST_QMP_QUIT,
  HOST_QMP_SYSTEM_RESET,
  HOST_SIGNAL,
  HOST_UI,
  GUEST_SHUTDOWN,
  GUEST_RESET,
  GUEST_PANIC,
  SUBSYSTEM_RESET,
  SNAPSHOT_LOAD;

  /** Whether the guest brought it about. */
  public boolean byGuest() {
    return compareTo(GUEST_SHUTDOWN) >= 0;
  }

  /** The name on the wire, such as {@code guest-panic}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
