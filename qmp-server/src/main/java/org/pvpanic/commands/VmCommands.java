package org.pvpanic.commands;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.pvpanic.commands.AbsentCommands.BlockDeviceInfo;
import org.pvpanic.commands.AbsentCommands.BlockInfo;
import org.pvpanic.commands.AbsentCommands.JobInfo;
import org.pvpanic.commands.AbsentCommands.TpmModel;
import org.pvpanic.commands.AbsentCommands.TpmType;
import org.pvpanic.hmp.HmpUser;
import org.pvpanic.hmp.HumanMonitor;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.RunState;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qmp.QmpMonitors;
import org.pvpanic.qmp.VersionInfo;
import org.pvpanic.vm.Vm;

/** The table of all QMP commands of a virtual machine. */
public final class VmCommands {

  private VmCommands() {}

  /** An entry of {@code query-chardev}. */
  record ChardevInfo(String label, String filename, boolean frontendOpen) {}

  /** Arguments of {@code human-monitor-command}. */
  record HumanMonitorCommand(String commandLine, Optional<Long> cpuIndex) {}

  /** The human monitor of {@code vm}, with every command. */
  public static HumanMonitor human(Vm vm) {
    return HumanCommands.monitor(vm);
  }

  /**
   * The monitors of {@code vm}, with every command and event; the machine's events are passed on
   * from now on.
   *
   * @param vm the machine; nothing is sent before a monitor is added
   * @param human what {@code human-monitor-command} speaks to
   */
  public static QmpMonitors monitors(Vm vm, HumanMonitor human) {
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
    addRunState(commands, new RunStateCommands(vm));
    addMachine(commands, new MachineCommands(vm));
    addQom(commands, new QomCommands(vm));
    addAbsent(commands, new AbsentCommands());
    addChardev(commands, vm);
    BalloonCommands.addTo(commands, vm);
    DumpCommands.addTo(commands, vm, events);
    commands
        .add("human-monitor-command")
        .takes(HumanMonitorCommand.class)
        .features("savevm-monitor-nodes")
        .returns(String.class)
        .does((client, args) -> runHuman(vm, human, args));
    return monitors;
  }

  private static String runHuman(Vm vm, HumanMonitor human, HumanMonitorCommand args)
      throws QmpException {
    int cpu = args.cpuIndex().orElse(0L).intValue(); // QEMU, too, looks at 32 bits of it
    if (args.cpuIndex().isPresent() && (cpu < 0 || cpu >= vm.cpuPaths().size())) {
      throw new QmpException("Parameter 'cpu-index' expects a CPU number");
    }
    return human.execute(args.commandLine(), HmpUser.program(cpu));
  }

  private static void addRunState(QmpCommands commands, RunStateCommands group) {
    commands
        .add("query-status")
        .preconfig()
        .returns(RunStateCommands.StatusInfo.class)
        .does((client, none) -> group.queryStatus());
    commands.add("stop").does((client, none) -> group.submit(new Input.Stop(RunState.PAUSED)));
    commands.add("cont").does((client, none) -> group.submit(new Input.Cont()));
    commands.add("system_reset").does((client, none) -> group.submit(new Input.SystemReset()));
    commands
        .add("system_powerdown")
        .does((client, none) -> group.submit(new Input.SystemPowerdown()));
    commands.add("quit").preconfig().does((client, none) -> group.submit(new Input.Quit()));
    commands.add("inject-nmi").does((client, none) -> group.submit(new Input.InjectNmi()));
    commands
        .add("set-action")
        .takes(RunStateCommands.SetAction.class)
        .preconfig()
        .does((client, args) -> group.setAction(args));
    commands
        .add("send-key")
        .takes(RunStateCommands.SendKey.class)
        .does((client, args) -> group.sendKey(args));
  }

