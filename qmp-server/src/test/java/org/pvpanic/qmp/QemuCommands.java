package org.pvpanic.qmp;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some of QEMU 7.2's commands and events in QEMU's shapes, with just enough behind them to repeat
 * what was recorded: a machine that can be stopped and continued.
 */
final class QemuCommands {
  static final VersionInfo VERSION = VersionInfo.of(7, 2, 22, "Debian 1:7.2+dfsg-7+deb12u18+b3");
  static final Instant NOW = Instant.ofEpochSecond(1795379511, 461426000);

  static final QmpEvent<Void> STOP = QmpEvent.of("STOP");
  static final QmpEvent<Void> RESUME = QmpEvent.of("RESUME");
  static final QmpEvent<Shutdown> SHUTDOWN = QmpEvent.of("SHUTDOWN", Shutdown.class);
  static final QmpEvent<GuestPanicked> GUEST_PANICKED =
      QmpEvent.of("GUEST_PANICKED", GuestPanicked.class);
  static final QmpEvent<DumpCompleted> DUMP_COMPLETED =
      QmpEvent.of("DUMP_COMPLETED", DumpCompleted.class);

  enum RunState {
    DEBUG,
    INMIGRATE,
    INTERNAL_ERROR,
    IO_ERROR,
    PAUSED,
    POSTMIGRATE,
    PRELAUNCH,
    FINISH_MIGRATE,
    RESTORE_VM,
    RUNNING,
    SAVE_VM,
    SHUTDOWN,
    SUSPENDED,
    WATCHDOG,
    GUEST_PANICKED,
    COLO
  }

  record StatusInfo(boolean running, boolean singlestep, RunState status) {}

  record NameInfo(Optional<String> name) {}

  record UuidInfo(@Name("UUID") String uuid) {}

  record KvmInfo(boolean enabled, boolean present) {}

  record TargetInfo(Target arch) {}

  record CurrentMachine(boolean wakeupSuspendSupport) {}

  enum RebootAction {
    RESET,
    SHUTDOWN
  }

  enum ShutdownAction {
    POWEROFF,
    PAUSE
  }

  enum PanicAction {
    PAUSE,
    SHUTDOWN,
    EXIT_FAILURE,
    NONE
  }

  enum WatchdogAction {
    RESET,
    SHUTDOWN,
    POWEROFF,
    PAUSE,
    DEBUG,
    NONE,
    INJECT_NMI
  }

  record SetAction(
      Optional<RebootAction> reboot,
      Optional<ShutdownAction> shutdown,
      Optional<PanicAction> panic,
      Optional<WatchdogAction> watchdog) {}

  enum DumpFormat {
    ELF,
    KDUMP_ZLIB,
    KDUMP_LZO,
    KDUMP_SNAPPY,
    WIN_DMP
  }

  record DumpGuestMemory(
      boolean paging,
      String protocol,
      Optional<Boolean> detach,
      Optional<Long> begin,
      Optional<Long> length,
      Optional<DumpFormat> format) {}

  record DumpCapability(List<DumpFormat> formats) {}

  enum DumpStatus {
    NONE,
    ACTIVE,
    COMPLETED,
    FAILED
  }

  record DumpResult(DumpStatus status, long completed, long total) {}

  record DumpCompleted(DumpResult result, Optional<String> error) {}

  record HumanMonitorCommand(String commandLine, Optional<Long> cpuIndex) {}

  record Memsave(long val, long size, String filename, Optional<Long> cpuIndex) {}

  record Descriptor(String fdname) {}

  record AddFd(Optional<Long> fdsetId, Optional<String> opaque) {}

  record AddedFd(long fdsetId, long fd) {}

  record RemoveFd(long fdsetId, Optional<Long> fd) {}

  record FdInfo(long fd, Optional<String> opaque) {}

  record FdSet(long fdsetId, List<FdInfo> fds) {}

  enum ImageFormat {
    PPM,
    PNG
  }

  record Screendump(
      String filename,
      Optional<String> device,
      Optional<Long> head,
      Optional<ImageFormat> format) {}

  record DeviceAdd(String driver, Optional<String> bus, Optional<String> id) {}

  record DeviceDel(String id) {}

  record MigrateRecover(String uri) {}

  @Union(tag = "type")
  sealed interface YankInstance {
    record BlockNode(String nodeName) implements YankInstance {}

    record Chardev(String id) implements YankInstance {}

    record Migration() implements YankInstance {}
  }

  record Yank(List<YankInstance> instances) {}

  @Union(tag = "type")
  sealed interface KeyValue {
    @Name("number")
    record Numeric(long data) implements KeyValue {}

    record Qcode(KeyCode data) implements KeyValue {}
  }

  record SendKey(List<KeyValue> keys, Optional<Long> holdTime) {}

