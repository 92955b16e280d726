package org.pvpanic.guest.linux;

import java.util.List;

/**
 * The words at a stack pointer, which kernels of 3.10 before the unwinder of 4.9 print before the
 * trace (show_stack_log_lvl of arch/x86/kernel/dumpstack_64.c): three lines of four.
 */
final class StackWords {

  /** Where the end of a stack of 16 KiB has the registers of user space. */
  private static final long USER_FRAME = 0x3fd8;

  private static final long STACK_MASK = -0x4000;

  /** Flags with interrupts off, as {@code switch_to} pushes them. */
  private static final long FLAGS = 0x86;

  private static final long FOREVER = Long.MAX_VALUE;

  private StackWords() {}

  /** One line. */
  static String row(long first, long second, long third, long fourth) {
    return " "
        + Hex.wide(first)
        + " "
        + Hex.wide(second)
        + " "
        + Hex.wide(third)
        + " "
        + Hex.wide(fourth);
  }

  /**
   * Of a task that waits, what {@code __schedule} holds.
   *
   * @param place an address in its stack
   * @param task the address of its {@code task_struct}
   * @param callers return addresses of its innermost two functions
   */
  static List<String> waiting(long place, long task, long... callers) {
    long stack = place & STACK_MASK;
    long frame = stack + 0x3d08;
    long end = stack + USER_FRAME;
    return List.of(
        row(frame, FLAGS, task, end),
        row(end, end, task, frame + 0x98),
        row(FOREVER, task, callers[0], callers[1]));
  }

  /** Of the task that prints them. */
  static List<String> running(long place, long task, long... callers) {
    long stack = place & STACK_MASK;
    long sp = stack + 0x3d98;
    return List.of(
        row(task, 0, sp + 0x28, callers[0]),
        row(0, 0, sp + 0x50, callers[1]),
        row(0, task, stack + USER_FRAME, sp + 0x68));
  }
}
