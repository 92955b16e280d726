package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Vm;

/**
 * The address spaces of a machine: memory and I/O, and what its CPUs and its PCI devices see. Those
 * of CPUs in system management mode, and those of devices, are shown alone: nobody here uses them.
 */
final class MemorySpaces {

  private final Vm vm;
  private final List<Space> ofCpus = new ArrayList<>();

  /** An address space. */
  record Space(String name, MemoryRegion root) {}

  MemorySpaces(Vm vm) {
    this.vm = vm;
  }

  /** All of them, in the order in which they came. */
  List<Space> all() {
    MemoryRegion system = vm.machine().physical().root();
    List<Space> all = new ArrayList<>();
    all.add(new Space("memory", system));
    all.add(new Space("I/O", vm.machine().ports().root()));
    if (ofCpus.isEmpty()) {
      addCpus(system);
    }
    all.addAll(ofCpus);
    addDevices(vm.board(), system, all);
    return all;
  }

  private void addCpus(MemoryRegion system) {
    for (int cpu = 0; cpu < vm.cpus().present(); cpu++) {
      ofCpus.add(new Space("cpu-memory-" + cpu, system));
      MemoryRegion seen = MemoryRegion.container("memory", MemoryRegion.ALL);
      seen.add(0, MemoryRegion.alias("memory", system, 0, MemoryRegion.ALL));
      MemoryRegion smram = smram();
      if (smram != null) {
        seen.add(0, MemoryRegion.alias("smram", smram, 0, 1L << 32), 1);
      }
      ofCpus.add(new Space("cpu-smm-" + cpu, seen));
    }
  }

  /** What CPUs see in system management mode alone; boards without PCI have nothing of it. */
  private @Nullable MemoryRegion smram() {
    return null;
  }

  private void addDevices(QomObject at, MemoryRegion system, List<Space> to) {
    if (at.isA("pci-device")) {
      MemoryRegion seen = MemoryRegion.container("bus master container", MemoryRegion.ALL);
      to.add(new Space(at.type(), seen));
    }
    at.children().values().forEach(child -> addDevices(child, system, to));
  }
}