  record CpuProps(
      Optional<Long> nodeId,
      Optional<Long> socketId,
      Optional<Long> dieId,
      Optional<Long> clusterId,
      Optional<Long> coreId,
      Optional<Long> threadId) {}

  @Union(tag = "target")
  sealed interface CpuInfo {
    long cpuIndex();

    String qomPath();

    long threadId();

    Optional<CpuProps> props();

    Target target();

    @Otherwise
    record Plain(
        long cpuIndex, String qomPath, long threadId, Optional<CpuProps> props, Target target)
        implements CpuInfo {}

    enum S390State {
      UNINITIALIZED,
      STOPPED,
      CHECK_STOP,
      OPERATING,
      LOAD
    }

    record S390x(
        long cpuIndex,
        String qomPath,
        long threadId,
        Optional<CpuProps> props,
        Target target,
        S390State cpuState)
        implements CpuInfo {}
  }

  enum ShutdownCause {
    NONE,
    HOST_ERROR,
    HOST_QMP_QUIT,
    HOST_QMP_SYSTEM_RESET,
    HOST_SIGNAL,
    HOST_UI,
    GUEST_SHUTDOWN,
    GUEST_RESET,
    GUEST_PANIC,
    SUBSYSTEM_RESET,
    SNAPSHOT_LOAD
  }

  record Shutdown(boolean guest, ShutdownCause reason) {}

  enum GuestPanicAction {
    PAUSE,
    POWEROFF,
    RUN
  }

  @Union(tag = "type")
  sealed interface PanicInfo {
    record HyperV(
        @Unsigned long arg1,
        @Unsigned long arg2,
        @Unsigned long arg3,
        @Unsigned long arg4,
        @Unsigned long arg5)
        implements PanicInfo {}

    enum S390Reason {
      UNKNOWN,
      DISABLED_WAIT,
      EXTINT_LOOP,
      PGMINT_LOOP,
      OPINT_LOOP
    }

    record S390(
        @Unsigned(32) long core, @Unsigned long pswMask, @Unsigned long pswAddr, S390Reason reason)
        implements PanicInfo {}
  }

  record GuestPanicked(GuestPanicAction action, Optional<PanicInfo> info) {}

  private final QmpCommands commands = new QmpCommands(VERSION);
  private final QmpMonitors monitors = new QmpMonitors(commands, () -> NOW);
  private RunState state = RunState.PRELAUNCH;

  QemuCommands() {
    commands.add(STOP, RESUME, SHUTDOWN, GUEST_PANICKED, DUMP_COMPLETED);
    addMachine();
    addDumps();
    addDescriptors();
    addOutOfBand();
  }

  QmpCommands commands() {
    return commands;
  }

  QmpMonitors monitors() {
    return monitors;
  }

  private void addMachine() {
    commands
        .add("query-status")
        .preconfig()
        .returns(StatusInfo.class)
        .does((client, none) -> new StatusInfo(state == RunState.RUNNING, false, state));
    commands
        .add("query-name")
        .preconfig()
        .returns(NameInfo.class)
        .does((client, none) -> new NameInfo(Optional.empty()));
    commands
        .add("query-uuid")
        .preconfig()
        .returns(UuidInfo.class)
        .does((client, none) -> new UuidInfo("00000000-0000-0000-0000-000000000000"));
    commands
        .add("query-kvm")
        .returns(KvmInfo.class)
        .does((client, none) -> new KvmInfo(false, true));
    commands
        .add("query-target")
        .preconfig()
        .returns(TargetInfo.class)
        .does((client, none) -> new TargetInfo(Target.X86_64));
    commands
        .add("query-current-machine")
        .returns(CurrentMachine.class)
        .does((client, none) -> new CurrentMachine(true));
    commands
        .add("query-cpus-fast")
        .returnsListOf(CpuInfo.class)
        .does((client, none) -> List.of(cpu()));
    commands.add("set-action").takes(SetAction.class).preconfig().does((client, args) -> {});
    commands.add("stop").preconfig().does((client, none) -> pause());
    commands.add("cont").does((client, none) -> resume());
    commands.add("inject-nmi").does((client, none) -> {});
    commands.add("send-key").takes(SendKey.class).does((client, args) -> {});
    commands
        .add("quit")
        .preconfig()
        .does(
            (client, none) ->
                monitors.emit(SHUTDOWN, new Shutdown(false, ShutdownCause.HOST_QMP_QUIT)));
    commands
        .add("human-monitor-command")
        .takes(HumanMonitorCommand.class)
        .features("savevm-monitor-nodes")
        .returns(String.class)
        .does((client, args) -> monitorCommand(args));
    commands
        .add("device_add")
        .takesUnchecked(DeviceAdd.class)
        .features("json-cli", "json-cli-hotplug")
        .does((client, members) -> addDevice(members));
    commands.add("device_del").takes(DeviceDel.class).does((client, args) -> removeDevice(args));
  }

