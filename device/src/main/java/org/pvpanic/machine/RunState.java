package org.pvpanic.machine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a machine is doing, in QEMU's terms and in the order of QEMU's {@code RunState} enum.
 *
 * <p>Which state may follow which is QEMU's table; a transition outside of it is a defect in the
 * caller, never something that a guest or a client can bring about.
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

  private static final Map<RunState, Set<RunState>> QEMU_7_2 = new EnumMap<>(RunState.class);

  static {
    allow(DEBUG, RUNNING, FINISH_MIGRATE, PRELAUNCH, SUSPENDED);
    allow(
        INMIGRATE,
        INTERNAL_ERROR,
        IO_ERROR,
        PAUSED,
        RUNNING,
        SHUTDOWN,
        SUSPENDED,
        WATCHDOG,
        GUEST_PANICKED,
        FINISH_MIGRATE,
        PRELAUNCH,
        POSTMIGRATE,
        COLO);
    allow(INTERNAL_ERROR, PAUSED, FINISH_MIGRATE, PRELAUNCH);
    allow(IO_ERROR, RUNNING, FINISH_MIGRATE, PRELAUNCH);
    allow(PAUSED, RUNNING, FINISH_MIGRATE, POSTMIGRATE, PRELAUNCH, COLO);
    allow(POSTMIGRATE, RUNNING, FINISH_MIGRATE, PRELAUNCH);
    allow(PRELAUNCH, RUNNING, INMIGRATE, FINISH_MIGRATE);
    allow(FINISH_MIGRATE, RUNNING, PAUSED, POSTMIGRATE, PRELAUNCH, COLO);
    allow(RESTORE_VM, RUNNING, PRELAUNCH);
    allow(
        RUNNING,
        DEBUG,
        INTERNAL_ERROR,
        IO_ERROR,
        PAUSED,
        FINISH_MIGRATE,
        RESTORE_VM,
        SAVE_VM,
        SHUTDOWN,
        WATCHDOG,
        GUEST_PANICKED,
        COLO,
        SUSPENDED);
    allow(SAVE_VM, RUNNING);
    allow(SHUTDOWN, PAUSED, FINISH_MIGRATE, PRELAUNCH, COLO);
    allow(SUSPENDED, RUNNING, FINISH_MIGRATE, PRELAUNCH, COLO);
    allow(WATCHDOG, RUNNING, FINISH_MIGRATE, PRELAUNCH, COLO);
    allow(GUEST_PANICKED, RUNNING, FINISH_MIGRATE, PRELAUNCH);
    allow(COLO, RUNNING, PRELAUNCH, SHUTDOWN);
  }

  private static void allow(RunState from, RunState... to) {
    QEMU_7_2.put(from, EnumSet.of(to[0], to));
  }

  /** The name on the wire, such as {@code guest-panicked}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the machine may go from this state to {@code next}; staying is always allowed. */
  public boolean mayBecome(RunState next) {
    return this == next || QEMU_7_2.getOrDefault(this, Set.of()).contains(next);
  }

  /** Whether only a reset leads out of this state ({@code cont} is refused). */
  public boolean needsReset() {
    return this == INTERNAL_ERROR || this == SHUTDOWN;
  }
}
