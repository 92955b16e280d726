package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.MachineCheckError;
import org.pvpanic.machine.Vcpu;

/**
 * Errors in the hardware that a CPU reports (arch/x86/kernel/cpu/mce/core.c). The CPUs of these
 * boards are AMD's, which report errors each for itself.
 */
final class MachineCheck {

  private static final int MCG_CAP = 0x179;
  private static final int MCG_STATUS = 0x17a;
  private static final int MC0_STATUS = 0x401;
  private static final int REGISTERS = 4;
  private static final long COUNT_MASK = 0xff;

  /** In MCi_STATUS: the error was signalled, its address and further facts are valid. */
  private static final long SIGNALED = 1L << 56;

  private static final long ADDRESS_VALID = 1L << 58;
  private static final long MISC_VALID = 1L << 59;

  /** In MCi_STATUS: the state of the processor is lost. */
  private static final long CONTEXT_CORRUPT = 1L << 57;

  /** In MCG_STATUS: the instruction pointer is that of the error. */
  private static final long ERROR_IP_VALID = 2;

  /** What the CPU says that it is: family 15, model 107, stepping 1 of AMD. */
  private static final String PROCESSOR = "2:60fb1";

  private static final String MICROCODE = "1000065";
  private static final String PREFIX = "[Hardware Error]: ";

  /** How bad an error is; the worst one decides. */
  private enum Severity {
    NONE,
    KEEP,
    UNCORRECTED,
    PANIC
  }

  private record Logged(MachineCheckError error, long tsc, long seconds) {}

  private final Kernel kernel;
  private final Vcpu cpu;

  private MachineCheck(Kernel kernel) {
    this.kernel = kernel;
    this.cpu = kernel.cpu();
  }

  /** Enables machine checks, unless the CPU has none or {@code mce=off} says not to. */
  static void enable(Kernel kernel) {
    String wanted = kernel.arguments().value("mce");
    boolean off = kernel.arguments().has("nomce") || "off".equals(wanted);
    if (!off && (kernel.cpu().readMsr(MCG_CAP) & COUNT_MASK) != 0) {
      kernel.cpu().onMachineCheck(() -> new MachineCheck(kernel).received());
    }
  }

  private void received() {
    new NmiContext(kernel).run(this::handle);
  }

  /** do_machine_check. */
  private void handle() {
    long mcgStatus = cpu.readMsr(MCG_STATUS);
    List<MachineCheckError> errors = errors(mcgStatus);
    String why = null;
    boolean noWayOut = false;
    for (MachineCheckError error : errors) {
      if (severity(error) == Severity.PANIC) {
        noWayOut = true;
        why = reason(error);
      }
    }
    Logged worst = null;
    Severity most = Severity.NONE;
    List<Logged> logged = new ArrayList<>(1);
    for (MachineCheckError error : errors) {
      // What was not signalled is left to those who look now and then.
      if ((error.status() & SIGNALED) == 0 && !noWayOut) {
        continue;
      }
      kernel.taint().add(Taint.MACHINE_CHECK);
      Severity severity = severity(error);
      if (severity == Severity.KEEP && !noWayOut) {
        continue;
      }
      Logged record = record(error);
      logged.add(record);
      if (severity.compareTo(most) > 0) {
        most = severity;
        worst = record;
      }
    }
    if (noWayOut && worst != null) {
      panic(logged, worst, why);
      return;
    }
    for (Logged record : logged) {
      cpu.writeMsr(MC0_STATUS + REGISTERS * record.error().bank(), 0);
    }
    cpu.writeMsr(MCG_STATUS, 0);
    Task task = kernel.interrupted();
    if ((mcgStatus & MachineCheckError.RESTART_IP_VALID) == 0 && task != null) {
      cpu.call(() -> task.signal(Signals.BUS));
    }
  }

  private List<MachineCheckError> errors(long mcgStatus) {
    List<MachineCheckError> errors = new ArrayList<>(1);
    int banks = (int) (cpu.readMsr(MCG_CAP) & COUNT_MASK);
    for (int bank = 0; bank < banks; bank++) {
      int status = MC0_STATUS + REGISTERS * bank;
      long value = cpu.readMsr(status);
      if ((value & MachineCheckError.VALID) != 0) {
        long address = (value & ADDRESS_VALID) == 0 ? 0 : cpu.readMsr(status + 1);
        long misc = (value & MISC_VALID) == 0 ? 0 : cpu.readMsr(status + 2);
        errors.add(new MachineCheckError(bank, value, mcgStatus, address, misc));
      }
    }
    return errors;
  }

