package org.pvpanic.guest.linux;

/** Which generation of kernels a profile belongs to: what their sources do differently. */
public enum Era {
  /** 3.10 as Red Hat Enterprise Linux 7 has it. */
  LINUX_3_10("SysRq : ", false, false, false, true, false, 8),

  /** 6.1 as Debian 12 has it. */
  LINUX_6_1("sysrq: ", true, true, true, false, true, 10);

  private final String sysRqHeader;
  private final boolean restoresLevel;
  private final boolean joinsPieces;
  private final boolean reportsUnknownArguments;
  private final boolean swallowsSerialKey;
  private final boolean shiftsKeys;
  private final int levelAfterSignals;

  Era(
      String sysRqHeader,
      boolean restoresLevel,
      boolean joinsPieces,
      boolean reportsUnknownArguments,
      boolean swallowsSerialKey,
      boolean shiftsKeys,
      int levelAfterSignals) {
    this.sysRqHeader = sysRqHeader;
    this.restoresLevel = restoresLevel;
    this.joinsPieces = joinsPieces;
    this.reportsUnknownArguments = reportsUnknownArguments;
    this.swallowsSerialKey = swallowsSerialKey;
    this.shiftsKeys = shiftsKeys;
    this.levelAfterSignals = levelAfterSignals;
  }

  /**
   * Whether what is printed in an NMI waits in the log until somebody else uses the consoles, whose
   * locks the NMI may have interrupted (vprintk in kernel/printk/printk_safe.c since 4.10).
   */
  boolean defersInNmi() {
    return this == LINUX_6_1;
  }

  /** Whether panic ends its message's line alone (kernel/panic.c since 5.5). */
  boolean endsPanicMessage() {
    return this == LINUX_6_1;
  }

  /** Whether panic says that it has come to its end, and nothing after it (since 3.16). */
  boolean marksPanicEnd() {
    return this == LINUX_6_1;
  }

  /**
   * Whether a task that dies of an oops says that interrupts were off (kernel/exit.c since 6.1).
   */
  boolean tellsInterruptsOff() {
    return this == LINUX_6_1;
  }

  /** Whether a kernel stack has an unmapped page below it (CONFIG_VMAP_STACK since 4.9). */
  boolean guardsStacks() {
    return this == LINUX_6_1;
  }

  /** Whether a general protection fault tells the address (arch/x86/kernel/traps.c since 5.6). */
  boolean decodesAddresses() {
    return this == LINUX_6_1;
  }

  /** What stands before the action of a SysRq key. */
  String sysRqHeader() {
    return sysRqHeader;
  }

  /** Whether a SysRq key that is refused leaves the log level as it found it. */
  boolean restoresLevel() {
    return restoresLevel;
  }

  /**
   * Whether the pieces of a line wait until it is complete before consoles get them
   * (kernel/printk/printk.c since 5.10), or are written as they come.
   */
  boolean joinsPieces() {
    return joinsPieces;
  }

  /** Whether arguments that the kernel does not know are told of (init/main.c since 5.14). */
  boolean reportsUnknownArguments() {
    return reportsUnknownArguments;
  }

  /**
   * Whether the character after a serial break is lost while SysRq is off
   * (include/linux/serial_core.h until 4.20), or is input as any other.
   */
  boolean swallowsSerialKey() {
    return swallowsSerialKey;
  }

  /** Whether SysRq with Shift means capital letters (drivers/tty/sysrq.c since 5.10). */
  boolean shiftsKeys() {
    return shiftsKeys;
  }

  /** The log level that the SysRq keys leave which send a signal to all tasks. */
  int levelAfterSignals() {
    return levelAfterSignals;
  }
}
