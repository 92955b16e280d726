package org.pvpanic.guest.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the CPU in {@code sysrq_handle_crash} of 3.10.0-514, which writes to address 0 on
 * purpose. Addresses of code are that kernel's; those of memory lie in the memory that there is.
 */
final class SysRqCrash {

  /**
   * Page tables as in the console log that this guest reproduces. The numbers are those of a guest
   * with 2 GiB, whatever this one has.
   */
  private static final String USER_PAGE_TABLES = "PGD 7a36e067 PUD 7a370067 PMD 0 ";

  private static final long USER_CR3 = 0x7a36b000L;
  private static final long FLAGS = 0x10246;
  private static final long KERNEL_CR3 = 0x19be000L;

  private static final long INIT_TASK = 0xffffffff819c1460L;
  private static final long INIT_THREAD_INFO = 0xffffffff819ac000L;
  private static final long CRASH_OP = 0xffffffff81a8cc20L;

  private static final Symbol CRASH =
      new Symbol(0xffffffff813fe606L, "sysrq_handle_crash", 0x16, 0x20);

  private static final String CODE =
      "eb 9b 45 01 f4 45 39 65 34 75 e5 4c 89 ef e8 e2 f7 ff ff eb db 0f 1f 44 00 00 55 48 89 e5"
          + " c7 05 91 2f 62 00 01 00 00 00 0f ae f8 <c6> 04 25 00 00 00 00 01 5d c3 0f 1f 44 00 00"
          + " 55 31 c0 c7 05 0e ";

  private static final List<String> PROC_TRACE =
      List.of(
          " [<ffffffff813fee27>] __handle_sysrq+0x107/0x170",
          " [<ffffffff813ff29f>] write_sysrq_trigger+0x2f/0x40",
          " [<ffffffff8126f26d>] proc_reg_write+0x3d/0x80",
          " [<ffffffff811fe9fd>] vfs_write+0xbd/0x1e0",
          " [<ffffffff811ff51f>] SyS_write+0x7f/0xe0",
          " [<ffffffff816964c9>] system_call_fastpath+0x16/0x1b");

  private static final long[] PROC_RETURNS = {
    0xffffffff813fee27L, 0xffffffff813ff29fL, 0xffffffff8126f26dL
  };

  private static final List<String> KEY_TRACE =
      List.of(
          " <IRQ>  [<ffffffff813fee27>] __handle_sysrq+0x107/0x170",
          " [<ffffffff813ff0d3>] sysrq_filter+0x243/0x340",
          " [<ffffffff814f2b1c>] input_to_handler+0x5c/0x100",
          " [<ffffffff814f3a54>] input_pass_values.part.6+0x134/0x150",
          " [<ffffffff814f4d0f>] input_handle_event+0x7f/0x520",
          " [<ffffffff814f5210>] input_event+0x60/0x80",
          " [<ffffffff814fb5ae>] atkbd_interrupt+0x5be/0x6b0",
          " [<ffffffff814eee38>] serio_interrupt+0x48/0xa0",
          " [<ffffffff814f0129>] i8042_interrupt+0x189/0x360",
          " [<ffffffff81130e9e>] handle_irq_event_percpu+0x3e/0x1e0",
          " [<ffffffff8113107d>] handle_irq_event+0x3d/0x60",
          " [<ffffffff81133d17>] handle_edge_irq+0x77/0x130",
          " [<ffffffff8102d17f>] handle_irq+0xbf/0x150",
          " [<ffffffff816988cf>] do_IRQ+0x4f/0xf0",
          " [<ffffffff8168da6d>] common_interrupt+0x6d/0x6d",
          " <EOI>  [<ffffffff81060fe6>] ? native_safe_halt+0x6/0x10",
          " [<ffffffff810347ff>] default_idle+0x1f/0xc0",
          " [<ffffffff81035146>] arch_cpu_idle+0x26/0x30",
          " [<ffffffff810e82a5>] cpu_startup_entry+0x245/0x290",
          " [<ffffffff81675057>] rest_init+0x77/0x80",
          " [<ffffffff81b0a06c>] start_kernel+0x42c/0x44d",
          " [<ffffffff81b095ee>] x86_64_start_reservations+0x2a/0x2c",
          " [<ffffffff81b09742>] x86_64_start_kernel+0x152/0x175");

