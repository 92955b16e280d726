package org.pvpanic.guest.linux;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the CPU where the kernel went wrong: what an oops tells.
 *
 * @param ip the instruction
 * @param sp stack pointer
 * @param pageTables the line about the page tables of the faulting address
 * @param registers the general ones in the order in which 3.10 prints them, RAX to R15
 * @param fs base of the user's thread storage
 * @param gs base of the CPU's own data
 * @param cr3 the page tables
 * @param task the task that ran; null is the idle task
 * @param taskAddress its {@code task_struct}
 * @param threadInfo the start of its kernel stack
 * @param stack the words at the stack pointer
 * @param trace the lines below {@code Call Trace:}
 * @param code the bytes around the instruction
 * @param inInterrupt whether an interrupt handler ran
 * @param cr2 the address of the last page fault
 * @param panicTrace the lines below {@code Call Trace:} when panic itself dumps the stack
 */
record CrashSite(
    Symbol ip,
    long sp,
    String pageTables,
    long[] registers,
    long fs,
    long gs,
    long cr3,
    @Nullable Task task,
    long taskAddress,
    long threadInfo,
    long[] stack,
    List<String> trace,
    String code,
    boolean inInterrupt,
    long cr2,
    List<String> panicTrace) {

  /** Where an access to address 0 went wrong, in a kernel that does not dump the stack twice. */
  CrashSite(
      Symbol ip,
      long sp,
      String pageTables,
      long[] registers,
      long fs,
      long gs,
      long cr3,
      @Nullable Task task,
      long taskAddress,
      long threadInfo,
      long[] stack,
      List<String> trace,
      String code,
      boolean inInterrupt) {
    this(
        ip,
        sp,
        pageTables,
        registers,
        fs,
        gs,
        cr3,
        task,
        taskAddress,
        threadInfo,
        stack,
        trace,
        code,
        inInterrupt,
        0,
        List.of());
  }

  /** Number of the task. */
  int pid() {
    return task == null ? 0 : task.pid();
  }

  /** Name of the task. */
  String comm() {
    return task == null ? "swapper/0" : task.comm();
  }
}
