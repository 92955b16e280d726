package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.hmp.Completion;
import org.pvpanic.hmp.HmpArgument;
import org.pvpanic.hmp.HmpCall;
import org.pvpanic.hmp.HmpCommand;
import org.pvpanic.hmp.HumanMonitor;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineCheckError;
import org.pvpanic.machine.MachineException;
import org.pvpanic.machine.RunState;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qmp.WireNames;
import org.pvpanic.vm.Vm;

/** The commands of the human monitor that change what the machine does. */
final class HumanCommands {

  private static final Map<String, Actions.Watchdog> WATCHDOG_ACTIONS =
      WireNames.constants(Actions.Watchdog.class);

  private final Vm vm;
  private final BalloonCommands balloon;
  private final ChardevCommands chardevs;

  private HumanCommands(Vm vm) {
    this.vm = vm;
    this.balloon = new BalloonCommands(vm);
    this.chardevs = new ChardevCommands(vm);
  }

  /** The human monitor of {@code vm}, with every command. */
  static HumanMonitor monitor(Vm vm) {
    HumanQom qom = new HumanQom(vm);
    List<HmpCommand> commands = new ArrayList<>(new HumanCommands(vm).all());
    commands.addAll(new HumanMemory(vm).commands());
    commands.addAll(qom.commands());
    commands.addAll(new HumanHotplug(vm).commands());
    commands.add(new HumanKeyboard(new RunStateCommands(vm)).sendkey());
    List<HmpCommand> infos = new ArrayList<>(new HumanInfo(vm).infos());
    infos.addAll(new HumanBoardInfo(vm).infos());
    infos.add(qom.tree());
    infos.add(qom.deviceTree());
    infos.add(qom.memoryTree());
    infos.add(qom.deviceModels());
    infos.add(new PciCommands(vm).info());
    return new HumanMonitor(commands, infos, vm::isPreconfig);
  }

  private List<HmpCommand> all() {
    return List.of(
        HmpCommand.of(
            "balloon",
            "target",
            "request VM to change its memory allocation (in MB)",
            this::balloon,
            HmpArgument.megabytes("value")),
        HmpCommand.of(
                "chardev-send-break",
                "id",
                "send a break on chardev",
                this::sendBreak,
                HmpArgument.string("id"))
            .completedBy(this::chardevs),
        input("cont|c", "resume emulation", Input.Command.CONT),
        HmpCommand.of(
            "cpu", "index", "set the default CPU", this::cpu, HmpArgument.integer("index")),
        HmpCommand.of("exit_preconfig", "", "exit the preconfig state", call -> vm.exitPreconfig())
            .inPreconfig(),
        HmpCommand.of(
            "mce",
            "[-b] cpu bank status mcgstatus addr misc",
            "inject a MCE on the given CPU [and broadcast to other CPUs with -b option]",
            this::machineCheck,
            HmpArgument.option("broadcast", 'b'),
            HmpArgument.integer("cpu_index"),
            HmpArgument.integer("bank"),
            HmpArgument.wide("status"),
            HmpArgument.wide("mcg_status"),
            HmpArgument.wide("addr"),
            HmpArgument.wide("misc")),
        input("nmi", "inject an NMI", Input.Command.INJECT_NMI),
        HmpCommand.of("quit|q", "", "quit the emulator", this::quit).inPreconfig(),
        HmpCommand.of("stop|s", "", "stop emulation", call -> stop()),
        input("system_powerdown", "send system power down event", Input.Command.SYSTEM_POWERDOWN),
        input("system_reset", "reset the system", Input.Command.SYSTEM_RESET),
        input("system_wakeup", "wakeup guest from suspend", Input.Command.SYSTEM_WAKEUP),
        HmpCommand.of(
                "watchdog_action",
                "[reset|shutdown|poweroff|pause|debug|none]",
                "change watchdog action",
                this::watchdogAction,
                HmpArgument.string("action"))
            .completedBy(
                words ->
                    words.size() == 1
                        ? Completion.of(WATCHDOG_ACTIONS.keySet(), words.get(0))
                        : Completion.NONE));
  }

  private HmpCommand input(String names, String help, Input input) {
    return HmpCommand.of(names, "", help, call -> vm.submit(input));
  }

  /** QEMU keeps quiet about a stop that is refused. */
  private void stop() {
    try {
      vm.submit(new Input.Stop(RunState.PAUSED));
    } catch (MachineException refused) {
      // The machine goes on as it was.
    }
  }

  private void machineCheck(HmpCall call) {
    MachineCheckError error =
        new MachineCheckError(
            (int) call.number("bank"),
            call.number("status"),
            call.number("mcg_status"),
            call.number("addr"),
            call.number("misc"));
    vm.submit(
        new Input.MachineCheck(
            (int) call.number("cpu_index"), error, call.option("broadcast"), call::print));
  }

  private void quit(HmpCall call) {
    call.user().leave();
    vm.submit(Input.Command.QUIT);
  }

  private void watchdogAction(HmpCall call) {
    String wanted = call.string("action");
    Actions.Watchdog action = WATCHDOG_ACTIONS.get(wanted);
    if (action == null) {
      throw new MachineException("invalid parameter value: " + wanted);
    }
    vm.submit(new Input.SetActions(vm.machine().actions().withWatchdog(action)));
  }

  private void balloon(HmpCall call) throws QmpException {
    balloon.inflate(new BalloonCommands.Balloon(call.number("value")));
  }

  private void sendBreak(HmpCall call) throws QmpException {
    chardevs.sendBreak(call.string("id"));
  }

  private Completion chardevs(List<String> words) {
    return words.size() == 1
        ? Completion.of(vm.listedChardevs().stream().map(Chardev::label).toList(), words.get(0))
        : Completion.NONE;
  }

  private void cpu(HmpCall call) {
    long index = call.number("index");
    if (index >= vm.cpuPaths().size()) {
      call.println("invalid CPU index");
    } else {
      call.user().selectCpu((int) index);
    }
  }
}
