package org.pvpanic.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineException;
import org.pvpanic.machine.RunState;
import org.pvpanic.qmp.ErrorClass;
import org.pvpanic.qmp.Name;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qmp.Union;
import org.pvpanic.vm.Vm;

/**
 * Running, stopping, resetting, and what the machine does on its own; keys and interrupts from
 * outside.
 */
final class RunStateCommands {

  private static final long DEFAULT_HOLD_MS = 100;

  private final Vm vm;

  RunStateCommands(Vm vm) {
    this.vm = vm;
  }

  /** Result of {@code query-status}; {@code singlestep} until QEMU 8.2. */
  record StatusInfo(boolean running, Optional<Boolean> singlestep, RunState status) {}

  /** Arguments of {@code set-action}. */
  record SetAction(
      Optional<Actions.Reboot> reboot,
      Optional<Actions.Shutdown> shutdown,
      Optional<Actions.Panic> panic,
      Optional<Actions.Watchdog> watchdog) {}

  /** Arguments of {@code send-key}. */
  record SendKey(List<KeyValue> keys, Optional<Long> holdTime) {}

  /** A key, by number or by name. */
  @Union(tag = "type")
  sealed interface KeyValue permits NumberKey, QcodeKey {
    /** The key number: scan code of set 1, bit 7 for the prefix 0xe0. */
    int keyNumber();
  }

  /** A key by number. */
  @Name("number")
  record NumberKey(long data) implements KeyValue {
    @Override
    public int keyNumber() {
      return (int) data & 0xff;
    }
  }

  /** A key by name. */
  @Name("qcode")
  record QcodeKey(QKeyCode data) implements KeyValue {
    @Override
    public int keyNumber() {
      return data.number();
    }
  }

  StatusInfo queryStatus() {
    RunState state = vm.machine().runState();
    Optional<Boolean> singlestep =
        vm.version().singlestep() ? Optional.of(false) : Optional.empty();
    return new StatusInfo(state == RunState.RUNNING, singlestep, state);
  }

  void submit(Input input) throws QmpException {
    try {
      vm.submit(input);
    } catch (MachineException e) {
      throw new QmpException(ErrorClass.GENERIC_ERROR, String.valueOf(e.getMessage()));
    }
  }

  void exitPreconfig() throws QmpException {
    try {
      vm.exitPreconfig();
    } catch (MachineException e) {
      throw new QmpException(ErrorClass.GENERIC_ERROR, String.valueOf(e.getMessage()));
    }
  }

  void setAction(SetAction change) throws QmpException {
    Actions now = vm.machine().actions();
    submit(
        new Input.SetActions(
            new Actions(
                change.reboot().orElse(now.reboot()),
                change.shutdown().orElse(now.shutdown()),
                change.panic().orElse(now.panic()),
                change.watchdog().orElse(now.watchdog()))));
  }

  /** Presses all keys in order, and releases them in the opposite order after the hold time. */
  void sendKey(SendKey request) throws QmpException {
    List<Integer> keys = request.keys().stream().map(KeyValue::keyNumber).toList();
    submit(new Input.Keys(ScanCodes.pressed(keys)));
    Future<?> unused =
        vm.eventLoop()
            .schedule(
                () -> vm.submit(new Input.Keys(ScanCodes.released(keys))),
                request.holdTime().orElse(DEFAULT_HOLD_MS),
                TimeUnit.MILLISECONDS);
  }
}
