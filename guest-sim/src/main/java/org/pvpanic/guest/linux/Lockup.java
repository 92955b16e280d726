package org.pvpanic.guest.linux;

/**
 * Kernel code that spins for ever and lets nothing else run on its CPU. Interrupts are served, and
 * so is the watchdog (kernel/watchdog.c), whose timer finds that its own task could not run.
 */
final class Lockup {

  private static final long NS = 1_000_000_000L;

  /** The watchdog counts in units of about a second. */
  private static final int SECOND_SHIFT = 30;

  private static final int DEFAULT_THRESHOLD = 10;
  private static final String THRESHOLD = "kernel/watchdog_thresh";

  /** When the watchdog's timer was started, while the kernel initialized itself. */
  private static final long STARTED_NS = NS / 2;

  private final Kernel kernel;
  private final Task task;
  private final CrashSite site;

  /** When the watchdog's task ran last, and from when on the limit counts, in its units. */
  private long touched;

  private long period;

  /** A console has shown something meanwhile: the time counts from the next look on. */
  private boolean delayed = true;

  Lockup(Kernel kernel, Task task, CrashSite site) {
    this.kernel = kernel;
    this.task = task;
    this.site = site;
  }

  void spin() {
    kernel.stopScheduling(task);
    kernel.cpu().hang();
    if (threshold() > 0 && kernel.knob("watchdog", 1) != 0 && kernel.knob("soft_watchdog", 1) != 0) {
      long since = Math.max(0, kernel.printk().uptimeNs() - started());
      touched = units(kernel.printk().uptimeNs() - since % sample());
      period = touched;
      kernel.after(sample() - since % sample(), this::look);
    }
  }

  private static long units(long ns) {
    return ns >> SECOND_SHIFT;
  }

  private long threshold() {
    return kernel.knob("watchdog_thresh", DEFAULT_THRESHOLD);
  }

  /** The timer fires five times within the double of the threshold. */
  private long sample() {
    return threshold() * 2 * (NS / 5);
  }

  /** Setting the threshold starts the timer anew. */
  private long started() {
    return Math.max(STARTED_NS, kernel.sysctl().changedNs(THRESHOLD));
  }

  /**
   * Nothing reaches the CPU any more but an NMI; the detector for that needs a counter it lacks.
   */
  static void spinWithoutInterrupts(Kernel kernel) {
    kernel.stopScheduling(null);
    kernel.cpu().enableInterrupts(false);
    kernel.cpu().hang();
  }

  private void look() {
    long now = units(kernel.printk().uptimeNs());
    if (delayed) {
      delayed = false;
      period = now;
      touched = kernel.isEl7() ? now : touched;
    } else if (now > period + 2 * threshold()) {
      period = now;
      delayed = true;
      boolean panics = kernel.knob("softlockup_panic", 0) != 0;
      kernel.crashPath().softLockup((int) (now - touched), site, panics);
    }
    kernel.after(sample(), this::look);
  }
}
