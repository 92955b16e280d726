package org.pvpanic.guest.linux;

import org.pvpanic.machine.Step;
import org.pvpanic.machine.Vcpu;

/**
 * Exceptions that cannot be masked: a context of their own, in which interrupts are off, and in
 * which newer kernels print to the log alone. What is left in it is shown as soon as interrupts are
 * served again, by work that waits for that (irq_work).
 */
final class NmiContext {

  private final Kernel kernel;

  NmiContext(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Does something in such a context. */
  void run(Step handler) {
    Vcpu cpu = kernel.cpu();
    boolean enabled = cpu.interruptsEnabled();
    cpu.enableInterrupts(false);
    kernel.printk().consoles().setInNmi(true);
    cpu.call(handler, () -> end(enabled));
  }

  private void end(boolean enabled) {
    Vcpu cpu = kernel.cpu();
    kernel.printk().consoles().setInNmi(false);
    cpu.enableInterrupts(enabled);
    if (enabled) {
      cpu.call(kernel.printk().consoles()::flush);
    }
  }
}
