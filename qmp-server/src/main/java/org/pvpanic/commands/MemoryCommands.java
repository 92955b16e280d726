package org.pvpanic.commands;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
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

    /** Whether its size is below zero, at which QEMU 7.2 dies. */
    default boolean isNegative() {
      return false;
    }
  }

  /** A range that may be of a CPU's addresses. */
  private sealed interface CpuRange extends Range {
    Optional<Long> cpuIndex();
  }

  /** Arguments of {@code memsave}. */
  record Memsave(long val, long size, String filename, Optional<Long> cpuIndex)
      implements CpuRange {
    @Override
    public boolean isNegative() {
      return size < 0;
    }
  }

  /** Arguments of {@code memsave} where addresses are unsigned. */
  record UnsignedMemsave(
      @Unsigned long val, @Unsigned long size, String filename, Optional<Long> cpuIndex)
      implements CpuRange {}

  /** Arguments of {@code pmemsave}. */
  record Pmemsave(long val, long size, String filename) implements Range {
    @Override
    public boolean isNegative() {
      return size < 0;
    }
  }

  /** Arguments of {@code pmemsave} where addresses are unsigned. */
  record UnsignedPmemsave(@Unsigned long val, @Unsigned long size, String filename)
      implements Range {}

  /** Declares the commands. */
  static void addTo(QmpCommands commands, Vm vm) {
    MemorySaver saver = new MemorySaver(vm.machine(), vm.loop(), vm.eventLoop());
    boolean unsigned = vm.version().has(Change.UNSIGNED_ADDRESSES);
    commands
        .add("memsave")
        .<CpuRange>takes(unsigned ? UnsignedMemsave.class : Memsave.class)
        .doesLater((client, args) -> saveVirtual(vm, saver, args));
    commands
        .add("pmemsave")
        .<Range>takes(unsigned ? UnsignedPmemsave.class : Pmemsave.class)
        .doesLater((client, args) -> savePhysical(saver, args));
  }

  private static CompletionStage<?> saveVirtual(Vm vm, MemorySaver saver, CpuRange range)
      throws QmpException {
    int unused = CpuIndex.existing(range.cpuIndex(), vm);
    refuseNegative(range);
    return DumpReply.of(saver.saveVirtual(range.val(), range.size(), range.filename()));
  }

  private static CompletionStage<?> savePhysical(MemorySaver saver, Range range)
      throws QmpException {
    refuseNegative(range);
    return DumpReply.of(saver.savePhysical(range.val(), range.size(), range.filename()));
  }

  private static void refuseNegative(Range range) throws QmpException {
    if (range.isNegative()) {
      throw new QmpException("Parameter 'size' expects a non-negative number");
    }
  }
}
