package org.pvpanic.commands;

import java.util.Optional;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.vm.Vm;

/** The argument {@code cpu-index} of several commands. */
final class CpuIndex {

  private CpuIndex() {}

  /** The number of a CPU that there is; 0 if none was given. QEMU, too, looks at 32 bits of it. */
  static int of(Optional<Long> given, Vm vm) throws QmpException {
    int cpu = given.orElse(0L).intValue();
    if (given.isPresent() && (cpu < 0 || cpu >= vm.cpuPaths().size())) {
      throw new QmpException("Parameter 'cpu-index' expects a CPU number");
    }
    return cpu;
  }

  /** The same where a CPU is needed: some machines have none. */
  static int existing(Optional<Long> given, Vm vm) throws QmpException {
    return of(Optional.of(given.orElse(0L)), vm);
  }
}
