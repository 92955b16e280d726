package org.pvpanic.emulator;

import io.netty.channel.IoEventLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.chardev.ChardevConfig;
import org.pvpanic.chardev.ChardevException;
import org.pvpanic.chardev.ChardevSpec;
import org.pvpanic.chardev.Chardevs;
import org.pvpanic.chardev.FdSets;
import org.pvpanic.commands.VmCommands;
import org.pvpanic.device.FwCfg;
import org.pvpanic.device.KeyboardController;
import org.pvpanic.guest.Guests;
import org.pvpanic.machine.Actions;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.TimeSource;
import org.pvpanic.options.Accelerator;
import org.pvpanic.options.ActionSpec;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.CpuTopology;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.FdSetMember;
import org.pvpanic.options.FwCfgItem;
import org.pvpanic.options.GuestName;
import org.pvpanic.options.KeyValues;
import org.pvpanic.options.MemorySize;
import org.pvpanic.options.MonitorSpec;
import org.pvpanic.options.Option;
import org.pvpanic.options.OptionGroup;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Settings;
import org.pvpanic.qmp.QmpMonitors;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomType;
import org.pvpanic.qom.QomTypes;
import org.pvpanic.vm.MachineType;
import org.pvpanic.vm.Vm;

/**
 * Puts a virtual machine together from the command line, in QEMU's order: descriptors, back ends,
 * then (on the loop) the machine, monitors, objects and devices.
 */
final class Assembly {

  private static final String PROFILE = "opt/org.pvpanic/profile";

  private final IoEventLoop loop;
  private final Diagnostics diagnostics;
  private final Settings settings;
  private final FdSets fds = new FdSets();
  private final Map<String, Chardev> backEnds = new LinkedHashMap<>();
  private final Map<String, Option> origins = new LinkedHashMap<>();
  private final Set<Chardev> used = new HashSet<>();
  private final List<Chardev> serials = new ArrayList<>();
  private final List<Monitor> monitors = new ArrayList<>();
  private @Nullable GuestCode ownGuest;
  private @Nullable Vm vm;

  /** A monitor to be started. */
  private record Monitor(Chardev chardev, boolean pretty) {}

  Assembly(IoEventLoop loop, Diagnostics diagnostics, Settings settings) {
    this.loop = loop;
    this.diagnostics = diagnostics;
    this.settings = settings;
  }

  /** Boots {@code code} in place of a profile's guest. */
  Assembly with(GuestCode code) {
    ownGuest = code;
    return this;
  }

  /** Opens all character back ends. */
  void openBackEnds() {
    for (KeyValues values : settings.each(OptionGroup.ADD_FD)) {
      FdSetMember member = FdSetMember.of(values, fd -> true);
      try {
        fds.add(member.fd(), (int) member.set(), member.opaque());
      } catch (ChardevException e) {
        throw values.error(String.valueOf(e.getMessage()));
      }
    }
    for (KeyValues values : settings.each(OptionGroup.CHARDEV)) {
      openChardev(values);
    }
    for (KeyValues values : settings.each(OptionGroup.MON)) {
      MonitorSpec spec = MonitorSpec.of(values, backEnds::containsKey);
      if (!spec.control()) {
        throw values.error("a monitor in readline mode is not supported by the pvpanic emulator");
      }
      addMonitor(values.origin(), find(spec.chardev()), spec.pretty());
    }
    int serial = 0;
    int monitor = 0;
    for (Option option : settings.commandLine().options()) {
      switch (option.name()) {
        case "serial" -> {
          Chardev chardev = openCompact(option, "serial" + serial++);
          if (chardev != null) {
            claim(option, chardev);
            serials.add(chardev);
          }
        }
        case "qmp", "qmp-pretty" -> {
          Chardev chardev = openCompact(option, "compat_monitor" + monitor++);
          if (chardev != null) {
            addMonitor(option, chardev, option.name().equals("qmp-pretty"));
          }
        }
        case "monitor" -> {
          if (!option.argument().equals("none")) {
            throw new QemuError(
                    "a human monitor is not supported by the pvpanic emulator; use -qmp and human-monitor-command")
                .at(option);
          }
        }
        default -> {}
      }
    }
    addDefaultSerial();
  }

