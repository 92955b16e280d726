package org.pvpanic.emulator;

import io.netty.channel.IoEventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.FdSets;
import org.pvpanic.commands.VmCommands;
import org.pvpanic.guest.Guests;
import org.pvpanic.hmp.HumanMonitor;
import org.pvpanic.hmp.ReadlineMonitor;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.MachineEvent;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.machine.TimeSource;
import org.pvpanic.options.ActionSpec;
import org.pvpanic.options.BootSpec;
import org.pvpanic.options.CommandLine;
import org.pvpanic.options.CpuSpec;
import org.pvpanic.options.CpuTopology;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.FwCfgItem;
import org.pvpanic.options.GuestName;
import org.pvpanic.options.OptionGroup;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.RtcSpec;
import org.pvpanic.options.Settings;
import org.pvpanic.qmp.QmpMonitors;
import org.pvpanic.qtest.QtestServer;
import org.pvpanic.vm.Cpus;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.MachineTypes;
import org.pvpanic.vm.Vm;

/**
 * Puts a virtual machine together from the command line, in QEMU's order: back ends, then (on the
 * loop) the machine, objects, devices and monitors.
 */
final class Assembly {

  private static final String PROFILE = "opt/org.pvpanic/profile";
  private static final String BOOT = "opt/org.pvpanic/boot";

  private final IoEventLoop loop;
  private final Diagnostics diagnostics;
  private final Settings settings;
  private final CommandLine line;
  private final FrontEnds frontEnds;
  private @Nullable GuestCode ownGuest;
  private TimeSource host = TimeSource.SYSTEM;
  private boolean journalled = true;
  private List<FwCfgItem> fwCfgItems = List.of();

  Assembly(IoEventLoop loop, Diagnostics diagnostics, Settings settings) {
    this.loop = loop;
    this.diagnostics = diagnostics;
    this.settings = settings;
    this.line = settings.commandLine();
    this.frontEnds = new FrontEnds(new BackEnds(loop, diagnostics), diagnostics);
  }

  /** Boots {@code code} in place of a profile's guest. */
  Assembly with(GuestCode code) {
    ownGuest = code;
    return this;
  }

  /**
   * Gives the machine a host with other clocks. The loop's delays have to go by the same.
   *
   * @param clocks with a time of day
   */
  Assembly on(TimeSource clocks) {
    host = clocks;
    return this;
  }

  /** Keeps no journal of the machine's inputs, since nobody can ask for it. */
  Assembly withoutJournal() {
    journalled = false;
    return this;
  }

  /** Opens all character back ends, for a machine type that there is. */
  void openBackEnds() {
    MachineType type = machineType();
    frontEnds.open(settings);
    boolean serialIsUp = line.has("nodefaults") || line.has("serial") || asksForSerial();
    if (type.hasIsa() && !serialIsUp) {
      frontEnds.openDefaultSerial(line.has("nographic"));
    }
    if (serialIsUp && wantsTerminalMonitor()) {
      frontEnds.openTerminalMonitor();
    }
  }

  /** The front ends and their back ends, open or not. */
  FrontEnds frontEnds() {
    return frontEnds;
  }

  /** With -nographic the terminal is the monitor's when it is not the first serial port's. */
  private boolean wantsTerminalMonitor() {
    return line.has("nographic")
        && Stream.of("nodefaults", "monitor", "mon", "qmp", "qmp-pretty").noneMatch(line::has);
  }

  private boolean asksForSerial() {
    return settings.devices().stream().anyMatch(device -> device.type().equals("isa-serial"));
  }

