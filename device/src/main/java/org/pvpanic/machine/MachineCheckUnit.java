package org.pvpanic.machine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The machine check registers of a CPU, and how an error that a monitor injects gets into them
 * (QEMU's target/i386/helper.c, {@code do_inject_x86_mce}). The banks survive a reset, as the
 * hardware's do.
 */
final class MachineCheckUnit {

  /** Banks of a CPU. */
  static final int BANKS = 10;

  private static final int MCG_CAP = 0x179;
  private static final int MCG_STATUS = 0x17a;
  private static final int MCG_CTL = 0x17b;

  /** CTL, STATUS, ADDR and MISC of bank 0; those of the others follow. */
  private static final int MC0_CTL = 0x400;

  private static final int REGISTERS = 4;
  private static final int CTL = 0;
  private static final int STATUS = 1;
  private static final int ADDR = 2;
  private static final int MISC = 3;

  /** MCG_CTL exists; software error recovery is supported. */
  private static final long CAPABILITIES = 1 << 8 | 1 << 24 | BANKS;

  private final Vcpu cpu;
  private final MachineChecks supported;
  private final MainLoop loop;
  private long mcgStatus;
  private long mcgCtl = -1;
  private long @Nullable [] banks;

  MachineCheckUnit(Vcpu cpu, MachineChecks supported, MainLoop loop) {
    this.cpu = cpu;
    this.supported = supported;
    this.loop = loop;
  }

  /** Its registers, all of whose errors are enabled at first. */
  private long[] banks() {
    long[] known = banks;
    if (known == null) {
      known = new long[BANKS * REGISTERS];
      for (int i = 0; i < known.length; i += REGISTERS) {
        known[i + CTL] = -1;
      }
      banks = known;
    }
    return known;
  }

  /** A register that is none of a CPU's reads as 0. */
  long read(int number) {
    if (supported == MachineChecks.NONE) {
      return 0;
    }
    return switch (number) {
      case MCG_CAP -> CAPABILITIES;
      case MCG_STATUS -> mcgStatus;
      case MCG_CTL -> mcgCtl;
      default -> isBank(number) ? banks()[number - MC0_CTL] : 0;
    };
  }

  void write(int number, long value) {
    if (supported == MachineChecks.NONE) {
      return;
    }
    switch (number) {
      case MCG_STATUS -> mcgStatus = value;
      case MCG_CTL -> mcgCtl = value == 0 || value == -1 ? value : mcgCtl;
      default -> {
        int at = number - MC0_CTL;
        boolean wholly = at % REGISTERS != CTL || value == 0 || value == -1;
        if (isBank(number) && wholly) {
          banks()[at] = value;
        }
      }
    }
  }

  private static boolean isBank(int number) {
    return number >= MC0_CTL && number < MC0_CTL + BANKS * REGISTERS;
  }

  void reset() {
    mcgStatus = 0;
  }

  /**
   * What a monitor is told instead of an injection, with QEMU's text; null when there is nothing
   * against it.
   */
  @Nullable String refusal(MachineCheckError error, boolean broadcast) {
    if (supported == MachineChecks.NONE) {
      return "MCE injection not supported";
    } else if (error.bank() < 0 || error.bank() >= BANKS) {
      return "Invalid MCE bank number";
    } else if (!error.has(MachineCheckError.VALID)) {
      return "Invalid MCE status code";
    } else if (broadcast && supported != MachineChecks.BROADCAST) {
      return "Guest CPU does not support MCA broadcast";
    }
    return null;
  }

  /**
   * Takes an error that nothing is against.
   *
   * @param events gets what becomes of it
   * @param monitor is told why it is not as asked for
   */
  void inject(MachineCheckError error, Consumer<MachineEvent> events, Consumer<String> monitor) {
    boolean actionRequired = error.has(MachineCheckError.ACTION_REQUIRED);
    boolean recursive = (mcgStatus & MachineCheckError.IN_PROGRESS) != 0;
    int at = error.bank() * REGISTERS;
    long held = banks()[at + STATUS];
    boolean holds = (held & MachineCheckError.VALID) != 0;
    if (error.has(MachineCheckError.UNCORRECTED)) {
      if (mcgCtl != -1) {
        monitor.accept(name() + ": Uncorrected error reporting disabled\n");
        return;
      } else if (banks()[at + CTL] != -1) {
        monitor.accept(
            name() + ": Uncorrected error reporting disabled for bank " + error.bank() + "\n");
        return;
      } else if (recursive || !cpu.takesMachineChecks()) {
        events.accept(
            new MachineEvent.MemoryFailure(
                MachineEvent.MemoryFailureAction.RESET, actionRequired, recursive));
        monitor.accept(
            name()
                + (cpu.takesMachineChecks()
                    ? ": Previous MCE still in progress"
                    : ": MCE capability is not enabled")
                + ", raising triple fault");
        loop.requestReset(ShutdownCause.GUEST_RESET);
        return;
      }
      mcgStatus = error.mcgStatus();
      store(at, error, holds);
      cpu.raiseMachineCheck();
    } else if (holds && (held & MachineCheckError.UNCORRECTED) != 0) {
      banks()[at + STATUS] = held | MachineCheckError.OVERFLOW;
    } else {
      store(at, error, holds);
      cpu.errorCorrected();
    }
    events.accept(
        new MachineEvent.MemoryFailure(
            MachineEvent.MemoryFailureAction.INJECT, actionRequired, recursive));
  }

  private void store(int at, MachineCheckError error, boolean holds) {
    banks()[at + STATUS] = error.status() | (holds ? MachineCheckError.OVERFLOW : 0);
    banks()[at + ADDR] = error.address();
    banks()[at + MISC] = error.misc();
  }

  private String name() {
    return "CPU " + cpu.index();
  }
}