  /**
   * Without -nodefaults a PC has a first serial port: on the terminal with -nographic, else
   * unconnected.
   */
  private void addDefaultSerial() {
    boolean wanted =
        !settings.commandLine().has("nodefaults")
            && !settings.commandLine().has("serial")
            && settings.devices().stream().noneMatch(d -> d.type().equals("isa-serial"))
            && machineType().hasIsa();
    if (wanted) {
      String backEnd = settings.commandLine().has("nographic") ? "stdio" : "null";
      Option origin = new Option("serial", backEnd, "-serial " + backEnd);
      Chardev chardev = openCompact(origin, "serial0");
      if (chardev != null) {
        used.add(chardev);
        serials.add(chardev);
      }
    }
  }

  private void openChardev(KeyValues values) {
    String backend = values.get("backend");
    if (backend == null) {
      throw values.error("chardev: \"backend\" missing");
    }
    if (values.id() == null) {
      throw values.error("chardev: no id specified");
    }
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("id", values.id());
    for (String key : values.keys()) {
      if (!key.equals("backend")) {
        keys.put(key, String.valueOf(values.get(key)));
      }
    }
    try {
      open(values.origin(), ChardevConfig.parse(backend, keys));
    } catch (ChardevException e) {
      throw values.error(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Chardev openCompact(Option option, String label) {
    try {
      ChardevSpec spec = ChardevSpec.parse(label, option.argument());
      if (spec instanceof ChardevSpec.Open made) {
        return open(option, made.config());
      }
      if (spec instanceof ChardevSpec.Existing existing) {
        if (!backEnds.containsKey(existing.id())) {
          throw new QemuError("chardev \"" + existing.id() + "\" not found").at(option);
        }
        return find(existing.id());
      }
      return null;
    } catch (ChardevException e) {
      throw new QemuError(String.valueOf(e.getMessage())).at(option);
    }
  }

  private Chardev open(@Nullable Option origin, ChardevConfig config) throws ChardevException {
    Chardev chardev =
        Chardevs.open(config, loop, fds, warning -> diagnostics.at(origin).warn(warning, ""));
    backEnds.put(chardev.label(), chardev);
    if (origin != null) {
      origins.put(chardev.label(), origin);
    }
    return chardev;
  }

  private Chardev find(String id) {
    Chardev chardev = backEnds.get(id);
    if (chardev == null) {
      throw new QemuError("chardev \"" + id + "\" not found");
    }
    return chardev;
  }

  private void addMonitor(@Nullable Option origin, Chardev chardev, boolean pretty) {
    claim(origin, chardev);
    monitors.add(new Monitor(chardev, pretty));
  }

  private void claim(@Nullable Option origin, Chardev chardev) {
    if (!used.add(chardev)) {
      throw new QemuError("Device '" + chardev.label() + "' is in use").at(origin);
    }
  }

  /** The back ends that have been opened. */
  List<Chardev> backEnds() {
    return List.copyOf(backEnds.values());
  }

  /** Says that a back end holds up the start until a client comes. */
  void announceWait(Chardev chardev) {
    if (chardev.isWaiting()) {
      diagnostics.info(
          origins.get(chardev.label()), "QEMU waiting for connection on: " + chardev.filename());
    }
  }

  /** Builds the machine. On the loop. */
  Vm build() {
    MachineType type = machineType();
    List<FwCfgItem> items = fwCfgItems();
    CpuTopology topology =
        CpuTopology.of(settings.machine(), type.name(), type.cpuMax(), true, diagnostics.at(null));
    MachineConfig config =
        MachineConfig.DEFAULT
            .withRam(type.family() == MachineType.Family.NONE ? 0 : memory())
            .withCpus(topology.cpus())
            .withActions(ActionSpec.apply(settings.merged(OptionGroup.ACTION), Actions.DEFAULT))
            .withAutostart(!settings.commandLine().has("S"));
    Machine machine = new Machine(config, guest(type, items), TimeSource.SYSTEM);
    GuestName name = GuestName.of(settings.merged(OptionGroup.NAME));
    Vm made =
        new Vm(
            machine,
            type,
            new Vm.Identity(
                Optional.ofNullable(name.guest()),
                Optional.ofNullable(settings.uuid()),
                topology.dies() * topology.cores(),
                topology.threads(),
                usesKvm()),
            loop);
    vm = made;
    backEnds.values().forEach(made::add);
    FwCfg fwCfg = new FwCfg();
    items.forEach(item -> addFwCfg(fwCfg, item));
    if (type.hasIsa()) {
      machine.plug(fwCfg);
      machine.plug(new KeyboardController());
    }
    QomObject machineNode = buildTree(made);
    QmpMonitors qmp = VmCommands.monitors(made);
    checkObjects(made);
    DeviceFactory devices = new DeviceFactory(made, fwCfg, settings.globals(), machineNode, used);
    serials.forEach(devices::createSerial);
    settings.devices().forEach(devices::create);
    monitors.forEach(m -> new QmpChannel(m.chardev(), qmp, m.pretty(), loop));
    return made;
  }

  /**
   * Switches the machine on. On the loop.
   *
   * @param news told, a line each, what a program prints on standard output
   */
  void powerOn(Consumer<String> news) {
    Vm made = vm;
    if (made == null) {
      throw new IllegalStateException("not built");
    }
    made.machine().powerOn();
    made.loop().kick();
    announcePtys(news);
  }

  private void announcePtys(Consumer<String> news) {
    for (Chardev chardev : backEnds.values()) {
      chardev
          .ptyPath()
          .ifPresent(
              path ->
                  news.accept(
                      "char device redirected to " + path + " (label " + chardev.label() + ")"));
    }
  }

  /** Closes what has been opened for a machine that will not be. */
  void abandon() {
    backEnds.values().forEach(Chardev::close);
    fds.close();
  }

  private MachineType machineType() {
    String wanted = settings.machine().type();
    if (wanted == null) {
      return MachineType.all().get(0);
    }
    return MachineType.find(wanted)
        .orElseThrow(
            () ->
                new QemuError(
                    "unsupported machine type", "Use -machine help to list supported machines"));
  }

  private long memory() {
    return MemorySize.of(settings.merged(OptionGroup.MEMORY), diagnostics.at(null)).bytes();
  }

  private List<FwCfgItem> fwCfgItems() {
    return settings.each(OptionGroup.FW_CFG).stream()
        .map(values -> FwCfgItem.of(values, diagnostics.at(values.origin())))
        .toList();
  }

  private static void addFwCfg(FwCfg fwCfg, FwCfgItem item) {
    try {
      fwCfg.addFile(item.name(), item.contents());
    } catch (IllegalArgumentException e) {
      throw new QemuError(String.valueOf(e.getMessage())).at(item.origin());
    }
  }

  private GuestCode guest(MachineType type, List<FwCfgItem> items) {
    if (ownGuest != null) {
      return ownGuest;
    }
    boolean qtest = accelerators().contains("qtest");
    if (!type.hasIsa() || qtest) {
      return GuestCode.NONE;
    }
    for (FwCfgItem item : items) {
      if (item.name().equals(PROFILE)) {
        try {
          return Guests.byProfile(new String(item.contents(), StandardCharsets.UTF_8).trim());
        } catch (IllegalArgumentException e) {
          throw new QemuError(String.valueOf(e.getMessage())).at(item.origin());
        }
      }
    }
    return Guests.byProfile(Guests.DEFAULT);
  }

  private List<String> accelerators() {
    return settings.accelerators().stream().map(Accelerator::name).toList();
  }

  /** KVM is asked for first, and the host would let us have it. */
  private boolean usesKvm() {
    Path kvm = Path.of("/dev/kvm");
    return accelerators().stream().findFirst().filter("kvm"::equals).isPresent()
        && Files.isReadable(kvm)
        && Files.isWritable(kvm);
  }

  private static QomObject buildTree(Vm vm) {
    QomObject root = vm.qom();
    QomObject machine = root.add("machine", vm.type().typeName());
    QomObject chardevs = root.add("chardevs", "container");
    vm.chardevs().forEach(c -> chardevs.add(c.label(), "chardev"));
    QomObject unattached = machine.add("unattached", "container");
    Optional<QomType> cpuType = vm.type().defaultCpuType().flatMap(QomTypes.all()::find);
    for (int i = 0; cpuType.isPresent() && i < vm.machine().config().cpus(); i++) {
      QomObject cpu = unattached.add("device[*]", cpuType.get().name());
      cpu.property("realized", "bool", () -> true);
      cpu.property("hotplugged", "bool", () -> false);
      cpu.property("hotpluggable", "bool", () -> true);
      cpu.property("unavailable-features", "strList", Collections::emptyList);
      vm.addCpu(cpu.path());
    }
    return machine;
  }

  private void checkObjects(Vm made) {
    QomObject objects = made.qom().add("objects", "container");
    for (Blueprint object : settings.objects()) {
      boolean known =
          QomTypes.all()
              .find(object.type())
              .filter(t -> !t.isAbstract() && (t.isA("secret_common") || t.isA("memory-backend")))
              .isPresent();
      if (!known) {
        throw object
            .properties()
            .error("Parameter 'qom-type' does not accept value '" + object.type() + "'");
      }
      objects.add(String.valueOf(object.id()), object.type());
    }
  }
}
