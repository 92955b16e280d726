package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.MachineCheckError;
import org.pvpanic.machine.Vcpu;

/**
 * An error in the hardware as the kernel has logged it (struct mce).
 *
 * @param error what the bank said
 * @param cpu whose bank it was
 * @param ip what ran there; null when that is not known, or has nothing to do with the error
 * @param inUser whether that was a program
 * @param tsc when the kernel found it, 0 where it does not say
 * @param seconds the time of day then
 */
record MachineCheckRecord(
    MachineCheckError error, int cpu, @Nullable Symbol ip, boolean inUser, long tsc, long seconds) {

  static final String PREFIX = "mce: [Hardware Error]: ";

  /** What the CPU says that it is: family 15, model 107, stepping 1 of AMD. */
  private static final String PROCESSOR = "2:60fb1";

  private static final String MICROCODE = "1000065";

  private static final int MCG_CAP = 0x179;
  private static final int MCG_STATUS = 0x17a;
  private static final int MC0_STATUS = 0x401;
  private static final int REGISTERS = 4;
  private static final long COUNT_MASK = 0xff;
  private static final long ADDRESS_VALID = 1L << 58;
  private static final long MISC_VALID = 1L << 59;

  /** In MCG_STATUS: the instruction pointer is that of the error. */
  private static final long ERROR_IP_VALID = 2;

  /** How many banks a CPU has. */
  static int banks(Vcpu cpu) {
    return (int) (cpu.readMsr(MCG_CAP) & COUNT_MASK);
  }

  /** MCG_STATUS of a CPU. */
  static long status(Vcpu cpu) {
    return cpu.readMsr(MCG_STATUS);
  }

  /** The exception is over. */
  static void endException(Vcpu cpu) {
    cpu.writeMsr(MCG_STATUS, 0);
  }

  /** What the banks of a CPU hold. */
  static List<MachineCheckError> errors(Vcpu cpu) {
    long mcgStatus = status(cpu);
    List<MachineCheckError> errors = new ArrayList<>(1);
    for (int bank = 0; bank < banks(cpu); bank++) {
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

  /** The bank that held it may report another one. */
  static void clear(Vcpu cpu, MachineCheckError error) {
    cpu.writeMsr(MC0_STATUS + REGISTERS * error.bank(), 0);
  }

  /** Whether the interrupted place is known. */
  static boolean knowsPlace(long mcgStatus) {
    return (mcgStatus & (MachineCheckError.RESTART_IP_VALID | ERROR_IP_VALID)) != 0;
  }

  /** __print_mce; 3.10.0-514 calls each of them an exception. */
  List<String> lines(Kernel kernel) {
    boolean exception = (error.mcgStatus() & MachineCheckError.IN_PROGRESS) != 0;
    boolean always = kernel.isEl7() && !kernel.profile().defaults().kaslr();
    List<String> lines = new ArrayList<>(4);
    lines.add(
        PREFIX
            + "CPU "
            + cpu
            + ": Machine Check"
            + (exception || always ? " Exception" : "")
            + ": "
            + Long.toHexString(error.mcgStatus())
            + " Bank "
            + error.bank()
            + ": "
            + Hex.wide(error.status()));
    if (ip != null) {
      lines.add(place(kernel, ip));
    }
    lines.add(
        PREFIX
            + "TSC "
            + Long.toHexString(tsc)
            + " "
            + (error.address() == 0 ? "" : "ADDR " + Long.toHexString(error.address()) + " ")
            + (error.misc() == 0 ? "" : "MISC " + Long.toHexString(error.misc()) + " "));
    lines.add(
        PREFIX
            + "PROCESSOR "
            + PROCESSOR
            + " TIME "
            + seconds
            + " SOCKET 0 APIC "
            + Integer.toHexString(cpu)
            + " microcode "
            + MICROCODE);
    return lines;
  }

  private String place(Kernel kernel, Symbol known) {
    long address =
        kernel.isEl7() ? new Trace310(kernel).relocated(known.address()) : known.address();
    boolean exact = (error.mcgStatus() & ERROR_IP_VALID) != 0;
    String where = inUser ? " 33:<" : " 10:<";
    String name = inUser ? "" : "{" + known.place() + "}";
    return PREFIX + "RIP" + (exact ? "" : " !INEXACT!") + where + Hex.wide(address) + "> " + name;
  }
}
