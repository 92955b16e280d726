package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that touches memory which it has not: it has used up its stack. The kernel tells of
 * that, unless the program has a handler for the signal (show_signal_msg of arch/x86/mm/fault.c),
 * and ends it.
 */
final class UserFault {

  /** Where its code is, which wants to keep an argument on its stack. */
  static final long IP = 0x41d2c4;

  static final String CODE =
      "c3 0f 1f 44 00 00 48 8b 05 91 52 1e 00 48 85 c0 74 0c 48 8b 00 c3 66 0f 1f 84 00 00 00 00 00"
          + " 41 57 41 56 41 55 41 54 55 53 90 <48> 89 7c 24 08 48 89 74 24 10 64 48 8b 04 25 28 00"
          + " 00 00 48 89 84";

  /** How far above the stack pointer it writes. */
  private static final int ARGUMENT = 8;

  /** In the error code: a write, by user code, to a page that is not there. */
  private static final int WRITE_BY_USER = 6;

  private static final long STACKS = 0x7ffc_0000_0000L;
  private static final long SCATTER = 0x9e37_79b9L;
  private static final long PAGES = 1L << 22;
  private static final int PAGE_BITS = 12;
  private static final int DEPTH = 0xff0;

  private final Kernel kernel;
  private final Task task;

  UserFault(Task task) {
    this.kernel = task.kernel();
    this.task = task;
  }

  /** The stack pointer of a task that has used up its stack. */
  static long stack(Task task) {
    return STACKS + (((task.pid() * SCATTER) & (PAGES - 1)) << PAGE_BITS) + DEPTH;
  }

  /** It happens: after the running step, the task has ended. */
  void raise() {
    if (task.disposition().handler(Signals.SEGV) == null) {
      int level = task.pid() > 1 ? Printk.INFO : Printk.EMERG;
      kernel.crashPath().print(level, lines());
    }
    kernel.cpu().call(() -> task.kill(Signals.SEGV));
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(2);
    long stack = stack(task);
    lines.add(
        task.comm()
            + "["
            + task.pid()
            + "]: segfault at "
            + Long.toHexString(stack + ARGUMENT)
            + " ip "
            + Hex.wide(IP)
            + " sp "
            + Hex.wide(stack)
            + " error "
            + WRITE_BY_USER
            + " in "
            + mapping());
    if (!kernel.isEl7()) {
      lines.add("Code: " + CODE);
    }
    return lines;
  }

  /** The file that the code is of, and where it lies in memory: 6.1 names its code alone. */
  private String mapping() {
    String path = task.executable();
    String file = path.isEmpty() ? task.comm() : path.substring(path.lastIndexOf('/') + 1);
    boolean ramdisk = kernel.root() == RootKind.INITRAMFS;
    if (kernel.isEl7()) {
      return file + (ramdisk ? "[400000+1e5000]" : "[400000+de000]");
    }
    return file + (ramdisk ? "[401000+186000]" : "[401000+b5000]");
  }
}
