package org.pvpanic.guest.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the CPU in {@code sysrq_handle_crash} of 3.10 (drivers/tty/sysrq.c), which writes to
 * address 0 on purpose. Addresses of code are those of 514; those of memory lie in the memory that
 * there is.
 */
final class SysRqCrash {

  /**
   * Page tables as in the console log that this guest reproduces. The numbers are those of a guest
   * with 2 GiB, whatever this one has.
   */
  private static final String USER_PAGE_TABLES = "PGD 7a36e067 PUD 7a370067 PMD 0 ";

  private static final long USER_CR3 = 0x7a36b000L;
  private static final long FLAGS = 0x10246;
  private static final long FLAGS_IN_INTERRUPT = 0x10046;

  private static final long CRASH_OP = 0xffffffff81a8cc20L;

  /** Offset of the stack pointer in a stack of 16 KiB, and in the interrupts' one. */
  private static final long DEPTH = 0x3e58;

  private static final long INTERRUPT_DEPTH = 0x3d08;

  private static final Symbol CRASH =
      new Symbol(0xffffffff813fe606L, "sysrq_handle_crash", 0x16, 0x20);

  private static final String CODE =
      "eb 9b 45 01 f4 45 39 65 34 75 e5 4c 89 ef e8 e2 f7 ff ff eb db 0f 1f 44 00 00 55 48 89 e5"
          + " c7 05 91 2f 62 00 01 00 00 00 0f ae f8 <c6> 04 25 00 00 00 00 01 5d c3 0f 1f 44 00 00"
          + " 55 31 c0 c7 05 0e ";

  private static final List<String> PROC =
      List.of(
          "[<ffffffff813fee27>] __handle_sysrq+0x107/0x170",
          "[<ffffffff813ff29f>] write_sysrq_trigger+0x2f/0x40",
          "[<ffffffff8126f26d>] proc_reg_write+0x3d/0x80");

  private final Kernel kernel;
  private final Trace310 trace;
  private final CrashMemory memory;

  SysRqCrash(Kernel kernel) {
    this.kernel = kernel;
    this.trace = new Trace310(kernel);
    this.memory = new CrashMemory(kernel);
  }

  /** SysRq-c through /proc/sysrq-trigger: in the system call of the task that wrote. */
  CrashSite byProc(@Nullable Task task) {
    int cpu = kernel.view().cpuOf(task);
    long stack = memory.stack();
    long sp = stack + DEPTH;
    boolean later = trace.isLater();
    return new CrashSite(
        CrashSite.Context.TASK,
        cpu,
        task,
        CRASH,
        CODE,
        new CrashSite.Registers(
            registers(cpu, sp, 4),
            sp,
            FLAGS,
            0x7f0000000740L + (kernel.entropy().below(1L << 28) << 12),
            memory.perCpu(cpu),
            0,
            USER_CR3),
        later ? memory.pageTables(true) : USER_PAGE_TABLES,
        memory.object(),
        stack,
        SystemCall.WRITE.trace310(PROC));
  }

  /** SysRq-c on the keyboard: in its interrupt, which found the CPU idle. */
  CrashSite byKey() {
    return inInterrupt(Stack310.KEYBOARD);
  }

  /** SysRq-c behind a BREAK on a serial line: in its interrupt, which found the CPU idle. */
  CrashSite bySerial() {
    return inInterrupt(Stack310.SERIAL);
  }

  private CrashSite inInterrupt(List<String> handler) {
    long sp = memory.perCpu(0) + INTERRUPT_DEPTH;
    return new CrashSite(
        CrashSite.Context.INTERRUPT,
        0,
        null,
        CRASH,
        CODE,
        new CrashSite.Registers(
            registers(0, sp, 7), sp, FLAGS_IN_INTERRUPT, 0, memory.perCpu(0), 0, Idle310.CR3),
        "PGD 0 ",
        trace.relocated(Idle310.INIT_TASK),
        trace.relocated(Idle310.INIT_THREAD_INFO),
        Stack310.onIdle(handler));
  }

  /**
   * RDI is the key; R12 its copy; RBP the frame, which has just been set up. Later kernels call the
   * handler through RAX (retpolines).
   */
  private long[] registers(int cpu, long sp, long r14) {
    long ticks = kernel.printk().uptimeNs() / 1_000_000_000 + 0x2c0;
    return new long[] {
      trace.isLater() ? trace.relocated(CRASH.address() - CRASH.offset()) : 0xf,
      trace.relocated(CRASH_OP),
      0,
      0,
      memory.perCpu(cpu) + 0xf838,
      'c',
      sp,
      0x96,
      ticks,
      ticks - 1,
      0,
      'c',
      0,
      r14,
      0
    };
  }
}
