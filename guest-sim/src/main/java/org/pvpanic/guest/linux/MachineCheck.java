package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.MachineCheckError;
import org.pvpanic.machine.Vcpu;

/**
 * Errors in the hardware that a CPU reports by an exception (do_machine_check of
 * arch/x86/kernel/cpu/mce/core.c). The CPUs of these boards are AMD's, which report errors each for
 * itself, so that none waits for the others.
 */
final class MachineCheck {

  /** In MCi_STATUS: the error was signalled. */
  static final long SIGNALED = 1L << 56;

  /** In MCi_STATUS: the state of the processor is lost. */
  static final long CONTEXT_CORRUPT = 1L << 57;

  /** In MCG_STATUS: no other CPU has been told. */
  private static final long LOCAL = 1 << 3;

  /** How bad an error is; the worst one decides. */
  private enum Severity {
    NONE,
    KEEP,
    UNCORRECTED,
    PANIC
  }

  private final Kernel kernel;

  /** A CPU panics because of an error; whoever comes later waits for it. */
  private boolean panicked;

  private MachineCheck(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Enables machine checks on each CPU (CR4.MCE), unless the kernel was built without, the CPUs
   * have none, or {@code mce=off} says not to: an uncorrected error resets the machine then.
   */
  static void enable(Kernel kernel) {
    String wanted = kernel.arguments().value("mce");
    boolean off = kernel.arguments().has("nomce") || "off".equals(wanted);
    if (off
        || !kernel.profile().defaults().machineChecks()
        || MachineCheckRecord.banks(kernel.cpu()) == 0) {
      return;
    }
    MachineCheck handler = new MachineCheck(kernel);
    MachineCheckPoll poll = new MachineCheckPoll(kernel);
    for (int i = 0; i < kernel.view().cpus(); i++) {
      Vcpu cpu = kernel.cpu().other(i);
      if (cpu != null) {
        handler.enable(cpu);
        poll.watch(cpu);
      }
    }
  }

  /** What this kernel does is done by the CPU that it booted on, whoever it is done for. */
  private void enable(Vcpu cpu) {
    boolean own = cpu.index() == kernel.cpu().index();
    cpu.onMachineCheck(own ? () -> received(cpu) : () -> kernel.cpu().send(() -> received(cpu)));
  }

  private void received(Vcpu cpu) {
    new NmiContext(kernel).run(() -> handle(cpu));
  }

  private void handle(Vcpu cpu) {
    long mcgStatus = MachineCheckRecord.status(cpu);
    if (panicked) {
      return;
    }
    List<MachineCheckError> errors = MachineCheckRecord.errors(cpu);
    boolean noWayOut = false;
    for (MachineCheckError error : errors) {
      if (severity(error, cpu) == Severity.PANIC) {
        noWayOut = true;
        if (!kernel.isEl7()) {
          panic("Fatal local machine check", List.of(), record(error, cpu), reason(error), cpu);
          return;
        }
      }
    }
    scan(cpu, errors, mcgStatus, noWayOut);
  }

  private void scan(Vcpu cpu, List<MachineCheckError> errors, long mcgStatus, boolean noWayOut) {
    MachineCheckRecord worst = null;
    Severity most = Severity.NONE;
    List<MachineCheckRecord> logged = new ArrayList<>(1);
    for (MachineCheckError error : errors) {
      // What was not signalled is left to those who look now and then.
      if ((error.status() & SIGNALED) == 0 && !noWayOut) {
        continue;
      }
      kernel.taint().add(Taint.MACHINE_CHECK);
      Severity severity = severity(error, cpu);
      if (severity == Severity.KEEP && !noWayOut) {
        continue;
      }
      MachineCheckRecord record = record(error, cpu);
      logged.add(record);
      if (severity.compareTo(most) > 0) {
        most = severity;
        worst = record;
      }
    }
    if (noWayOut && worst != null) {
      if (isLater() || (mcgStatus & LOCAL) != 0) {
        panic("Machine check from unknown source", logged, null, null, cpu);
      } else {
        logged.remove(worst);
        panic("Fatal machine check on current CPU", logged, worst, "Unknown", cpu);
      }
      return;
    }
    for (MachineCheckRecord record : logged) {
      MachineCheckRecord.clear(cpu, record.error());
    }
    if (!logged.isEmpty()) {
      kernel.cpu().call(() -> MachineCheckPoll.tell(kernel, logged));
    }
    MachineCheckRecord.endException(cpu);
    Task task = interrupted(cpu);
    if ((mcgStatus & MachineCheckError.RESTART_IP_VALID) == 0 && task != null) {
      kernel.cpu().call(() -> task.signal(Signals.BUS));
    }
  }

  private @Nullable Task interrupted(Vcpu cpu) {
    return TaskCrash.interrupted(kernel, cpu.index());
  }

  private MachineCheckRecord record(MachineCheckError error, Vcpu cpu) {
    boolean known = MachineCheckRecord.knowsPlace(error.mcgStatus());
    boolean inUser = kernel.isEl7() && interrupted(cpu) != null;
    return new MachineCheckRecord(
        error,
        cpu.index(),
        known ? TaskCrash.interruptedAt(kernel, cpu.index()) : null,
        inUser,
        MachineCheckPoll.tsc(cpu),
        kernel.realtimeNs() / 1_000_000_000L);
  }

  /** mce_severity_amd. */
  private Severity severity(MachineCheckError error, Vcpu cpu) {
    long status = error.status();
    if ((status & CONTEXT_CORRUPT) != 0) {
      return Severity.PANIC;
    } else if ((status & MachineCheckError.UNCORRECTED) == 0) {
      return Severity.KEEP;
    }
    boolean inKernel =
        interrupted(cpu) == null || !MachineCheckRecord.knowsPlace(error.mcgStatus());
    if (!kernel.isEl7() || (status & MachineCheckError.OVERFLOW) != 0 || (isLater() && inKernel)) {
      return Severity.PANIC;
    }
    return Severity.UNCORRECTED;
  }

  /** 3.10.0-1160 panics for each error that hits the kernel itself. */
  private boolean isLater() {
    return kernel.profile().defaults().kaslr();
  }

  /** What mce_severity_amd of 6.1 says is the matter. */
  private static String reason(MachineCheckError error) {
    long status = error.status();
    if ((status & CONTEXT_CORRUPT) != 0) {
      return "Processor Context Corrupt";
    }
    return (status & MachineCheckError.OVERFLOW) != 0
        ? "Overflowed uncorrected error without MCA Overflow Recovery"
        : "Uncorrected error without MCA Recovery";
  }

  /** mce_panic: what can be said of the errors, the worst one last, and the end. */
  private void panic(
      String message,
      List<MachineCheckRecord> others,
      @Nullable MachineCheckRecord last,
      @Nullable String why,
      Vcpu cpu) {
    panicked = true;
    List<String> lines = new ArrayList<>(8);
    for (boolean corrected : new boolean[] {true, false}) {
      for (MachineCheckRecord other : others) {
        long status = other.error().status();
        if (corrected == ((status & MachineCheckError.UNCORRECTED) == 0)) {
          addTo(lines, other);
        }
      }
    }
    if (last != null) {
      addTo(lines, last);
    }
    if (why != null) {
      lines.add(MachineCheckRecord.PREFIX + "Machine check: " + why);
    }
    kernel.cpu().call(kernel.printk().consoles()::verbose);
    kernel.crashPath().print(Printk.EMERG, lines);
    kernel.cpu().call(() -> kernel.crashPath().panic(message, site(cpu)));
  }

  /** print_mce: 6.1 does not send those with a CPU of AMD to mcelog. */
  private void addTo(List<String> lines, MachineCheckRecord record) {
    lines.addAll(record.lines(kernel));
    if (kernel.isEl7()) {
      lines.add(MachineCheckRecord.PREFIX + "Run the above through 'mcelog --ascii'");
    }
  }

  private CrashSite site(Vcpu cpu) {
    return TaskCrash.exception(
        kernel,
        cpu.index(),
        "#MC",
        List.of(
            "mce_panic.cold+0x6b/0x6b",
            "do_machine_check+0x7c5/0x870",
            "? native_safe_halt+0xb/0x10",
            "exc_machine_check+0x6a/0xa0",
            "asm_exc_machine_check+0x1a/0x40"),
        Stack310.MACHINE_CHECK);
  }
}
