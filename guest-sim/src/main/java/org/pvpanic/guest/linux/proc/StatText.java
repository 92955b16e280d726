package org.pvpanic.guest.linux.proc;

import java.util.Locale;
import org.pvpanic.guest.linux.Kernel;

/** /proc/stat, /proc/interrupts and /proc/softirqs. */
final class StatText {

  /** Line, controller and name of the interrupts of a PC. */
  private static final String[] LINES = {
    "0 2-edge timer",
    "1 1-edge i8042",
    "4 4-edge ttyS0",
    "8 8-edge rtc0",
    "9 9-fasteoi acpi",
    "12 12-edge i8042",
    "14 14-edge ata_piix",
    "15 15-edge ata_piix"
  };

  private static final String[] OWN = {
    "NMI Non-maskable interrupts",
    "LOC Local timer interrupts",
    "SPU Spurious interrupts",
    "PMI Performance monitoring interrupts",
    "IWI IRQ work interrupts",
    "RTR APIC ICR read retries",
    "RES Rescheduling interrupts",
    "CAL Function call interrupts",
    "TLB TLB shootdowns",
    "TRM Thermal event interrupts",
    "THR Threshold APIC interrupts",
    "DFR Deferred Error APIC interrupts",
    "MCE Machine check exceptions",
    "MCP Machine check polls"
  };

  private static final String[] SOFT = {
    "HI", "TIMER", "NET_TX", "NET_RX", "BLOCK", "IRQ_POLL", "TASKLET", "SCHED", "HRTIMER", "RCU"
  };

  private StatText() {}

  private static long ticks(Kernel kernel) {
    return kernel.printk().uptimeNs() / 10_000_000;
  }

  static String stat(Kernel kernel) {
    long up = ticks(kernel);
    long busy = Math.min(up, kernel.view().busyNs() / 10_000_000);
    StringBuilder out = new StringBuilder(600);
    cpu(out, "cpu  ", busy, (up - busy) * kernel.view().cpus());
    for (int i = 0; i < kernel.view().cpus(); i++) {
      cpu(out, "cpu" + i + " ", i == 0 ? busy : 0, up - (i == 0 ? busy : 0));
    }
    long total = 0;
    StringBuilder lines = new StringBuilder();
    for (int irq = 0; irq < 16; irq++) {
      total += count(kernel, irq);
      lines.append(' ').append(count(kernel, irq));
    }
    out.append("intr ").append(total + timer(kernel)).append(lines).append('\n');
    out.append("ctxt ").append(kernel.view().busyNs() / 12_000 + up).append('\n');
    out.append("btime ").append(kernel.view().bootSeconds()).append('\n');
    out.append("processes ").append(kernel.tasks().started()).append('\n');
    out.append("procs_running 1\nprocs_blocked 0\n");
    out.append("softirq ").append(timer(kernel) * 2).append(" 0 ").append(timer(kernel));
    return out.append(" 0 0 0 0 0 0 0 ").append(timer(kernel)).append('\n').toString();
  }

  private static void cpu(StringBuilder out, String name, long busy, long idle) {
    out.append(name).append(busy / 3).append(" 0 ").append(busy - busy / 3).append(' ');
    out.append(idle).append(" 0 0 0 0 0 0\n");
  }

  /** HZ is 1000 in EL7 and 250 in Debian; an idle CPU has no ticks. */
  private static long timer(Kernel kernel) {
    return kernel.view().busyNs() / (ProcText.isNew(kernel) ? 4_000_000 : 1_000_000);
  }

  private static long count(Kernel kernel, int irq) {
    return irq == 0 ? 30 : kernel.view().interruptCount(irq);
  }

  static String interrupts(Kernel kernel) {
    int cpus = kernel.view().cpus();
    StringBuilder out = new StringBuilder("    ");
    for (int i = 0; i < cpus; i++) {
      out.append(String.format(Locale.ROOT, "       CPU%d", i));
    }
    if (!ProcText.isNew(kernel)) {
      out.append("       ");
    }
    out.append('\n');
    for (String line : LINES) {
      String[] words = line.split(" ");
      int irq = Integer.parseInt(words[0]);
      if (kernel.view().hasInterrupt(irq)) {
        out.append(String.format(Locale.ROOT, "%3d:", irq));
        counts(out, cpus, count(kernel, irq));
        out.append(isNewColumns(kernel, words[1])).append(words[2]).append('\n');
      }
    }
    for (String line : OWN) {
      out.append(line, 0, 3).append(':');
      counts(out, cpus, line.startsWith("LOC") ? timer(kernel) : 0);
      out.append("  ").append(line, 4, line.length()).append('\n');
    }
    out.append("ERR:          0\nMIS:          0\n");
    return out.toString();
  }

  private static String isNewColumns(Kernel kernel, String pin) {
    String kind = pin.substring(pin.indexOf('-') + 1);
    return ProcText.isNew(kernel)
        ? String.format(
            Locale.ROOT, "   IO-APIC %3s-%-8s   ", pin.substring(0, pin.indexOf('-')), kind)
        : String.format(Locale.ROOT, "   IO-APIC-%-7s   ", kind);
  }

  private static void counts(StringBuilder out, int cpus, long first) {
    for (int i = 0; i < cpus; i++) {
      out.append(String.format(Locale.ROOT, " %10d", i == 0 ? first : 0));
    }
  }

  static String softirqs(Kernel kernel) {
    StringBuilder out = new StringBuilder("                ");
    for (int i = 0; i < kernel.view().cpus(); i++) {
      out.append(String.format(Locale.ROOT, "    CPU%d   ", i));
    }
    out.append('\n');
    for (String name : SOFT) {
      boolean timer = name.equals("TIMER") || name.equals("RCU");
      String shown = name.equals("IRQ_POLL") && !ProcText.isNew(kernel) ? "BLOCK_IOPOLL" : name;
      out.append(String.format(Locale.ROOT, "%12s:", shown));
      counts(out, kernel.view().cpus(), timer ? timer(kernel) : 0);
      out.append('\n');
    }
    return out.toString();
  }
}
