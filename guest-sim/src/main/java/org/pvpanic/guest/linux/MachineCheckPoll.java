package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.machine.MachineCheckError;
import org.pvpanic.machine.Vcpu;

/**
 * Errors in the hardware that nothing signals: every five minutes a timer of each CPU looks for
 * them (mce_timer_fn and machine_check_poll of arch/x86/kernel/cpu/mce/core.c). Here it does so
 * only when there is something to find, which cannot be told apart.
 */
final class MachineCheckPoll {

  private static final long NS = 1_000_000_000L;
  private static final long INTERVAL_NS = 300 * NS;

  /** In MCi_STATUS: the error was to be reported. */
  private static final long ENABLED = 1L << 60;

  private final Kernel kernel;
  private final List<Vcpu> cpus = new ArrayList<>(1);
  private boolean pending;

  /** When the timer fires next, as the time since boot; 3.10 looks sooner after a find. */
  private long next = INTERVAL_NS;

  MachineCheckPoll(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Looks at the banks of that CPU too, unless {@code mce=ignore_ce} says not to. */
  void watch(Vcpu cpu) {
    if (!"ignore_ce".equals(kernel.arguments().value("mce"))) {
      cpus.add(cpu);
      cpu.onCorrectedError(this::found);
    }
  }

  /** The time stamp counter. */
  static long tsc(Vcpu cpu) {
    return cpu.now() * 23 / 10;
  }

  private void found() {
    if (!pending) {
      pending = true;
      long now = kernel.printk().uptimeNs();
      while (next <= now) {
        next += INTERVAL_NS;
      }
      kernel.after(next - now, this::look);
    }
  }

  private void look() {
    pending = false;
    List<MachineCheckRecord> found = new ArrayList<>(1);
    for (Vcpu cpu : cpus) {
      for (MachineCheckError error : MachineCheckRecord.errors(cpu)) {
        if (isOurs(error)) {
          long tsc = kernel.isEl7() ? tsc(cpu) : 0;
          long seconds = kernel.realtimeNs() / NS;
          found.add(new MachineCheckRecord(error, cpu.index(), null, false, tsc, seconds));
          MachineCheckRecord.clear(cpu, error);
        }
      }
    }
    boolean sooner = kernel.isEl7() && !found.isEmpty();
    next += sooner ? INTERVAL_NS / 2 : INTERVAL_NS;
    if (!found.isEmpty() && !"dont_log_ce".equals(kernel.arguments().value("mce"))) {
      kernel.cpu().call(() -> tell(kernel, found));
    }
  }

  /** What was signalled is left to the exception's handler. */
  private boolean isOurs(MachineCheckError error) {
    long status = error.status();
    boolean signaled = (status & MachineCheck.SIGNALED) != 0;
    if (kernel.isEl7() || (status & MachineCheckError.UNCORRECTED) == 0) {
      return !kernel.isEl7() || !signaled;
    }
    return (status & ENABLED) == 0 || ((status & MachineCheck.CONTEXT_CORRUPT) == 0 && !signaled);
  }

  /**
   * What is logged for everybody (mce_notify_irq) and, where no driver decodes them, of each error
   * (mce_default_notifier): 3.10.0-514 leaves that to the reader of {@code /dev/mcelog}.
   */
  static void tell(Kernel kernel, List<MachineCheckRecord> records) {
    kernel.printk().print(Printk.INFO, MachineCheckRecord.PREFIX + "Machine check events logged");
    if (kernel.profile().defaults().kaslr()) {
      for (MachineCheckRecord record : records) {
        kernel.crashPath().print(Printk.EMERG, record.lines(kernel));
      }
    }
  }
}
