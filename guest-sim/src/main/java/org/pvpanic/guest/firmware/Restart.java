package org.pvpanic.guest.firmware;

import org.pvpanic.bus.PhysicalMemory;
import org.pvpanic.machine.Step;
import org.pvpanic.machine.Vcpu;

/**
 * What SeaBIOS does after a reset: it finds the copy of itself that has run before, takes that for
 * a resume that nobody prepared, and resets the machine a second time to start from its ROM ({@code
 * tryReboot} and {@code qemu_reboot}). So the host sees more than one reset for each that somebody
 * asked for; none at power-on.
 *
 * <p>The copy is in RAM, which a reset leaves as it is.
 */
public final class Restart {

  /** Where SeaBIOS notes that it has run: in the segment that it copies itself to. */
  private static final long HAVE_RUN = 0xf6000;

  private static final int RESET_CONTROL = 0xcf9;
  private static final int HARD_RESET = 0x02;
  private static final int RESET_NOW = 0x06;

  /** From the first instruction to the second reset. */
  private static final long NS = 45_000_000;

  private final Vcpu cpu;
  private final int resets;

  /**
   * The start of a firmware.
   *
   * @param resets how often it resets the machine after a reset
   */
  public Restart(Vcpu cpu, int resets) {
    this.cpu = cpu;
    this.resets = resets;
  }

  /** Goes on with {@code post} when the firmware starts from its ROM. */
  public void then(Step post) {
    PhysicalMemory memory = cpu.memory();
    byte[] left = new byte[1];
    memory.read(HAVE_RUN, left, 0, 1);
    if (left[0] == 0) {
      memory.write(HAVE_RUN, new byte[] {(byte) resets});
      cpu.call(post);
      return;
    }
    memory.write(HAVE_RUN, new byte[] {(byte) (left[0] - 1)});
    cpu.delay(NS);
    cpu.call(
        () -> cpu.ports().outb(RESET_CONTROL, HARD_RESET),
        () -> cpu.ports().outb(RESET_CONTROL, RESET_NOW),
        cpu::tripleFault);
  }
}
