package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * An idle CPU of 3.10 as an interrupt finds it: behind the halt of {@code native_safe_halt}, with
 * interrupts on. Addresses of code are those of 514.
 */
final class Idle310 {

  /** Where it waits. */
  static final Symbol HALT = new Symbol(0xffffffff81060fe6L, "native_safe_halt", 0x6, 0x10);

  /** The bytes around that place. */
  static final String CODE =
      "00 00 00 00 00 55 48 89 e5 fa 5d c3 66 0f 1f 84 00 00 00 00 00 55 48 89 e5 fb 5d c3 66 0f 1f"
          + " 84 00 00 00 00 00 55 48 89 e5 fb f4 <5d> c3 66 0f 1f 84 00 00 00 00 00 55 48 89 e5 f4"
          + " 5d c3 66 0f 1f ";

  /** The stack and the task that CPU 0 boots with (arch/x86/kernel/init_task.c). */
  static final long INIT_TASK = 0xffffffff819c1460L;

  static final long INIT_THREAD_INFO = 0xffffffff819ac000L;

  /** The page tables of the kernel itself. */
  static final long CR3 = 0x19be000L;

  private static final long DEPTH = 0x3e98;
  private static final long FLAGS = 0x246;

  /** What the other CPUs do after their start, in place of what the first one has booted by. */
  private static final String SECONDARY = "[<ffffffff8104f07a>] start_secondary+0x1ba/0x230";

  /** How many frames of an idle CPU are the same on all. */
  private static final int SHARED = 3;

  private Idle310() {}

  /** The state of an idle CPU. */
  static CrashSite of(Kernel kernel, int cpu) {
    Trace310 text = new Trace310(kernel);
    CrashMemory memory = new CrashMemory(kernel);
    boolean first = cpu == 0;
    long stack = first ? text.relocated(INIT_THREAD_INFO) : memory.stack();
    long sp = stack + DEPTH;
    long[] general = new long[15];
    general[0] = 0xffffffedL;
    general[1] = stack;
    general[2] = 0x0100000000000000L;
    general[6] = sp;
    general[11] = cpu;
    return new CrashSite(
        CrashSite.Context.TASK,
        cpu,
        null,
        HALT,
        CODE,
        new CrashSite.Registers(general, sp, FLAGS, 0, memory.perCpu(cpu), 0, CR3),
        "PGD 0 ",
        first ? text.relocated(INIT_TASK) : memory.object(),
        stack,
        trace(first));
  }

  private static List<String> trace(boolean first) {
    if (first) {
      return Stack310.IDLE;
    }
    List<String> frames = new ArrayList<>(Stack310.IDLE.subList(0, SHARED));
    frames.add(SECONDARY);
    return frames;
  }
}
