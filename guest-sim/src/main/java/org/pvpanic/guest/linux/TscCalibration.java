package org.pvpanic.guest.linux;

import org.pvpanic.machine.Vcpu;

/**
 * How a kernel measures its time stamp counter: against the third counter of the PIT ({@code
 * quick_pit_calibrate} in arch/x86/kernel/tsc.c). It leaves the counter's gate open and its output
 * high, and so they are for good: the reason byte of an NMI shows both.
 */
final class TscCalibration {

  private static final int CONTROL_B = 0x61;
  private static final int GATE = 1;
  private static final int SPEAKER = 2;
  private static final int COUNTER_2 = 0x42;
  private static final int COMMAND = 0x43;

  /** Counter 2, low byte then high byte, mode 0, binary. */
  private static final int ONE_SHOT = 0xb0;

  private TscCalibration() {}

  static void run(Vcpu cpu) {
    cpu.call(
        () -> {
          int control = cpu.ports().inb(CONTROL_B);
          cpu.ports().outb(CONTROL_B, (control & ~SPEAKER) | GATE);
        });
    cpu.call(() -> cpu.ports().outb(COMMAND, ONE_SHOT));
    cpu.call(() -> cpu.ports().outb(COUNTER_2, 0xff));
    cpu.call(() -> cpu.ports().outb(COUNTER_2, 0xff));
  }
}
