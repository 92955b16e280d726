package org.pvpanic.commands;

import java.util.List;
import java.util.Optional;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineException;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.VersionProfile.Change;
import org.pvpanic.qmp.ErrorClass;
import org.pvpanic.qmp.Name;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qmp.Union;
import org.pvpanic.vm.Vm;

/**
 * Running, stopping, resetting, and what the machine does on its own; keys and interrupts from
 * outside.
 */
final class RunStateCommands {

  /** QEMU keeps 32 bits of a hold time. */
  private static final long HOLD_MASK = 0xffff_ffffL;

  private final Vm vm;

  RunStateCommands(Vm vm) {
    this.vm = vm;
  }

  /** Result of {@code query-status}. */
  private sealed interface Status {}

  /** Result of {@code query-status} where CPUs can be made to step. */
  record SteppedStatusInfo(boolean running, boolean singlestep, RunState status)
      implements Status {}

  /** Result of {@code query-status} where that is no longer told. */
  record StatusInfo(boolean running, RunState status) implements Status {}

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

  /** Declares the commands. */
  static void addTo(QmpCommands commands, Vm vm) {
    RunStateCommands group = new RunStateCommands(vm);
    commands
        .add("query-status")
        .preconfig()
        .<Status>returns(
            vm.version().has(Change.NO_SINGLESTEP) ? StatusInfo.class : SteppedStatusInfo.class)
        .does((client, none) -> group.queryStatus());
    commands.add("stop").does((client, none) -> group.submit(new Input.Stop(RunState.PAUSED)));
    commands.add("cont").does((client, none) -> group.submit(Input.Command.CONT));
    commands.add("system_reset").does((client, none) -> group.submit(Input.Command.SYSTEM_RESET));
    commands
        .add("system_powerdown")
        .does((client, none) -> group.submit(Input.Command.SYSTEM_POWERDOWN));
    commands.add("system_wakeup").does((client, none) -> group.submit(Input.Command.SYSTEM_WAKEUP));
    commands.add("quit").preconfig().does((client, none) -> group.submit(Input.Command.QUIT));
    commands
        .add("x-exit-preconfig")
        .preconfig()
        .features("unstable")
        .does((client, none) -> group.exitPreconfig());
    commands.add("rtc-reset-reinjection").does((client, none) -> {}); // nothing is reinjected
    commands.add("inject-nmi").does((client, none) -> group.submit(Input.Command.INJECT_NMI));
    commands
        .add("set-action")
        .takes(SetAction.class)
        .preconfig()
        .does((client, args) -> group.setAction(args));
    commands.add("send-key").takes(SendKey.class).does((client, args) -> group.sendKey(args));
  }

  private Status queryStatus() {
    RunState state = vm.machine().runState();
    boolean running = state == RunState.RUNNING;
    return vm.version().has(Change.NO_SINGLESTEP)
        ? new StatusInfo(running, state)
        : new SteppedStatusInfo(running, false, state);
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

  /** Presses all keys in order and releases them in the opposite order, with pauses between. */
  void sendKey(SendKey request) {
    List<Integer> keys = request.keys().stream().map(KeyValue::keyNumber).toList();
    long pause = request.holdTime().orElse(0L) & HOLD_MASK;
    for (int i = 0; i < keys.size(); i++) {
      send(keys.get(i), true, pause);
    }
    for (int i = keys.size() - 1; i >= 0; i--) {
      send(keys.get(i), false, pause);
    }
  }

  private void send(int key, boolean pressed, long pause) {
    vm.keys().key(ScanCodes.of(key, pressed));
    vm.keys().pause(pause);
  }
}