  private SysRqCrash() {}

  /** SysRq-c through /proc/sysrq-trigger: in the system call of the task that wrote. */
  static CrashSite byProc(Kernel kernel, @Nullable Task task) {
    Entropy entropy = kernel.entropy();
    long threadInfo = page(kernel, 4);
    long sp = threadInfo + 0x3e58;
    long file = page(kernel, 1) + 0x100 * entropy.below(16);
    long buffer = 0x7f0000000000L + (entropy.below(1L << 28) << 12);
    long[] stack = {
      threadInfo + 0x3e90,
      PROC_RETURNS[0],
      2,
      buffer,
      threadInfo + 0x3f48,
      2,
      0,
      threadInfo + 0x3ea8,
      PROC_RETURNS[1],
      file,
      threadInfo + 0x3ec8,
      PROC_RETURNS[2]
    };
    long fs = 0x7f0000000740L + (entropy.below(1L << 28) << 12);
    return new CrashSite(
        CrashSite.Context.TASK,
        kernel.view().cpuOf(task),
        task,
        CRASH,
        CODE,
        new CrashSite.Registers(
            registers(kernel, sp, 4), sp, FLAGS, fs, perCpu(kernel), 0, USER_CR3),
        USER_PAGE_TABLES,
        page(kernel, 1) + 0xfb0,
        threadInfo,
        stack,
        PROC_TRACE);
  }

  /** SysRq-c on the keyboard: in its interrupt, which found the CPU idle. */
  static CrashSite byKey(Kernel kernel) {
    long sp = perCpu(kernel) + 0x3d08;
    long[] stack = {
      sp + 0x38,
      PROC_RETURNS[0],
      1,
      0,
      CRASH_OP + 0x4a0,
      0x2e,
      1,
      sp + 0x78,
      0xffffffff813ff0d3L,
      sp + 0x58,
      0x2e,
      1
    };
    return new CrashSite(
        CrashSite.Context.INTERRUPT,
        0,
        null,
        CRASH,
        CODE,
        new CrashSite.Registers(
            registers(kernel, sp, 7), sp, FLAGS, 0, perCpu(kernel), 0, KERNEL_CR3),
        "PGD 0 ",
        INIT_TASK,
        INIT_THREAD_INFO,
        stack,
        KEY_TRACE);
  }

  /** RDI is the key; R12 its copy; RBP the frame, which has just been set up. */
  private static long[] registers(Kernel kernel, long sp, long r14) {
    long ticks = kernel.printk().uptimeNs() / 1_000_000_000 + 0x2c0;
    return new long[] {
      0xf,
      CRASH_OP,
      0,
      0,
      perCpu(kernel) + 0xf838,
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

  /** Where the per-CPU data of CPU 0 lie: at the end of low memory, on a multiple of 2 MiB. */
  private static long perCpu(Kernel kernel) {
    long end = kernel.memoryMap().lowEnd();
    return kernel.kaslr().directMap() + (end & -(2L << 20)) - (2L << 20);
  }

  /** A run of {@code count} pages somewhere between the kernel and the end of low memory. */
  private static long page(Kernel kernel, int count) {
    long from = KernelLayout.NORMAL.base() + KernelLayout.SIZE;
    long pages = Math.max(1, (kernel.memoryMap().lowEnd() - from) / 4096 / count - 1);
    long bytes = 4096L * count;
    return kernel.kaslr().directMap()
        + (from + bytes - 1) / bytes * bytes
        + kernel.entropy().below(pages) * bytes;
  }
}
