package org.pvpanic.guest.linux;

/** An exception that kernel code runs into: what the CPU raises, and what it costs the task. */
sealed interface Fault {

  /**
   * An access to an address that is not mapped.
   *
   * @param address which
   * @param write whether it was a write
   */
  record PageFault(long address, boolean write) implements Fault {
    @Override
    public int signal() {
      return Signals.KILL;
    }

    /** The error code of the CPU: bit 1 is set for a write; not-present, in kernel mode. */
    int errorCode() {
      return write ? 2 : 0;
    }
  }

  /**
   * BUG(): an invalid opcode on purpose.
   *
   * @param place file and line
   */
  record Bug(String place) implements Fault {}

  /** An invalid opcode without a reason. */
  record InvalidOpcode() implements Fault {}

  /** A division by zero. */
  record DivideError() implements Fault {}

  /**
   * An access through a pointer that no pointer can be.
   *
   * @param address which
   */
  record GeneralProtection(long address) implements Fault {}

  /** The kernel stack of the task is full: another stack takes over, as in an interrupt. */
  record StackOverflow() implements Fault {}

  /** The signal that ends the task when the kernel goes on. */
  default int signal() {
    return Signals.SEGV;
  }
}
