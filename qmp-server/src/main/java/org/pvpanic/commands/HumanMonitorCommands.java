package org.pvpanic.commands;

import java.util.Optional;
import java.util.function.Supplier;
import org.pvpanic.hmp.HmpUser;
import org.pvpanic.hmp.HumanMonitor;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.vm.Vm;

/** The human monitor, as QMP offers it. */
final class HumanMonitorCommands {

  private HumanMonitorCommands() {}

  /** Arguments of {@code human-monitor-command}. */
  record HumanMonitorCommand(String commandLine, Optional<Long> cpuIndex) {}

  /** Declares the command. */
  static void addTo(QmpCommands commands, Vm vm, Supplier<HumanMonitor> human) {
    commands
        .add("human-monitor-command")
        .takes(HumanMonitorCommand.class)
        .features("savevm-monitor-nodes")
        .returns(String.class)
        .does(
            (client, args) ->
                human
                    .get()
                    .execute(
                        args.commandLine(), HmpUser.program(CpuIndex.of(args.cpuIndex(), vm))));
  }
}