  private void addDumps() {
    commands.add("dump-guest-memory").takes(DumpGuestMemory.class).does((client, args) -> {});
    commands
        .add("query-dump")
        .returns(DumpResult.class)
        .does((client, none) -> new DumpResult(DumpStatus.NONE, 0, 0));
    commands
        .add("query-dump-guest-memory-capability")
        .returns(DumpCapability.class)
        .does(
            (client, none) ->
                new DumpCapability(
                    List.of(DumpFormat.ELF, DumpFormat.KDUMP_ZLIB, DumpFormat.WIN_DMP)));
    commands.add("memsave").takes(Memsave.class).does((client, args) -> memsave(args));
    commands
        .add("screendump")
        .takes(Screendump.class)
        .does(
            (client, args) -> {
              throw new QmpException("There is no console to take a screendump from");
            });
  }

  private void addDescriptors() {
    commands.add("getfd").takes(Descriptor.class).does((client, args) -> descriptorOf(client));
    commands
        .add("closefd")
        .takes(Descriptor.class)
        .does(
            (client, args) -> {
              throw notFound(args.fdname());
            });
    commands
        .add("add-fd")
        .takes(AddFd.class)
        .returns(AddedFd.class)
        .does((client, args) -> new AddedFd(args.fdsetId().orElse(0L), descriptorOf(client)));
    commands
        .add("remove-fd")
        .takes(RemoveFd.class)
        .does(
            (client, args) -> {
              throw notFound("fdset-id:" + args.fdsetId());
            });
    commands.add("query-fdsets").returnsListOf(FdSet.class).does((client, none) -> List.of());
  }

  private void addOutOfBand() {
    commands
        .add("migrate-recover")
        .takes(MigrateRecover.class)
        .outOfBand()
        .does((client, args) -> {});
    commands
        .add("migrate-pause")
        .outOfBand()
        .does(
            (client, none) -> {
              throw new QmpException(
                  "migrate-pause is currently only supported during postcopy-active state");
            });
    commands.add("yank").takes(Yank.class).outOfBand().does((client, args) -> {});
    commands
        .add("query-yank")
        .outOfBand()
        .returnsListOf(YankInstance.class)
        .does((client, none) -> List.of(new YankInstance.Chardev("qmp0")));
  }

  private void pause() {
    if (state == RunState.RUNNING) {
      state = RunState.PAUSED;
      monitors.emit(STOP);
    }
  }

  private void resume() {
    if (state != RunState.RUNNING) {
      state = RunState.RUNNING;
      monitors.emit(RESUME);
    }
  }

  private static CpuInfo cpu() {
    CpuProps props =
        new CpuProps(
            Optional.empty(),
            Optional.of(0L),
            Optional.empty(),
            Optional.empty(),
            Optional.of(0L),
            Optional.of(0L));
    return new CpuInfo.Plain(
        0, "/machine/unattached/device[0]", 24841, Optional.of(props), Target.X86_64);
  }

  private static String monitorCommand(HumanMonitorCommand args) throws QmpException {
    if (args.cpuIndex().isPresent() && args.cpuIndex().get() != 0) {
      throw new QmpException("Parameter 'cpu-index' expects a CPU number");
    }
    return switch (args.commandLine()) {
      case "" -> "";
      case "info status" -> "VM status: paused (prelaunch)\r\n";
      default -> "unknown command: '" + args.commandLine() + "'\r\n";
    };
  }

  private static void addDevice(Map<String, Object> members) throws QmpException {
    Object driver = members.get("driver");
    if (driver == null) {
      throw new QmpException("Parameter 'driver' is missing");
    }
    switch (driver.toString()) {
      case "pvpanic" -> throw new QmpException("Bus 'isa.0' does not support hotplugging");
      case "pvpanic-pci" -> {
        if ("pv0".equals(members.get("id"))) {
          throw new QmpException("Duplicate device ID 'pv0'");
        }
      }
      default -> throw new QmpException("'" + driver + "' is not a valid device model name");
    }
  }

  private static void removeDevice(DeviceDel args) throws QmpException {
    switch (args.id()) {
      case "pp" -> {}
      case "pv0" -> throw new QmpException("Bus 'isa.0' does not support hotplugging");
      default ->
          throw new QmpException(
              ErrorClass.DEVICE_NOT_FOUND, "Device '" + args.id() + "' not found");
    }
  }

  private static void memsave(Memsave args) throws QmpException {
    throw new QmpException(
        String.format("Invalid addr 0x%016x/size %d specified", args.val(), args.size()));
  }

  private static long descriptorOf(QmpContext client) throws QmpException {
    return client
        .takeDescriptor()
        .orElseThrow(() -> new QmpException("No file descriptor supplied via SCM_RIGHTS"));
  }

  private static QmpException notFound(String name) {
    return new QmpException("File descriptor named '" + name + "' not found");
  }
}
