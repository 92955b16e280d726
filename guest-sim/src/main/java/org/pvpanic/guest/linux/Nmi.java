package org.pvpanic.guest.linux;

import java.util.List;

/** A non-maskable interrupt that nobody can explain (arch/x86/kernel/nmi.c). */
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
    new NmiContext(kernel).run(this::unknown);
  }

  private void unknown() {
    int reason = kernel.cpu().ports().inb(REASON_PORT) & REASON_MASK;
    say(
        "Uhhuh. NMI received for unknown reason "
            + Hex.octet(reason)
            + " on CPU "
            + kernel.cpu().index()
            + ".");
    if (kernel.isEl7()) {
      say("Do you have a strange power saving mode enabled?");
    }
    boolean panics =
        kernel.knob("unknown_nmi_panic", 0) != 0 || kernel.knob("panic_on_unrecovered_nmi", 0) != 0;
    if (panics) {
      kernel.cpu().call(() -> kernel.crashPath().panic("NMI: Not continuing", site()));
    } else {
      say("Dazed and confused, but trying to continue");
    }
  }

  private CrashSite site() {
    return TaskCrash.exception(
        kernel,
        kernel.cpu().index(),
        "NMI",
        List.of(
            "? _printk+0x68/0x83",
            "nmi_panic.cold+0xc/0xc",
            "unknown_nmi_error.cold+0x3b/0x49",
            "exc_nmi+0x11e/0x150",
            "end_repeat_nmi+0x16/0x67"),
        Stack310.UNKNOWN_NMI);
  }

  private void say(String text) {
    kernel.cpu().call(() -> kernel.printk().print(Printk.EMERG, text));
  }
}
