package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/**
 * What a crash shows of memory and registers: made up, but where such things lie, and in the memory
 * that there is.
 */
final class CrashMemory {

  /** The area of virtually mapped stacks, before it is moved. */
  private static final long MAPPED_STACKS = 0xffffc90000000000L;

  private static final long STACK_STEP = 0x8000;
  private static final int STACKS = 64;

  /** Stack pointer within a stack of 16 KiB, some calls deep. */
  private static final long DEPTH = 0x3c18;

  private static final int STACK_BITS = 14;
  private static final int OBJECT_BITS = 6;
  private static final int PAGE_BITS = 12;
  private static final long PAGE = 1L << PAGE_BITS;
  private static final long PER_CPU = 2L << 20;

  /** The page tables of the kernel itself, and the first of the processes' behind them. */
  private static final long PAGE_TABLES = 0x2516000L;

  /** Present, writable, user, accessed, dirty. */
  private static final int PRESENT = 0x67;

  /** Where in the array of general registers some of them are. */
  private static final int RAX = 0;

  private static final int RBX = 1;
  private static final int RSI = 4;
  private static final int RDI = 5;
  private static final int RBP = 6;
  private static final int R8 = 7;
  private static final int GENERAL = 15;

  /** What a function wanted to have of a stack that had no room for it. */
  private static final int OVERFLOW = 0x200;

  /** Something that a process touched last. */
  private static final int USER_DATA = 0x59936e;

  private static final int INTERRUPTS_ON = 0x246;

  /** A fault saves the flags so that its instruction can be resumed; an interrupt does not. */
  private static final int RESUME = 0x10000;

  private final Kernel kernel;

  CrashMemory(Kernel kernel) {
    this.kernel = kernel;
  }

  /** An object in the direct mapping. */
  long object() {
    return address(OBJECT_BITS);
  }

  /** The start of a task's kernel stack, which old kernels have in the direct mapping. */
  long stack() {
    if (!kernel.profile().era().guardsStacks()) {
      return address(STACK_BITS);
    }
    long moved = kernel.kaslr().textOffset() << 12;
    return MAPPED_STACKS + moved + 0x598000 + kernel.entropy().below(STACKS) * STACK_STEP;
  }

  /** Where the data of a CPU's own lie. */
  long perCpu(int cpu) {
    long lowest = kernel.memoryMap().lowEnd() & -PER_CPU;
    return kernel.kaslr().directMap() + lowest - PER_CPU + cpu * (PER_CPU >> 1);
  }

  /**
   * Registers at an instruction.
   *
   * @param isIdle whether no task runs
   * @param stack the kernel stack that is in use
   * @param fault what the instruction raises, or null
   */
  CrashSite.Registers registers(
      int cpu, boolean isIdle, long stack, Symbol ip, @Nullable Fault fault) {
    long data = object();
    long pages = kernel.entropy().below(1 << 8) << PAGE_BITS;
    long heap = 0x1000_0000L + (kernel.entropy().below(1 << 14) << PAGE_BITS);
    long[] general = new long[GENERAL];
    general[RBX] = data;
    general[RSI] = ip.address() + 0xa094 & -4L;
    general[RDI] = data;
    general[RBP] = data + 0x1260;
    general[R8] = 0x10;
    general[R8 + 1] = data + 0x1260;
    general[R8 + 2] = data + 0x40;
    general[R8 + 3] = kernel.entropy().below(1L << 32);
    general[R8 + 4] = stack + DEPTH + 0x10;
    long sp = stack + DEPTH;
    long cr2 = isIdle ? 0 : USER_DATA;
    if (fault instanceof Fault.PageFault page) {
      general[RAX] = page.address();
      // New kernels read the bytes before the instruction first, which is one more page fault.
      boolean again = !kernel.isEl7() && !CrashSite.hasPrologue(ip);
      cr2 = again ? ip.address() - CrashSite.PROLOGUE : page.address();
    } else if (fault instanceof Fault.GeneralProtection protection) {
      general[RAX] = protection.address();
    } else if (fault instanceof Fault.StackOverflow) {
      sp = stack - OVERFLOW;
      cr2 = sp - Long.BYTES;
      general[RSI] = sp;
      general[RDI] = sp;
    }
    return new CrashSite.Registers(
        general,
        sp,
        kernel.isEl7() && fault != null ? RESUME | INTERRUPTS_ON : INTERRUPTS_ON,
        isIdle ? 0 : heap + 0x3c0,
        perCpu(cpu),
        cr2,
        isIdle ? PAGE_TABLES : PAGE_TABLES + pages);
  }

  /**
   * The line about the page tables of an address.
   *
   * @param user whether the address is one of user space, and a process has page tables there
   */
  String pageTables(boolean user) {
    boolean el7 = kernel.isEl7();
    if (!user) {
      return el7 ? "PGD 0 " : "PGD 0 P4D 0 ";
    }
    long frame = (kernel.memoryMap().lowEnd() >> 1 & -PAGE) | PRESENT;
    String upper = Long.toHexString(frame);
    String lower = Long.toHexString(frame + 0x13 * PAGE);
    return el7
        ? "PGD " + upper + " PUD " + lower + " PMD 0 "
        : "PGD " + upper + " P4D " + upper + " PUD " + lower + " PMD 0 ";
  }

  /** An address in the direct mapping, on a multiple of a power of two. */
  private long address(int bits) {
    long from = KernelLayout.NORMAL.base() + KernelLayout.SIZE;
    long room = Math.max(1L << bits, kernel.memoryMap().lowEnd() - from - (1L << 20));
    return kernel.kaslr().directMap() + from + (kernel.entropy().below(room >> bits) << bits);
  }
}
