package org.pvpanic.commands;

import java.util.Optional;
import org.pvpanic.dump.DumpException;
import org.pvpanic.dump.MemorySaver;
import org.pvpanic.machine.VersionProfile.Change;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qmp.Unsigned;
import org.pvpanic.vm.Vm;

/** Guest memory into files. */
final class MemoryCommands {

  private MemoryCommands() {}

  /** A range of memory and where to put it. */
  private sealed interface Range {
    long val();

    long size();

    String filename();
  }

  /** A range that may be of a CPU's addresses. */
  private sealed interface CpuRange extends Range {
    Optional<Long> cpuIndex();
  }

  /** Arguments of {@code memsave}. */
  record Memsave(long val, long size, String filename, Optional<Long> cpuIndex)
      implements CpuRange {}

  /** Arguments of {@code memsave} where addresses are unsigned. */
  record UnsignedMemsave(
      @Unsigned long val, @Unsigned long size, String filename, Optional<Long> cpuIndex)
      implements CpuRange {}

  /** Arguments of {@code pmemsave}. */
  record Pmemsave(long val, long size, String filename) implements Range {}

  /** Arguments of {@code pmemsave} where addresses are unsigned. */
  record UnsignedPmemsave(@Unsigned long val, @Unsigned long size, String filename)
      implements Range {}

  /** Declares the commands. */
  static void addTo(QmpCommands commands, Vm vm) {
    boolean unsigned = vm.version().has(Change.UNSIGNED_ADDRESSES);
    commands
        .add("memsave")
        .<CpuRange>takes(unsigned ? UnsignedMemsave.class : Memsave.class)
        .does((client, args) -> saveVirtual(vm, args));
    commands
        .add("pmemsave")
        .<Range>takes(unsigned ? UnsignedPmemsave.class : Pmemsave.class)
        .does((client, args) -> savePhysical(vm, args));
  }

  private static void saveVirtual(Vm vm, CpuRange range) throws QmpException {
    int unused = CpuIndex.existing(range.cpuIndex(), vm);
    try {
      saver(vm).saveVirtual(range.val(), range.size(), range.filename());
    } catch (DumpException e) {
      throw new QmpException(String.valueOf(e.getMessage()));
    }
  }

  private static void savePhysical(Vm vm, Range range) throws QmpException {
    try {
      saver(vm).savePhysical(range.val(), range.size(), range.filename());
    } catch (DumpException e) {
      throw new QmpException(String.valueOf(e.getMessage()));
    }
  }

  private static MemorySaver saver(Vm vm) {
    return new MemorySaver(vm.machine(), vm.type());
  }
}
