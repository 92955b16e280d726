package org.pvpanic.guest.linux;

/** Which generation of kernels a profile belongs to: what their sources do differently. */
public enum Era {
  /** 3.10 as Red Hat Enterprise Linux 7 has it. */
  LINUX_3_10("SysRq : ", false, false, false),

  /** 6.1 as Debian 12 has it. */
  LINUX_6_1("sysrq: ", true, true, true);

  private final String sysRqHeader;
  private final boolean restoresLevel;
  private final boolean joinsPieces;
  private final boolean reportsUnknownArguments;

  Era(
      String sysRqHeader,
      boolean restoresLevel,
      boolean joinsPieces,
      boolean reportsUnknownArguments) {
    this.sysRqHeader = sysRqHeader;
    this.restoresLevel = restoresLevel;
    this.joinsPieces = joinsPieces;
    this.reportsUnknownArguments = reportsUnknownArguments;
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
}
