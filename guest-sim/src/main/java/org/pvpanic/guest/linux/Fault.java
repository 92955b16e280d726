package org.pvpanic.guest.linux;

/** An exception that kernel code runs into: what the CPU raises, and what it costs the task. */
sealed interface Fault {

  /** What an oops is called that it leads to, error code included. */
  String title(Era era);

  /** The signal that ends the task when the kernel goes on. */
  default int signal() {
    return Signals.SEGV;
  }

  /**
   * Whether its handler runs with interrupts disabled until the end, although they were enabled
   * where it happened: all but those of faults at addresses of the kernel enable them at once.
   */
  default boolean keepsInterruptsOff() {
    return false;
  }

  /**
   * An access to an address that is not mapped.
   *
   * @param address which
   * @param write whether it was a write
   */
  record PageFault(long address, boolean write) implements Fault {

    private static final long LOWEST_PAGE = 4096;

    @Override
    public String title(Era era) {
      return "Oops: 000" + errorCode();
    }

    @Override
    public int signal() {
      return Signals.KILL;
    }

    @Override
    public boolean keepsInterruptsOff() {
      return address < 0;
    }

    /** The error code of the CPU: bit 1 is set for a write; not-present, in kernel mode. */
    int errorCode() {
      return write ? 2 : 0;
    }

    /** Whether it was by a pointer that points nowhere, or to a member of nothing. */
    boolean isNull() {
      return address >= 0 && address < LOWEST_PAGE;
    }
  }

  /**
   * BUG(): an invalid opcode on purpose.
   *
   * @param place file and line
   */
  record Bug(String place) implements Fault {
    @Override
    public String title(Era era) {
      return "invalid opcode: 0000";
    }
  }

  /** An invalid opcode without a reason. */
  record InvalidOpcode() implements Fault {
    @Override
    public String title(Era era) {
      return "invalid opcode: 0000";
    }
  }

  /** A division by zero. */
  record DivideError() implements Fault {
    @Override
    public String title(Era era) {
      return "divide error: 0000";
    }
  }

  /**
   * An access through a pointer that no pointer can be.
   *
   * @param address which
   */
  record GeneralProtection(long address) implements Fault {
    @Override
    public String title(Era era) {
      return era.decodesAddresses()
          ? "general protection fault, probably for non-canonical address 0x"
              + Long.toHexString(address)
              + ": 0000"
          : "general protection fault: 0000";
    }
  }

  /** The kernel stack of the task is full: another stack takes over, as in an interrupt. */
  record StackOverflow() implements Fault {
    @Override
    public String title(Era era) {
      return era.guardsStacks() ? "stack guard page: 0000" : "double fault: 0000";
    }
  }
}
