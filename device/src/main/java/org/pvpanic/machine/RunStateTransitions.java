package org.pvpanic.machine;

import static org.pvpanic.machine.RunState.COLO;
import static org.pvpanic.machine.RunState.DEBUG;
import static org.pvpanic.machine.RunState.FINISH_MIGRATE;
import static org.pvpanic.machine.RunState.GUEST_PANICKED;
import static org.pvpanic.machine.RunState.INMIGRATE;
import static org.pvpanic.machine.RunState.INTERNAL_ERROR;
import static org.pvpanic.machine.RunState.IO_ERROR;
import static org.pvpanic.machine.RunState.PAUSED;
import static org.pvpanic.machine.RunState.POSTMIGRATE;
import static org.pvpanic.machine.RunState.PRELAUNCH;
import static org.pvpanic.machine.RunState.RESTORE_VM;
import static org.pvpanic.machine.RunState.RUNNING;
import static org.pvpanic.machine.RunState.SAVE_VM;
import static org.pvpanic.machine.RunState.SHUTDOWN;
import static org.pvpanic.machine.RunState.SUSPENDED;
import static org.pvpanic.machine.RunState.WATCHDOG;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which run state may follow which, as a version of QEMU has it. Immutable. */
public final class RunStateTransitions {

  static final RunStateTransitions QEMU_7_2 =
      new RunStateTransitions()
          .and(DEBUG, RUNNING, FINISH_MIGRATE, PRELAUNCH, SUSPENDED)
          .and(INMIGRATE, INTERNAL_ERROR, IO_ERROR, PAUSED, RUNNING, SHUTDOWN, SUSPENDED, WATCHDOG)
          .and(INMIGRATE, GUEST_PANICKED, FINISH_MIGRATE, PRELAUNCH, POSTMIGRATE, COLO)
          .and(INTERNAL_ERROR, PAUSED, FINISH_MIGRATE, PRELAUNCH)
          .and(IO_ERROR, RUNNING, FINISH_MIGRATE, PRELAUNCH)
          .and(PAUSED, RUNNING, FINISH_MIGRATE, POSTMIGRATE, PRELAUNCH, COLO)
          .and(POSTMIGRATE, RUNNING, FINISH_MIGRATE, PRELAUNCH)
          .and(PRELAUNCH, RUNNING, INMIGRATE, FINISH_MIGRATE)
          .and(FINISH_MIGRATE, RUNNING, PAUSED, POSTMIGRATE, PRELAUNCH, COLO)
          .and(RESTORE_VM, RUNNING, PRELAUNCH)
          .and(RUNNING, DEBUG, INTERNAL_ERROR, IO_ERROR, PAUSED, FINISH_MIGRATE, RESTORE_VM)
          .and(RUNNING, SAVE_VM, SHUTDOWN, WATCHDOG, GUEST_PANICKED, COLO, SUSPENDED)
          .and(SAVE_VM, RUNNING)
          .and(SHUTDOWN, PAUSED, FINISH_MIGRATE, PRELAUNCH, COLO)
          .and(SUSPENDED, RUNNING, FINISH_MIGRATE, PRELAUNCH, COLO)
          .and(WATCHDOG, RUNNING, FINISH_MIGRATE, PRELAUNCH, COLO)
          .and(GUEST_PANICKED, RUNNING, FINISH_MIGRATE, PRELAUNCH)
          .and(COLO, RUNNING, PRELAUNCH, SHUTDOWN);

  /** Since 9.0 a suspended machine can be stopped, saved and sent, and is suspended again after. */
  static final RunStateTransitions QEMU_10_0 =
      QEMU_7_2
          .and(PRELAUNCH, SUSPENDED)
          .and(PAUSED, SUSPENDED)
          .and(SUSPENDED, PAUSED, SAVE_VM, RESTORE_VM, SHUTDOWN)
          .and(SAVE_VM, SUSPENDED)
          .and(RESTORE_VM, SUSPENDED)
          .and(FINISH_MIGRATE, INTERNAL_ERROR, IO_ERROR, SHUTDOWN, SUSPENDED, WATCHDOG)
          .and(FINISH_MIGRATE, GUEST_PANICKED);

  private final Map<RunState, Set<RunState>> table = new EnumMap<>(RunState.class);

  private RunStateTransitions() {}

  private RunStateTransitions and(RunState from, RunState... to) {
    RunStateTransitions more = new RunStateTransitions();
    table.forEach((state, next) -> more.table.put(state, EnumSet.copyOf(next)));
    more.table.computeIfAbsent(from, state -> EnumSet.noneOf(RunState.class)).addAll(Set.of(to));
    return more;
  }

  /** Whether a machine may go from one state to another; staying is always allowed. */
  public boolean allow(RunState from, RunState to) {
    return from == to || table.getOrDefault(from, Set.of()).contains(to);
  }
}
