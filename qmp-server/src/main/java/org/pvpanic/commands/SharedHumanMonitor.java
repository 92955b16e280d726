package org.pvpanic.commands;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pvpanic.hmp.HumanMonitor;
import org.pvpanic.vm.Vm;

/**
 * The human monitor that all monitors of a machine share, made when the first of them needs it,
 * since few machines of a test are spoken to. For the machine's event loop alone.
 */
final class SharedHumanMonitor implements Supplier<HumanMonitor> {

  private final Vm vm;
  private @Nullable HumanMonitor monitor;

  SharedHumanMonitor(Vm vm) {
    this.vm = vm;
  }

  @Override
  public HumanMonitor get() {
    if (monitor == null) {
      monitor = HumanCommands.monitor(vm);
    }
    return monitor;
  }
}
