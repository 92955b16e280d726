package org.pvpanic.guest.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where kernel code goes wrong, and the state of the CPU there: what an oops or a panic tells.
 *
 * @param context what the CPU was doing
 * @param cpu number of the CPU
 * @param task the task that ran; null is the CPU's idle task
 * @param ip the instruction
 * @param code the bytes around it
 * @param registers of the CPU
 * @param pageTables the line about the page tables of a faulting address
 * @param taskAddress of its {@code task_struct}
 * @param threadInfo the start of its kernel stack
 * @param trace the lines below {@code Call Trace:}: the callers of the function that {@code ip} is
 *     in, or of {@code panic} when it is that which is called
 */
record CrashSite(
    Context context,
    int cpu,
    @Nullable Task task,
    Symbol ip,
    String code,
    Registers registers,
    String pageTables,
    long taskAddress,
    long threadInfo,
    List<String> trace) {

  /** Bytes before an instruction that are shown with it. */
  static final int PROLOGUE = 42;

  private static final int PAGE = 4096;

  /** What a CPU does. */
  enum Context {
    /** It runs a task. */
    TASK,
    /** It serves an interrupt, or what an interrupt left to do. */
    INTERRUPT,
    /** It serves an interrupt that cannot be masked, or a fault on a stack of its own. */
    NMI
  }

  /**
   * Registers of a CPU.
   *
   * @param general RAX, RBX, RCX, RDX, RSI, RDI, RBP, R8 to R15
   * @param sp stack pointer
   * @param flags EFLAGS
   * @param fs base of the user's thread storage
   * @param gs base of the CPU's own data
   * @param cr2 the address of the last page fault
   * @param cr3 the page tables
   */
  record Registers(long[] general, long sp, long flags, long fs, long gs, long cr2, long cr3) {}

  /** Number of the task. */
  int pid() {
    return task == null ? 0 : task.pid();
  }

  /** Name of the task. */
  String comm() {
    return task == null ? "swapper/" + cpu : task.comm();
  }

  /** The function that a worker runs (print_worker_info of kernel/workqueue.c), or "". */
  String work() {
    for (int i = 1; i < trace.size(); i++) {
      if (trace.get(i).contains("process_one_work+") && !trace.get(i).contains("?")) {
        String caller = trace.get(i - 1);
        return caller.substring(caller.lastIndexOf(' ') + 1, caller.indexOf('+'));
      }
    }
    return "";
  }

  boolean inInterrupt() {
    return context != Context.TASK;
  }

  /**
   * Whether the bytes before the instruction can be read: nothing is mapped before the functions of
   * a module that lie at the start of its memory.
   */
  boolean hasPrologue() {
    return hasPrologue(ip);
  }

  /** Whether the bytes before an instruction can be read. */
  static boolean hasPrologue(Symbol ip) {
    return ip.module().isEmpty()
        || ip.offset() >= PROLOGUE
        || (ip.address() & (PAGE - 1)) != ip.offset();
  }

  /** The same, at another instruction. */
  CrashSite at(Symbol elsewhere, String codeThere) {
    return new CrashSite(
        context,
        cpu,
        task,
        elsewhere,
        codeThere,
        registers,
        pageTables,
        taskAddress,
        threadInfo,
        trace);
  }

  /** The same, in functions that were called since, or that an exception there has called. */
  CrashSite under(List<String> inner) {
    return new CrashSite(
        context, cpu, task, ip, code, registers, pageTables, taskAddress, threadInfo, inner);
  }
}
