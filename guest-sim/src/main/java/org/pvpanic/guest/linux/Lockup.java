package org.pvpanic.guest.linux;

/**
 * Kernel code that spins for ever and lets nothing else run on its CPU. Interrupts are served, and
 * so is the watchdog (kernel/watchdog.c), which tells of it.
 */
final class Lockup {

  private static final long NS = 1_000_000_000L;

  private final Kernel kernel;
  private final Task task;
  private final CrashSite site;
  private long since;

  Lockup(Kernel kernel, Task task, CrashSite site) {
    this.kernel = kernel;
    this.task = task;
    this.site = site;
  }

  void spin() {
    since = kernel.printk().uptimeNs();
    kernel.stopScheduling(task);
    kernel.cpu().hang();
    watch();
  }

  /**
   * Nothing reaches the CPU any more but an NMI; the detector for that needs a counter it lacks.
   */
  static void spinWithoutInterrupts(Kernel kernel) {
    kernel.stopScheduling(null);
    kernel.cpu().enableInterrupts(false);
    kernel.cpu().hang();
  }

  /** The watchdog looks five times within the double of its threshold. */
  private void watch() {
    int threshold = kernel.knob("watchdog_thresh", 10);
    if (threshold > 0) {
      kernel.after(NS / 5 * 2 * threshold, () -> look(2 * threshold));
    }
  }

  private void look(int limit) {
    int stuck = (int) ((kernel.printk().uptimeNs() - since) / NS);
    if (stuck > limit) {
      kernel.crashPath().softLockup(stuck, site, kernel.knob("softlockup_panic", 0) != 0);
    } else {
      watch();
    }
  }
}