  /** Builds the machine. On the loop. */
  Vm build() {
    MachineType type = machineType();
    MachineProperties.check(line.version(), type, settings.machine().properties());
    BootSpec.of(settings.machine());
    CpuTopology topology =
        CpuTopology.of(
            settings.machine(),
            type.name(),
            type.cpuMax(),
            type.fillsCoresFirst(),
            diagnostics.at(null));
    MachineConfig config =
        MachineConfig.DEFAULT
            .withVersion(line.version())
            .withRam(
                type.ramLayout(
                    type.family() == MachineType.Family.NONE
                        ? 0
                        : MainMemory.size(settings, diagnostics)))
            .withCpus(topology.cpus())
            .withMachineChecks(cpu(type).machineChecks())
            .withRtc(RtcSpec.of(settings).config(utc()))
            .withActions(ActionSpec.apply(settings.merged(OptionGroup.ACTION), Actions.DEFAULT))
            .withAutostart(!line.has("S"));
    String accelerator = Accelerators.choose(settings.accelerators(), diagnostics);
    warnOfDeprecation(type);
    fwCfgItems =
        settings.each(OptionGroup.FW_CFG).stream()
            .map(values -> FwCfgItem.of(values, diagnostics.at(values.origin())))
            .toList();
    GuestCode guest = guest(type, accelerator);
    if (accelerator.equals("qtest")) {
      config = config.withClock(Clock.Mode.MANUAL);
    } else if (guest == GuestCode.NONE || bootsInRealTime()) {
      config = config.withClock(Clock.Mode.REAL); // nothing boots, and so nothing is over sooner
    }
    if (!journalled) {
      config = config.withoutJournal();
    }
    Machine machine = new Machine(config, guest, host);
    GuestErrorLog log = GuestErrorLog.of(line);
    if (log != null) {
      machine.observe(log);
    }
    machine.observe(watchdogLog());
    FdSets fdSets = frontEnds.backEnds().fdSets();
    Vm made =
        new Vm(machine, type, identity(accelerator), cpus(type, topology), fdSets, loop, host);
    made.loop().onDefect(defect -> diagnostics.error("internal error: " + defect));
    frontEnds.backEnds().all().forEach(made::add);
    addObjects(made);
    frontEnds.backEnds().addTo(made.qom().add("chardevs", "container"));
    return made;
  }

  private Instant utc() {
    return Instant.EPOCH.plusNanos(host.utc());
  }

  private MachineObserver watchdogLog() {
    return new MachineObserver() {
      @Override
      public void event(MachineEvent event) {
        if (event.equals(new MachineEvent.WatchdogFired(Actions.Watchdog.DEBUG))) {
          diagnostics.plain("watchdog: timer fired");
        }
      }
    };
  }

  private void populate(Vm made, BoardTree board) {
    BoardGlobals globals = board.globals();
    FirmwareFiles files = new FirmwareFiles(made, settings, globals);
    AcpiDescription acpi = new AcpiDescription(made, settings, board);
    BoardDevices onBoard = new BoardDevices(made.machine(), made.type());
    onBoard.plug(files.fwCfg(), settings);
    board.populate();
    onBoard.plugFirmware(settings, board.pci());
    files.addBoards(acpi);
    fwCfgItems.forEach(files::add);
    DeviceFactory devices =
        new DeviceFactory(
            made, files.fwCfg(), acpi, board, settings.globals(), frontEnds.backEnds());
    frontEnds.serials().forEach(devices::createSerial);
    acpi.addBoards();
    settings.devices().forEach(devices::create);
    devices.checkDeviceTree();
    files.addTables(acpi);
    made.use(new BoardHotplug(made, devices, diagnostics));
  }

  /**
   * Puts the devices onto the board and switches the machine on, unless a client is to say when,
   * and then lets monitors read what their clients may have sent already. On the loop.
   *
   * @param refused told when the client has said so and it cannot be done
   */
  void powerOn(Vm made, Runnable refused) {
    Supplier<HumanMonitor> human = VmCommands.human(made);
    QmpMonitors monitors = VmCommands.monitors(made, human);
    BoardTree board = new BoardTree(made, settings);
    if (line.has("preconfig")) {
      monitors.setPreconfig(true);
      made.waitInPreconfig(() -> exitPreconfig(made, board, monitors, refused));
    } else {
      initialize(made, board);
    }
    for (FrontEnds.Monitor monitor : frontEnds.monitors()) {
      if (monitor.control()) {
        new QmpChannel(monitor.chardev(), monitors, monitor.pretty(), loop);
      } else {
        new ReadlineMonitor(monitor.chardev(), made, human.get());
      }
    }
    FrontEnds.Qtest qtest = frontEnds.qtest();
    if (qtest != null) {
      new QtestServer(made, qtest.chardev(), qtest.log(), diagnostics);
    }
  }

