package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pvpanic.qmp.Name;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qmp.Union;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Cpus;
import org.pvpanic.vm.MachineTypes;
import org.pvpanic.vm.Vm;

/** Who the machine is, what it could be, and its CPUs. */
final class MachineCommands {

  private final Vm vm;

  MachineCommands(Vm vm) {
    this.vm = vm;
  }

  /** Result of {@code query-name}. */
  record NameInfo(Optional<String> name) {}

  /** Result of {@code query-uuid}. */
  record UuidInfo(@Name("UUID") String uuid) {}

  /** Result of {@code query-kvm}. */
  record KvmInfo(boolean enabled, boolean present) {}

  /** Result of {@code query-memory-size-summary}, in bytes. */
  record MemoryInfo(long baseMemory, Optional<Long> pluggedMemory) {}

  /** The architecture; we simulate one. */
  enum SysEmuTarget {
    @Name("x86_64")
    X86_64
  }

  /** Result of {@code query-target}. */
  record TargetInfo(SysEmuTarget arch) {}

  /** Result of {@code query-current-machine}. */
  record CurrentMachineParams(boolean wakeupSuspendSupport) {}

  /** An entry of {@code query-machines}. */
  record MachineInfo(
      String name,
      Optional<String> alias,
      Optional<Boolean> isDefault,
      long cpuMax,
      boolean hotpluggableCpus,
      boolean numaMemSupported,
      boolean deprecated,
      Optional<String> defaultCpuType,
      Optional<String> defaultRamId) {}

  /** Where a CPU sits. */
  record CpuInstanceProperties(
      Optional<Long> nodeId,
      Optional<Long> socketId,
      Optional<Long> dieId,
      Optional<Long> clusterId,
      Optional<Long> coreId,
      Optional<Long> threadId) {}

  /** An entry of {@code query-cpus-fast}. */
  @Union(tag = "target")
  sealed interface CpuInfoFast permits X86Cpu {}

  /** A CPU of a PC. */
  @Name("x86_64")
  record X86Cpu(long cpuIndex, String qomPath, long threadId, Optional<CpuInstanceProperties> props)
      implements CpuInfoFast {}

  /** An entry of {@code query-hotpluggable-cpus}. */
  record HotpluggableCpu(
      String type, long vcpusCount, CpuInstanceProperties props, Optional<String> qomPath) {}

  /** An entry of {@code query-iothreads}. */
  record IoThreadInfo(
      String id, long threadId, long pollMaxNs, long pollGrow, long pollShrink, long aioMaxBatch) {}

  /** An entry of {@code query-cpu-definitions}. */
  record CpuDefinitionInfo(
      String name,
      Optional<Boolean> migrationSafe,
      @Name("static") boolean isStatic,
      Optional<List<String>> unavailableFeatures,
      String typename,
      Optional<String> aliasOf,
      boolean deprecated) {}

  /** Declares the commands. */
  static void addTo(QmpCommands commands, Vm vm) {
    MachineCommands group = new MachineCommands(vm);
    commands
        .add("query-name")
        .preconfig()
        .returns(NameInfo.class)
        .does((client, none) -> group.queryName());
    commands
        .add("query-uuid")
        .preconfig()
        .returns(UuidInfo.class)
        .does((client, none) -> group.queryUuid());
    commands.add("query-kvm").returns(KvmInfo.class).does((client, none) -> group.queryKvm());
    commands
        .add("query-memory-size-summary")
        .returns(MemoryInfo.class)
        .does((client, none) -> group.queryMemorySizeSummary());
    commands
        .add("query-target")
        .returns(TargetInfo.class)
        .does((client, none) -> group.queryTarget());
    commands
        .add("query-current-machine")
        .returns(CurrentMachineParams.class)
        .does((client, none) -> group.queryCurrentMachine());
    commands
        .add("query-machines")
        .returnsListOf(MachineInfo.class)
        .does((client, none) -> group.queryMachines());
    commands
        .add("query-cpus-fast")
        .returnsListOf(CpuInfoFast.class)
        .does((client, none) -> group.queryCpusFast());
    commands
        .add("query-hotpluggable-cpus")
        .preconfig()
        .returnsListOf(HotpluggableCpu.class)
        .does((client, none) -> group.queryHotpluggableCpus());
    commands
        .add("query-iothreads")
        .preconfig()
        .returnsListOf(IoThreadInfo.class)
        .does((client, none) -> group.queryIoThreads());
    commands
        .add("query-cpu-definitions")
        .returnsListOf(CpuDefinitionInfo.class)
        .does((client, none) -> group.queryCpuDefinitions());
  }

