package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Vcpu;

/** reboot(2): what the kernel says and does when the machine is to restart, stop, or go off. */
public final class PowerManagement {

  private static final int KEYBOARD_COMMAND = 0x64;
  private static final int PULSE_RESET = 0xfe;
  private static final int RESET_CONTROL = 0xcf9;
  private static final int RESET_FULL = 0x0e;
  private static final long DEVICES_NS = 800_000;

  private final Kernel kernel;
  private @Nullable AcpiPower acpi;
  private boolean searched;

  PowerManagement(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The fixed hardware, or null when the board has none or the kernel was told not to look. */
  @Nullable AcpiPower acpi() {
    if (!searched) {
      searched = true;
      acpi = AcpiPower.of(kernel.cpu().ports(), kernel.acpiTables());
    }
    return acpi;
  }

  private void say(int level, String text) {
    kernel.cpu().call(() -> kernel.printk().print(level, text));
  }

  private void prepareOff() {
    AcpiPower power = acpi();
    if (power != null && power.canSwitchOff()) {
      say(
          Printk.INFO,
          kernel.isEl7()
              ? "ACPI: Preparing to enter system sleep state S5"
              : "ACPI: PM: Preparing to enter system sleep state S5");
      kernel.cpu().delay(DEVICES_NS);
    }
  }

  /** LINUX_REBOOT_CMD_RESTART. */
  public void restart() {
    kernel.stopScheduling(null);
    if (kernel.isEl7()) {
      say(Printk.EMERG, "Restarting system.");
      say(Printk.WARNING, "machine restart");
    } else {
      prepareOff();
      say(Printk.EMERG, "reboot: Restarting system");
      say(Printk.INFO, "reboot: machine restart");
    }
    kernel.cpu().call(this::emergencyRestart);
  }

  /** LINUX_REBOOT_CMD_POWER_OFF. A board that cannot do it is halted. */
  public void powerOff() {
    kernel.stopScheduling(null);
    prepareOff();
    say(Printk.EMERG, kernel.isEl7() ? "Power down." : "reboot: Power down");
    kernel
        .cpu()
        .call(
            () -> {
              kernel.cpu().enableInterrupts(false);
              AcpiPower power = acpi();
              if (power != null && power.canSwitchOff()) {
                power.switchOff();
              }
            },
            kernel.cpu()::hang);
  }

  /** LINUX_REBOOT_CMD_HALT: the machine goes on, and does nothing. */
  public void halt() {
    kernel.stopScheduling(null);
    say(Printk.EMERG, kernel.isEl7() ? "System halted." : "reboot: System halted");
    kernel.cpu().call(() -> kernel.cpu().enableInterrupts(false), kernel.cpu()::hang);
  }

  /**
   * Pulses the CPU's reset line through the keyboard controller, then writes to the chipset's reset
   * register; where neither is, the CPU faults until it resets itself.
   */
  void emergencyRestart() {
    Vcpu cpu = kernel.cpu();
    cpu.call(
        () -> {
          cpu.enableInterrupts(false);
          cpu.ports().outb(KEYBOARD_COMMAND, PULSE_RESET);
        },
        () -> {
          if (kernel.hasPci()) {
            cpu.ports().outb(RESET_CONTROL, RESET_FULL);
          }
        },
        cpu::hang);
  }
}