  private static void addMachine(QmpCommands commands, MachineCommands group) {
    commands
        .add("query-name")
        .preconfig()
        .returns(MachineCommands.NameInfo.class)
        .does((client, none) -> group.queryName());
    commands
        .add("query-uuid")
        .preconfig()
        .returns(MachineCommands.UuidInfo.class)
        .does((client, none) -> group.queryUuid());
    commands
        .add("query-kvm")
        .preconfig()
        .returns(MachineCommands.KvmInfo.class)
        .does((client, none) -> group.queryKvm());
    commands
        .add("query-memory-size-summary")
        .returns(MachineCommands.MemoryInfo.class)
        .does((client, none) -> group.queryMemorySizeSummary());
    commands
        .add("query-target")
        .preconfig()
        .returns(MachineCommands.TargetInfo.class)
        .does((client, none) -> group.queryTarget());
    commands
        .add("query-machines")
        .preconfig()
        .returnsListOf(MachineCommands.MachineInfo.class)
        .does((client, none) -> group.queryMachines());
    commands
        .add("query-cpus-fast")
        .returnsListOf(MachineCommands.CpuInfoFast.class)
        .does((client, none) -> group.queryCpusFast());
    commands
        .add("query-hotpluggable-cpus")
        .preconfig()
        .returnsListOf(MachineCommands.HotpluggableCpu.class)
        .does((client, none) -> group.queryHotpluggableCpus());
    commands
        .add("query-iothreads")
        .preconfig()
        .returnsListOf(MachineCommands.IoThreadInfo.class)
        .does((client, none) -> group.queryIoThreads());
    commands
        .add("query-cpu-definitions")
        .preconfig()
        .returnsListOf(MachineCommands.CpuDefinitionInfo.class)
        .does((client, none) -> group.queryCpuDefinitions());
  }

  private static void addQom(QmpCommands commands, QomCommands group) {
    commands
        .add("qom-list")
        .takes(QomCommands.QomList.class)
        .preconfig()
        .returnsListOf(QomCommands.ObjectPropertyInfo.class)
        .does((client, args) -> group.qomList(args));
    commands
        .add("qom-get")
        .takes(QomCommands.QomGet.class)
        .preconfig()
        .returns(Object.class)
        .does((client, args) -> group.qomGet(args));
    commands
        .add("qom-list-types")
        .takes(QomCommands.QomListTypes.class)
        .preconfig()
        .returnsListOf(QomCommands.ObjectTypeInfo.class)
        .does((client, args) -> group.qomListTypes(args));
    commands
        .add("qom-list-properties")
        .takes(QomCommands.Typename.class)
        .preconfig()
        .returnsListOf(QomCommands.ObjectPropertyInfo.class)
        .does((client, args) -> group.qomListProperties(args));
    commands
        .add("device-list-properties")
        .takes(QomCommands.Typename.class)
        .returnsListOf(QomCommands.ObjectPropertyInfo.class)
        .does((client, args) -> group.deviceListProperties(args));
  }

  private static void addAbsent(QmpCommands commands, AbsentCommands group) {
    commands
        .add("query-tpm-models")
        .returnsListOf(TpmModel.class)
        .does((client, none) -> List.of());
    commands.add("query-tpm-types").returnsListOf(TpmType.class).does((client, none) -> List.of());
    commands
        .add("query-jobs")
        .preconfig()
        .returnsListOf(JobInfo.class)
        .does((client, none) -> List.of());
    commands
        .add("query-block")
        .preconfig()
        .returnsListOf(BlockInfo.class)
        .does((client, none) -> List.of());
    commands
        .add("query-named-block-nodes")
        .takes(AbsentCommands.QueryNamedBlockNodes.class)
        .preconfig()
        .returnsListOf(BlockDeviceInfo.class)
        .does((client, args) -> List.of());
    commands
        .add("query-migrate-capabilities")
        .returnsListOf(AbsentCommands.MigrationCapabilityStatus.class)
        .does((client, none) -> group.queryMigrateCapabilities());
    commands
        .add("migrate-set-capabilities")
        .takes(AbsentCommands.MigrateSetCapabilities.class)
        .does((client, args) -> group.migrateSetCapabilities(args));
    commands
        .add("query-command-line-options")
        .takes(CommandLineOptions.QueryCommandLineOptions.class)
        .preconfig()
        .returnsListOf(CommandLineOptions.CommandLineOptionInfo.class)
        .does((client, args) -> CommandLineOptions.query(args));
  }

  private static void addChardev(QmpCommands commands, Vm vm) {
    commands
        .add("query-chardev")
        .preconfig()
        .returnsListOf(ChardevInfo.class)
        .does(
            (client, none) ->
                vm.chardevs().stream()
                    .map(c -> new ChardevInfo(c.label(), c.filename(), c.frontendOpen()))
                    .toList());
  }
}
