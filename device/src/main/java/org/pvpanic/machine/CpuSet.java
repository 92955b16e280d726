package org.pvpanic.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.bus.PortIo;

/** The vCPUs of a machine. They take turns, a step each. */
final class CpuSet {

  private final List<Vcpu> cpus;
  private int next;
  private @Nullable Vcpu current;

  CpuSet(
      int count,
      PortIo ports,
      PhysicalMemory memory,
      MemoryIo physical,
      Clock clock,
      HostTime hostTime,
      MachineChecks machineChecks,
      MainLoop loop) {
    cpus = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      cpus.add(new Vcpu(i, cpus, ports, memory, physical, clock, hostTime, machineChecks, loop));
    }
  }

  /** The one that runs the code at the reset vector. */
  Vcpu boot() {
    return cpus.get(0);
  }

  Vcpu get(int index) {
    return cpus.get(index);
  }

  /** The one that takes a step, from which all comes that reaches the machine meanwhile. */
  @Nullable Vcpu current() {
    return current;
  }

  /**
   * Takes one step on the next CPU that has one.
   *
   * @return false when all are halted
   */
  boolean step() {
    for (int i = 0; i < cpus.size(); i++) {
      Vcpu cpu = cpus.get(next);
      next = (next + 1) % cpus.size();
      current = cpu;
      try {
        if (cpu.step()) {
          return true;
        }
      } finally {
        current = null;
      }
    }
    return false;
  }

  void raiseNmi() {
    cpus.forEach(Vcpu::raiseNmi);
  }

  /** Injects an error into one CPU, and signals it to the others if asked to. */
  void injectMachineCheck(
      Input.MachineCheck input, Consumer<MachineEvent> events, Consumer<String> monitor) {
    if (input.cpu() < 0 || input.cpu() >= cpus.size()) {
      return; // QEMU keeps quiet about it
    }
    Vcpu cpu = cpus.get(input.cpu());
    String refusal = cpu.machineChecks().refusal(input.error(), input.broadcast());
    if (refusal != null) {
      monitor.accept(refusal + "\n");
      return;
    }
    cpu.machineChecks().inject(input.error(), events, monitor);
    if (input.broadcast()) {
      for (Vcpu other : cpus) {
        if (!other.equals(cpu)) {
          other.machineChecks().inject(MachineCheckError.OF_ANOTHER, events, monitor);
        }
      }
    }
  }

  void reset() {
    next = 0;
    cpus.forEach(Vcpu::reset);
  }
}
