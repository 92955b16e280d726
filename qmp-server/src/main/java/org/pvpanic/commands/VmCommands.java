package org.pvpanic.commands;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.pvpanic.hmp.HumanMonitor;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpMonitors;
import org.pvpanic.qmp.VersionInfo;
import org.pvpanic.vm.Vm;

/** The table of all QMP commands of a virtual machine. */
public final class VmCommands {

  private VmCommands() {}

  /** The human monitor of {@code vm}, with every command, for all who ask. */
  public static Supplier<HumanMonitor> human(Vm vm) {
    return new SharedHumanMonitor(vm);
  }

  /**
   * The monitors of {@code vm}, with every command and event; the machine's events are passed on
   * from now on.
   *
   * @param vm the machine; nothing is sent before a monitor is added
   * @param human what {@code human-monitor-command} speaks to
   */
  public static QmpMonitors monitors(Vm vm, Supplier<HumanMonitor> human) {
    QmpCommands commands =
        new QmpCommands(
            VersionInfo.of(
                vm.version().major(),
                vm.version().minor(),
                vm.version().micro(),
                vm.version().packageVersion()));
    QmpMonitors monitors =
        new QmpMonitors(commands, InstantSource.system(), EventRates.limiter(vm));
    MachineEvents events = new MachineEvents(commands, monitors, vm);
    vm.machine().observe(events);
    RunStateCommands.addTo(commands, vm);
    MachineCommands.addTo(commands, vm);
    QomCommands.addTo(commands, vm);
    HotplugCommands.addTo(commands, vm, monitors);
    PciCommands.addTo(commands, vm);
    AbsentCommands.addTo(commands, vm);
    MigrationCapabilities.addTo(commands);
    ChardevCommands.addTo(commands, vm);
    DescriptorCommands.addTo(commands, vm);
    BalloonCommands.addTo(commands, vm);
    MemoryCommands.addTo(commands, vm);
    DumpCommands.addTo(commands, vm, events);
    HumanMonitorCommands.addTo(commands, vm, human);
    return monitors;
  }
}