  NameInfo queryName() {
    return new NameInfo(vm.name());
  }

  UuidInfo queryUuid() {
    return new UuidInfo(vm.uuid().toString());
  }

  /**
   * KVM is never used, but its presence must be told as real QEMU would tell it here: libvirt
   * compares the answer with its own access to /dev/kvm and probes again at every call when the two
   * disagree.
   */
  KvmInfo queryKvm() {
    return new KvmInfo(vm.kvm(), true);
  }

  /** Nothing is ever plugged. */
  MemoryInfo queryMemorySizeSummary() {
    return new MemoryInfo(vm.machine().config().ram().size(), Optional.of(0L));
  }

  TargetInfo queryTarget() {
    return new TargetInfo(SysEmuTarget.X86_64);
  }

  CurrentMachineParams queryCurrentMachine() {
    return new CurrentMachineParams(vm.machine().wakesUp());
  }

  List<MachineInfo> queryMachines() {
    return MachineTypes.of(vm.version()).stream()
        .map(
            t ->
                new MachineInfo(
                    t.name(),
                    t.alias(),
                    t.isDefault() ? Optional.of(true) : Optional.empty(),
                    t.cpuMax(),
                    t.hotpluggableCpus(),
                    t.numaMemSupported(),
                    t.deprecated(),
                    t.defaultCpuType(),
                    Optional.of(t.defaultRamId())))
        .toList();
  }

  List<CpuInfoFast> queryCpusFast() {
    List<CpuInfoFast> cpus = new ArrayList<>();
    for (int i = 0; i < vm.cpuPaths().size(); i++) {
      cpus.add(new X86Cpu(i, vm.cpuPaths().get(i), Vm.threadId(), Optional.of(place(i))));
    }
    return cpus;
  }

  /** I/O threads have no work here, and no threads: their ids are that of the process. */
  List<IoThreadInfo> queryIoThreads() {
    QomObject objects = vm.qom().resolve("/objects");
    if (objects == null) { // QEMU makes the folder when it first looks into it
      QomObject unused = vm.qom().add("objects", "container");
      return List.of();
    }
    List<IoThreadInfo> threads = new ArrayList<>();
    objects
        .children()
        .forEach(
            (id, object) -> {
              if (object.type().equals("iothread")) {
                threads.add(
                    new IoThreadInfo(
                        id,
                        Vm.threadId(),
                        object.number("poll-max-ns"),
                        object.number("poll-grow"),
                        object.number("poll-shrink"),
                        object.number("aio-max-batch")));
              }
            });
    return threads;
  }

  /** Every place for a CPU, the last one first. */
  List<HotpluggableCpu> queryHotpluggableCpus() throws QmpException {
    if (!vm.type().hotpluggableCpus()) {
      throw new QmpException("The feature 'query-hotpluggable-cpus' is not enabled");
    }
    List<HotpluggableCpu> places = new ArrayList<>();
    for (int i = vm.cpus().max() - 1; i >= 0; i--) {
      Optional<String> path =
          i < vm.cpuPaths().size() ? Optional.of(vm.cpuPaths().get(i)) : Optional.empty();
      places.add(new HotpluggableCpu(vm.cpus().type(), 1, place(i), path));
    }
    return places;
  }

  /** Dies are told only where a socket has several. */
  private CpuInstanceProperties place(int cpu) {
    Cpus.Place place = vm.cpus().place(cpu);
    return new CpuInstanceProperties(
        Optional.empty(),
        Optional.of((long) place.socket()),
        vm.cpus().dies() > 1 ? Optional.of((long) place.die()) : Optional.empty(),
        Optional.empty(),
        Optional.of((long) place.core()),
        Optional.of((long) place.thread()));
  }

  List<CpuDefinitionInfo> queryCpuDefinitions() {
    List<CpuDefinitionInfo> models = new ArrayList<>();
    models.add(model("max", false, Optional.empty()));
    for (String name : List.of("qemu64", "qemu32", "kvm64", "kvm32")) {
      models.add(model(name, true, Optional.of(name + "-v1")));
    }
    return models;
  }

  private static CpuDefinitionInfo model(String name, boolean safe, Optional<String> aliasOf) {
    return new CpuDefinitionInfo(
        name,
        Optional.of(safe),
        false,
        Optional.of(List.of()),
        name + "-x86_64-cpu",
        aliasOf,
        false);
  }
}