  private void initialize(Vm made, BoardTree board) {
    populate(made, board);
    made.machine().powerOn();
    made.loop().kick();
  }

  private void exitPreconfig(Vm made, BoardTree board, QmpMonitors monitors, Runnable refused) {
    monitors.setPreconfig(false);
    try {
      initialize(made, board);
    } catch (QemuError e) {
      diagnostics.errorInMonitor(e);
      refused.run();
    }
  }

  private MachineType machineType() {
    String wanted = settings.machine().type();
    if (wanted == null) {
      return MachineTypes.of(line.version()).get(0);
    }
    return MachineTypes.find(line.version(), wanted)
        .orElseThrow(
            () ->
                new QemuError(
                    "unsupported machine type", "Use -machine help to list supported machines"));
  }

  private void warnOfDeprecation(MachineType type) {
    if (type.deprecated()) {
      String reason = line.version().pcVersions().deprecationReason();
      diagnostics
          .at(null)
          .warn("Machine type '%s' is deprecated: %s".formatted(type.name(), reason), "");
    }
  }

  private Vm.Identity identity(String accelerator) {
    GuestName name = GuestName.of(settings.merged(OptionGroup.NAME));
    return new Vm.Identity(
        Optional.ofNullable(name.guest()),
        Optional.ofNullable(settings.uuid()),
        Accelerators.isKvm(accelerator));
  }

  private CpuSpec cpu(MachineType type) {
    String wanted = line.value("cpu");
    return CpuSpec.parse(wanted == null ? type.defaultCpu() : wanted);
  }

  private Cpus cpus(MachineType type, CpuTopology topology) {
    return new Cpus(
        cpu(type).model() + "-x86_64-cpu",
        type.family() == MachineType.Family.NONE ? 0 : topology.cpus(),
        topology.maxCpus(),
        topology.dies(),
        topology.cores(),
        topology.threads());
  }

  /** There is no folder of objects before the first of them. */
  private void addObjects(Vm made) {
    long memory = made.machine().memory().size();
    boolean ownMemory =
        memory > 0 && settings.machine().properties().string("memory-backend") == null;
    if (!ownMemory && settings.objects().isEmpty()) {
      return;
    }
    ObjectFactory factory =
        new ObjectFactory(made.qom().add("objects", "container"), made.machine().config().cpus());
    settings.objects().forEach(factory::create);
    if (ownMemory) {
      factory.addMemory(made.type().defaultRamId(), memory);
    }
  }

  /**
   * Guest code of the caller's own, or else the profile that fw_cfg names, or else the usual one.
   */
  private GuestCode guest(MachineType type, String accelerator) {
    if (ownGuest != null) {
      return ownGuest;
    }
    if (!type.hasIsa() || accelerator.equals("qtest")) {
      return GuestCode.NONE;
    }
    FwCfgItem profile = item(PROFILE);
    if (profile != null) {
      try {
        return Guests.byProfile(text(profile));
      } catch (IllegalArgumentException e) {
        throw new QemuError(String.valueOf(e.getMessage())).at(profile.origin());
      }
    }
    return Guests.byProfile(Guests.DEFAULT);
  }

  /** Whether the guest's boot takes the time that a real one takes. */
  private boolean bootsInRealTime() {
    FwCfgItem boot = item(BOOT);
    if (boot == null) {
      return false;
    }
    return switch (text(boot)) {
      case "real" -> true;
      case "warp" -> false;
      default ->
          throw new QemuError("unknown boot '" + text(boot) + "', expected one of: real, warp")
              .at(boot.origin());
    };
  }

  private @Nullable FwCfgItem item(String name) {
    FwCfgItem found = null;
    for (FwCfgItem item : fwCfgItems) {
      found = item.name().equals(name) ? item : found;
    }
    return found;
  }

  private static String text(FwCfgItem item) {
    return new String(item.contents(), StandardCharsets.UTF_8).trim();
  }
}
