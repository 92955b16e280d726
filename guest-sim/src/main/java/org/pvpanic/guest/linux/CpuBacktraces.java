package org.pvpanic.guest.linux;

/**
 * What every CPU is doing: each is asked by an NMI (lib/nmi_backtrace.c, and before that
 * arch/x86/kernel/apic/hw_nmi.c). All but the one that asks are idle here.
 */
final class CpuBacktraces {

  /** Where 3.10 halts an idle CPU. */
  private static final long OLD_HALT = 0xffffffff81060fe6L;

  private final Kernel kernel;

  CpuBacktraces(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Prints them after the running step.
   *
   * @param site where the asking CPU is
   */
  void print(CrashSite site) {
    if (kernel.isEl7()) {
      report310(site).print(kernel);
    } else {
      report61(site).print(kernel);
    }
  }

  /** A CPU does not interrupt itself, and what it does comes first. */
  private Report report61(CrashSite site) {
    Report report = new Report();
    int self = site.cpu();
    report.add(Printk.WARNING, "NMI backtrace for cpu " + self);
    report.addAll(Printk.WARNING, words().backtrace(site));
    String others = others(self);
    if (!others.isEmpty()) {
      report.add(Printk.INFO, "Sending NMI from CPU " + self + " to CPUs " + others + ":");
    }
    for (int cpu = 0; cpu < kernel.view().cpus(); cpu++) {
      if (cpu != self) {
        report.add(
            Printk.WARNING,
            "NMI backtrace for cpu " + cpu + " skipped: idling at native_safe_halt+0xb/0x10");
      }
    }
    return report;
  }

  private Report report310(CrashSite site) {
    Report report = new Report();
    report.add(Printk.INFO, "sending NMI to all CPUs:");
    for (int cpu = 0; cpu < kernel.view().cpus(); cpu++) {
      if (cpu == site.cpu()) {
        report.add(Printk.WARNING, "NMI backtrace for cpu " + cpu);
        report.addAll(Printk.WARNING, words().backtrace(site));
      } else if (kernel.profile().defaults().skipsIdleCpus()) {
        report.add(
            Printk.WARNING,
            "NMI backtrace for cpu "
                + cpu
                + " skipped: idling at pc 0x"
                + Long.toHexString(OLD_HALT + kernel.kaslr().textOffset()));
      } else {
        report.add(Printk.WARNING, "NMI backtrace for cpu " + cpu);
        report.addAll(Printk.WARNING, words().backtrace(Idle310.of(kernel, cpu)));
      }
    }
    return report;
  }

  private CrashWords words() {
    return kernel.crashPath().words();
  }

  /** As {@code %*pbl} prints a set of CPUs. */
  private String others(int self) {
    int last = kernel.view().cpus() - 1;
    StringBuilder list = new StringBuilder();
    range(list, 0, self - 1);
    range(list, self + 1, last);
    return list.toString();
  }

  private static void range(StringBuilder list, int from, int to) {
    if (from <= to) {
      list.append(list.length() == 0 ? "" : ",").append(from);
      if (to > from) {
        list.append('-').append(to);
      }
    }
  }
}
