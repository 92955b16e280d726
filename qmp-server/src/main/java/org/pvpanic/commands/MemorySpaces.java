package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.MachineType.Family;
import org.pvpanic.vm.Vm;

/**
 * The address spaces of a machine: memory and I/O, and what its CPUs and its PCI devices see. Those
 * of CPUs in system management mode, and those of devices, are shown alone: nobody here uses them.
 */
final class MemorySpaces {

  private static final int COMMAND = 0x04;
  private static final int BUS_MASTER = 1 << 2;
  private static final long SMRAM = 0xa_0000;
  private static final long SMRAM_SIZE = 0x2_0000;

  private final Vm vm;
  private final List<Space> ofCpus = new ArrayList<>();

  private final Map<PciFunction, MemoryRegion> ofFunctions = new HashMap<>();

  /**
   * An address space.
   *
   * @param seer the object that has it for itself, if any
   */
  record Space(String name, MemoryRegion root, @Nullable QomObject seer) {
    Space(String name, MemoryRegion root) {
      this(name, root, null);
    }
  }

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
    PciFunctions functions = new PciFunctions(vm);
    forgetAllBut(functions.all());
    addDevices(vm.board(), functions, all);
    return all;
  }

  /** A function that is gone must not stay, nor its window to all memory. */
  private void forgetAllBut(Set<PciFunction> present) {
    ofFunctions
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !present.contains(entry.getKey());
              if (gone) {
                MemoryRegion seen = entry.getValue();
                seen.remove(seen.children().get(0));
              }
              return gone;
            });
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

  /**
   * What CPUs see in system management mode alone, which boards with PCI have. The i440FX has a
   * window in it and keeps it shut; the Q35 has it open and its windows shut.
   */
  private @Nullable MemoryRegion smram() {
    if (vm.type().pciBus().isEmpty()) {
      return null;
    }
    boolean q35 = vm.type().family() == Family.Q35;
    MemoryRegion smram = MemoryRegion.container("smram", 1L << 32);
    smram.setEnabled(q35);
    MemoryRegion ram = ram();
    if (ram != null) {
      MemoryRegion low = MemoryRegion.alias("smram-low", ram, SMRAM, SMRAM_SIZE);
      low.setEnabled(!q35);
      smram.add(SMRAM, low);
    }
    return smram;
  }

  private @Nullable MemoryRegion ram() {
    for (MemoryRegion region : vm.machine().physical().root().children()) {
      if (region.name().equals("ram-below-4g")) {
        return region.target();
      }
    }
    return null;
  }

  private void addDevices(QomObject at, PciFunctions functions, List<Space> to) {
    if (at.isA("pci-device")) {
      functions
          .of(at)
          .map(PciFunctions.Placed::function)
          .ifPresent(function -> to.add(new Space(at.type(), seenBy(function), at)));
    }
    at.children().values().forEach(child -> addDevices(child, functions, to));
  }

  /** A function sees memory while its bus master bit is set. */
  private MemoryRegion seenBy(PciFunction function) {
    MemoryRegion seen =
        ofFunctions.computeIfAbsent(
            function,
            key -> {
              MemoryRegion made = MemoryRegion.container("bus master container", MemoryRegion.ALL);
              MemoryRegion system = vm.machine().physical().root();
              made.add(0, MemoryRegion.alias("bus master", system, 0, MemoryRegion.ALL));
              return made;
            });
    boolean master = (function.config().getWord(COMMAND) & BUS_MASTER) != 0;
    seen.children().get(0).setEnabled(master);
    return seen;
  }
}
