package org.pvpanic.commands;

import java.util.Optional;
import org.pvpanic.dump.DumpStatus;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.VersionProfile.Change;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpEvent;
import org.pvpanic.qmp.QmpMonitors;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Vm;

/** Turns what the machine does into QMP events. */
final class MachineEvents implements MachineObserver {

  private static final QmpEvent<GuestPanic> GUEST_PANICKED =
      QmpEvent.of("GUEST_PANICKED", GuestPanic.class);
  private static final QmpEvent<GuestPanic> GUEST_CRASHLOADED =
      QmpEvent.of("GUEST_CRASHLOADED", GuestPanic.class);
  private static final QmpEvent<Void> GUEST_PVSHUTDOWN = QmpEvent.of("GUEST_PVSHUTDOWN");
  private static final QmpEvent<Void> STOP = QmpEvent.of("STOP");
  private static final QmpEvent<Void> RESUME = QmpEvent.of("RESUME");
  private static final QmpEvent<Void> SUSPEND = QmpEvent.of("SUSPEND");
  private static final QmpEvent<Void> SUSPEND_DISK = QmpEvent.of("SUSPEND_DISK");
  private static final QmpEvent<Void> WAKEUP = QmpEvent.of("WAKEUP");
  private static final QmpEvent<MachineEvent.WatchdogFired> WATCHDOG =
      QmpEvent.of("WATCHDOG", MachineEvent.WatchdogFired.class);
  private static final QmpEvent<Void> POWERDOWN = QmpEvent.of("POWERDOWN");
  private static final QmpEvent<MachineEvent.Reset> RESET =
      QmpEvent.of("RESET", MachineEvent.Reset.class);
  private static final QmpEvent<MachineEvent.Shutdown> SHUTDOWN =
      QmpEvent.of("SHUTDOWN", MachineEvent.Shutdown.class);
  private static final QmpEvent<RtcChange> RTC_CHANGE = QmpEvent.of("RTC_CHANGE", RtcChange.class);
  private static final QmpEvent<MemoryFailure> MEMORY_FAILURE =
      QmpEvent.of("MEMORY_FAILURE", MemoryFailure.class);
  private static final QmpEvent<DumpCompleted> DUMP_COMPLETED =
      QmpEvent.of("DUMP_COMPLETED", DumpCompleted.class);

  private final QmpMonitors monitors;
  private final Vm vm;

  MachineEvents(QmpCommands commands, QmpMonitors monitors, Vm vm) {
    this.monitors = monitors;
    this.vm = vm;
    commands.add(
        SHUTDOWN,
        POWERDOWN,
        RESET,
        STOP,
        RESUME,
        SUSPEND,
        SUSPEND_DISK,
        WAKEUP,
        WATCHDOG,
        GUEST_PANICKED,
        GUEST_CRASHLOADED,
        RTC_CHANGE,
        MEMORY_FAILURE,
        DUMP_COMPLETED);
    if (vm.version().has(Change.PVPANIC_SHUTDOWN)) {
      commands.add(GUEST_PVSHUTDOWN);
    }
  }

  /** Data of GUEST_PANICKED and GUEST_CRASHLOADED. */
  record GuestPanic(MachineEvent.PanicAction action, Optional<GuestPanicInformation> info) {
    GuestPanic(MachineEvent.PanicAction action) {
      this(action, Optional.empty());
    }
  }

  /** Whom an error in the hardware concerns. */
  enum MemoryFailureRecipient {
    HYPERVISOR,
    GUEST
  }

  /** What becomes of an error in the hardware. */
  enum MemoryFailureAction {
    IGNORE,
    INJECT,
    FATAL,
    RESET
  }

  /** How an error in the hardware comes. */
  record MemoryFailureFlags(boolean actionRequired, boolean recursive) {}

  /** Data of MEMORY_FAILURE. */
  record MemoryFailure(
      MemoryFailureRecipient recipient, MemoryFailureAction action, MemoryFailureFlags flags) {
    static MemoryFailure of(MachineEvent.MemoryFailure failure) {
      return new MemoryFailure(
          MemoryFailureRecipient.GUEST,
          MemoryFailureAction.valueOf(failure.action().name()),
          new MemoryFailureFlags(failure.actionRequired(), failure.recursive()));
    }
  }

  /** Data of DUMP_COMPLETED. */
  record DumpCompleted(DumpCommands.DumpQueryResult result, Optional<String> error) {}

  /** Data of RTC_CHANGE. */
  record RtcChange(long offset, String qomPath) {}

  @Override
  public void event(MachineEvent event) {
    if (event instanceof MachineEvent.GuestPanicked panicked) {
      monitors.emit(GUEST_PANICKED, new GuestPanic(panicked.action()));
    } else if (event instanceof MachineEvent.GuestCrashloaded crashloaded) {
      monitors.emit(GUEST_CRASHLOADED, new GuestPanic(crashloaded.action()));
    } else if (event instanceof MachineEvent.Reset reset) {
      monitors.emit(RESET, reset);
    } else if (event instanceof MachineEvent.Shutdown shutdown) {
      monitors.emit(SHUTDOWN, shutdown);
    } else if (event instanceof MachineEvent.Stop) {
      monitors.emit(STOP);
    } else if (event instanceof MachineEvent.Resume) {
      monitors.emit(RESUME);
    } else if (event instanceof MachineEvent.Suspend) {
      monitors.emit(SUSPEND);
    } else if (event instanceof MachineEvent.SuspendDisk) {
      monitors.emit(SUSPEND_DISK);
    } else if (event instanceof MachineEvent.Wakeup) {
      monitors.emit(WAKEUP);
    } else if (event instanceof MachineEvent.WatchdogFired fired) {
      monitors.emit(WATCHDOG, fired);
    } else if (event instanceof MachineEvent.Powerdown) {
      monitors.emit(POWERDOWN);
    } else if (event instanceof MachineEvent.RtcChange change) {
      monitors.emit(RTC_CHANGE, new RtcChange(change.offset(), clockPath(vm.qom())));
    } else if (event instanceof MachineEvent.MemoryFailure failure) {
      monitors.emit(MEMORY_FAILURE, MemoryFailure.of(failure));
    } else if (event instanceof MachineEvent.GuestPvshutdown) {
      monitors.emit(GUEST_PVSHUTDOWN);
    }
  }

  /** Where the real-time clock is in a part of the object tree; "" where it is not. */
  private static String clockPath(QomObject at) {
    if (at.type().equals("mc146818rtc")) {
      return at.path();
    }
    return at.children().values().stream()
        .map(MachineEvents::clockPath)
        .filter(path -> !path.isEmpty())
        .findFirst()
        .orElse("");
  }

  @Override
  public void exited(int status) {
    monitors.finish();
  }

  void dumpCompleted(DumpStatus status, Optional<String> error) {
    monitors.emit(
        DUMP_COMPLETED, new DumpCompleted(DumpCommands.DumpQueryResult.of(status), error));
  }
}
