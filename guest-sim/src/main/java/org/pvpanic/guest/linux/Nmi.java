package org.pvpanic.guest.linux;

/** A non-maskable interrupt that nobody can explain (arch/x86/kernel/nmi.c of 3.10). */
final class Nmi {

  /** System control port B of a PC. */
  private static final int REASON_PORT = 0x61;

  /**
   * Timer 2 gate and output, speaker, refresh. The bits above report memory and bus errors, which
   * this board cannot have: where nothing answers at the port they float high.
   */
  private static final int REASON_MASK = 0x3f & ~0x0e;

  private final Kernel kernel;

  Nmi(Kernel kernel) {
    this.kernel = kernel;
  }

  void received() {
    Printk printk = kernel.printk();
    int reason = kernel.cpu().ports().inb(REASON_PORT) & REASON_MASK;
    kernel
        .cpu()
        .call(
            () ->
                printk.print(
                    Printk.EMERG,
                    "Uhhuh. NMI received for unknown reason "
                        + Hex.octet(reason)
                        + " on CPU "
                        + kernel.cpu().index()
                        + "."),
            () -> printk.print(Printk.EMERG, "Do you have a strange power saving mode enabled?"),
            () -> printk.print(Printk.EMERG, "Dazed and confused, but trying to continue"));
  }
}