  private Logged record(MachineCheckError error) {
    return new Logged(error, cpu.now() * 23 / 10, kernel.realtimeNs() / 1_000_000_000L);
  }

  /** mce_severity_amd. */
  private Severity severity(MachineCheckError error) {
    long status = error.status();
    if ((status & CONTEXT_CORRUPT) != 0) {
      return Severity.PANIC;
    } else if ((status & MachineCheckError.UNCORRECTED) == 0) {
      return Severity.KEEP;
    }
    if (!kernel.isEl7() || (status & MachineCheckError.OVERFLOW) != 0 || isLater()) {
      return Severity.PANIC;
    }
    return Severity.UNCORRECTED;
  }

  /** 3.10.0-1160 panics for each error that hits the kernel itself. */
  private boolean isLater() {
    return kernel.profile().defaults().kaslr() && kernel.interrupted() == null;
  }

  /** What mce_severity_amd says is the matter; in 3.10 it does not say. */
  private @Nullable String reason(MachineCheckError error) {
    if (kernel.isEl7()) {
      return null;
    }
    long status = error.status();
    if ((status & CONTEXT_CORRUPT) != 0) {
      return "Processor Context Corrupt";
    }
    return (status & MachineCheckError.OVERFLOW) != 0
        ? "Overflowed uncorrected error without MCA Overflow Recovery"
        : "Uncorrected error without MCA Recovery";
  }

  /**
   * mce_panic: what can be said of the errors, the worst one last, and the end. Later kernels of
   * 3.10 take the errors of AMD's CPUs for local ones, and panic for such before they have a reason.
   */
  private void panic(List<Logged> logged, Logged worst, @Nullable String why) {
    cpu.call(kernel.printk().consoles()::verbose);
    for (Logged record : logged) {
      if (!record.equals(worst)) {
        print(record);
      }
    }
    print(worst);
    boolean unexplained = kernel.isEl7() && kernel.profile().defaults().kaslr();
    if (!unexplained) {
      say(PREFIX + "Machine check: " + (why == null ? "Unknown" : why));
    }
    String message;
    if (!kernel.isEl7()) {
      message = "Fatal local machine check";
    } else {
      message =
          unexplained
              ? "Machine check from unknown source"
              : "Fatal machine check on current CPU";
    }
    cpu.call(() -> kernel.crashPath().panic(message, site()));
  }

  private void print(Logged record) {
    MachineCheckError error = record.error();
    boolean exception = (error.mcgStatus() & MachineCheckError.IN_PROGRESS) != 0;
    boolean always = kernel.isEl7() && !kernel.profile().defaults().kaslr();
    say(
        PREFIX
            + "CPU "
            + cpu.index()
            + ": Machine Check"
            + (exception || always ? " Exception" : "")
            + ": "
            + Long.toHexString(error.mcgStatus())
            + " Bank "
            + error.bank()
            + ": "
            + Hex.wide(error.status()));
    boolean known = (error.mcgStatus() & 3) != 0;
    if (known) {
      boolean exact = (error.mcgStatus() & ERROR_IP_VALID) != 0;
      Symbol ip = site().ip();
      say(
          PREFIX
              + "RIP"
              + (exact ? "" : " !INEXACT!")
              + " 10:<"
              + Hex.wide(kernel.isEl7() ? new Trace310(kernel).relocated(ip.address()) : ip.address())
              + "> {"
              + ip.place()
              + "}");
    }
    say(
        PREFIX
            + "TSC "
            + Long.toHexString(record.tsc())
            + " "
            + (error.address() == 0 ? "" : "ADDR " + Long.toHexString(error.address()) + " ")
            + (error.misc() == 0 ? "" : "MISC " + Long.toHexString(error.misc()) + " "));
    say(
        PREFIX
            + "PROCESSOR "
            + PROCESSOR
            + " TIME "
            + record.seconds()
            + " SOCKET 0 APIC "
            + Integer.toHexString(cpu.index())
            + " microcode "
            + MICROCODE);
    if (kernel.isEl7()) {
      say(PREFIX + "Run the above through 'mcelog --ascii'");
    }
  }

  private CrashSite site() {
    return TaskCrash.exception(
        kernel,
        "#MC",
        List.of(
            "mce_panic.cold+0x6b/0x6b",
            "do_machine_check+0x7c5/0x870",
            "? native_safe_halt+0xb/0x10",
            "exc_machine_check+0x6a/0xa0",
            "asm_exc_machine_check+0x1a/0x40"),
        Stack310.MACHINE_CHECK);
  }

  private void say(String text) {
    cpu.call(() -> kernel.printk().print(Printk.EMERG, "mce: " + text));
  }
}
