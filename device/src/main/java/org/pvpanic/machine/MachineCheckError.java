package org.pvpanic.machine;

/**
 * An error in the hardware, as a bank of a CPU reports it (Intel SDM volume 3, chapter "Machine
 * Check Architecture").
 *
 * @param bank which bank
 * @param status MCi_STATUS
 * @param mcgStatus MCG_STATUS
 * @param address MCi_ADDR
 * @param misc MCi_MISC
 */
public record MachineCheckError(int bank, long status, long mcgStatus, long address, long misc) {

  /** The bank holds an error. */
  public static final long VALID = 1L << 63;

  /** An error was lost, since the bank held one. */
  public static final long OVERFLOW = 1L << 62;

  /** The error was not corrected. */
  public static final long UNCORRECTED = 1L << 61;

  /** Software has to act before it goes on. */
  public static final long ACTION_REQUIRED = 1L << 55;

  /** In MCG_STATUS: the interrupted code may go on. */
  public static final long RESTART_IP_VALID = 1;

  /** In MCG_STATUS: a machine check is being handled. */
  public static final long IN_PROGRESS = 1 << 2;

  /** What the other CPUs are told of an error that is signalled to all. */
  static final MachineCheckError OF_ANOTHER =
      new MachineCheckError(1, VALID | UNCORRECTED, IN_PROGRESS | RESTART_IP_VALID, 0, 0);

  boolean has(long bit) {
    return (status & bit) != 0;
  }
}
