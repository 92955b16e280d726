package org.pvpanic.commands;

import java.util.List;
import org.pvpanic.chardev.Chardev;
import org.pvpanic.dump.DumpStatus;
import org.pvpanic.hmp.HmpArgument;
import org.pvpanic.hmp.HmpCall;
import org.pvpanic.hmp.HmpCommand;
import org.pvpanic.machine.RunState;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.vm.Vm;

/** {@code info} about the machine as a whole, its CPUs and its monitors. */
final class HumanInfo {

  private final Vm vm;
  private final MachineCommands machine;
  private final BalloonCommands balloon;

  HumanInfo(Vm vm) {
    this.vm = vm;
    this.machine = new MachineCommands(vm);
    this.balloon = new BalloonCommands(vm);
  }

  List<HmpCommand> infos() {
    return List.of(
        info("balloon", "show balloon information", this::balloon),
        info("chardev", "show the character devices", this::chardevs).inPreconfig(),
        info("cpus", "show infos for each CPU", this::cpus),
        info("dump", "Display the latest dump status", this::dump),
        info("history", "show the command line history", this::history).inPreconfig(),
        info("hotpluggable-cpus", "Show information about hotpluggable CPUs", this::hotpluggable)
            .inPreconfig(),
        info("iothreads", "show iothreads", this::ioThreads).inPreconfig(),
        info("kvm", "show KVM information", this::kvm),
        info(
            "memory_size_summary",
            "show the amount of initially allocated and present hotpluggable (if enabled) memory in"
                + " bytes.",
            this::memorySize),
        info("name", "show the current VM name", call -> vm.name().ifPresent(call::println))
            .inPreconfig(),
        info("status", "show the current VM status (running|paused)", this::status).inPreconfig(),
        info("uuid", "show the current VM UUID", call -> call.println(vm.uuid().toString()))
            .inPreconfig(),
        info(
                "version",
                "show the version of QEMU",
                call -> call.println(vm.version().number() + vm.version().packageVersion()))
            .inPreconfig());
  }

  static HmpCommand info(
      String name, String help, HmpCommand.Action action, HmpArgument... arguments) {
    return HmpCommand.of(name, "", help, action, arguments);
  }

  private void status(HmpCall call) {
    RunState state = vm.machine().runState();
    if (state == RunState.RUNNING) {
      call.println("VM status: running");
    } else {
      String reason = state == RunState.PAUSED ? "" : " (" + state.wireName() + ")";
      call.println("VM status: paused" + reason);
    }
  }

  private void balloon(HmpCall call) throws QmpException {
    call.println("balloon: actual=" + (balloon.queryBalloon().actual() >> 20));
  }

  private void chardevs(HmpCall call) {
    for (Chardev chardev : vm.listedChardevs()) {
      call.println(chardev.label() + ": filename=" + chardev.filename());
    }
  }

  private void cpus(HmpCall call) {
    for (int i = 0; i < vm.cpuPaths().size(); i++) {
      String mark = i == call.user().cpu() ? "*" : " ";
      call.println("%s CPU #%d: thread_id=%d".formatted(mark, i, Vm.threadId()));
    }
  }

  private void dump(HmpCall call) {
    DumpStatus dump = vm.dumper().status();
    call.println("Status: " + dump.status().wireName());
    if (dump.status() == DumpStatus.State.ACTIVE) {
      call.println("Finished: %.2f %%".formatted(100.0 * dump.completed() / dump.total()));
    }
  }

  private void history(HmpCall call) {
    List<String> lines = call.user().history();
    for (int i = 0; i < lines.size(); i++) {
      call.println(i + ": '" + lines.get(i) + "'");
    }
  }

  private void hotpluggable(HmpCall call) throws QmpException {
    List<MachineCommands.HotpluggableCpu> places = machine.queryHotpluggableCpus();
    call.println("Hotpluggable CPUs:");
    for (MachineCommands.HotpluggableCpu cpu : places) {
      call.println("  type: \"" + cpu.type() + "\"");
      call.println("  vcpus_count: \"" + cpu.vcpusCount() + "\"");
      cpu.qomPath().ifPresent(path -> call.println("  qom_path: \"" + path + "\""));
      call.println("  CPUInstance Properties:");
      MachineCommands.CpuInstanceProperties place = cpu.props();
      place.socketId().ifPresent(id -> call.println("    socket-id: \"" + id + "\""));
      place.dieId().ifPresent(id -> call.println("    die-id: \"" + id + "\""));
      place.coreId().ifPresent(id -> call.println("    core-id: \"" + id + "\""));
      place.threadId().ifPresent(id -> call.println("    thread-id: \"" + id + "\""));
    }
  }

  private void ioThreads(HmpCall call) {
    for (MachineCommands.IoThreadInfo thread : machine.queryIoThreads()) {
      call.println(thread.id() + ":");
      call.println("  thread_id=" + thread.threadId());
      call.println("  poll-max-ns=" + thread.pollMaxNs());
      call.println("  poll-grow=" + thread.pollGrow());
      call.println("  poll-shrink=" + thread.pollShrink());
      call.println("  aio-max-batch=" + thread.aioMaxBatch());
    }
  }

  private void kvm(HmpCall call) {
    call.println("kvm support: " + (vm.kvm() ? "enabled" : "disabled"));
  }

  private void memorySize(HmpCall call) {
    call.println("base memory: " + vm.machine().memory().size());
    call.println("plugged memory: 0");
  }
}
