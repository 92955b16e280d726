package org.pvpanic.commands;

import java.time.InstantSource;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpMonitors;
import org.pvpanic.qmp.VersionInfo;
import org.pvpanic.vm.Vm;

/** The table of all QMP commands of a virtual machine. */
public final class VmCommands {

  private VmCommands() {}

  /**
   * The monitors of {@code vm}, with every command and event; the machine's events are passed on
   * from now on.
   *
   * @param vm the machine; nothing is sent before a monitor is added
   */
  public static QmpMonitors monitors(Vm vm) {
    QmpCommands commands =
        new QmpCommands(
            VersionInfo.of(
                vm.version().major(),
                vm.version().minor(),
                vm.version().micro(),
                vm.version().packageVersion()));
    QmpMonitors monitors = new QmpMonitors(commands, InstantSource.system());
    MachineEvents events = new MachineEvents(commands, monitors, vm.version());
    vm.machine().observe(events);
    RunStateCommands.addTo(commands, vm);
    MachineCommands.addTo(commands, vm);
    QomCommands.addTo(commands, vm);
    HotplugCommands.addTo(commands, vm, monitors);
    AbsentCommands.addTo(commands, vm);
    ChardevCommands.addTo(commands, vm);
    DescriptorCommands.addTo(commands, vm);
    BalloonCommands.addTo(commands, vm);
    MemoryCommands.addTo(commands, vm);
    DumpCommands.addTo(commands, vm, events);
    HumanCommands.addTo(commands, vm);
    return monitors;
  }
}
