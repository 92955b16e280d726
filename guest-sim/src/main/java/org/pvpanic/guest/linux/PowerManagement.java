package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;

/** reboot(2): what the kernel says and does when the machine is to restart, stop, or go off. */
public final class PowerManagement {

  private static final long DEVICES_NS = 800_000;

  private final Kernel kernel;
  private @Nullable AcpiPower acpi;
  private @Nullable AcpiEvents events;
  private @Nullable MachineRestart restart;
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

  /** The interrupt of that hardware, or null. */
  @Nullable AcpiEvents events() {
    AcpiPower power = acpi();
    if (events == null && power != null) {
      events = new AcpiEvents(kernel, power);
    }
    return events;
  }

  private void say(int level, String text) {
    kernel.cpu().call(() -> kernel.printk().print(level, text));
  }

  private void prepareOff() {
    if (canSwitchOff()) {
      say(
          Printk.INFO,
          kernel.isEl7()
              ? "ACPI: Preparing to enter system sleep state S5"
              : "ACPI: PM: Preparing to enter system sleep state S5");
      kernel.cpu().delay(DEVICES_NS);
    }
  }

  private boolean canSwitchOff() {
    AcpiPower power = acpi();
    return power != null && power.canSwitchOff();
  }

  /** How the machine is restarted. */
  public MachineRestart machineRestart() {
    MachineRestart known = restart;
    if (known == null) {
      known = new MachineRestart(kernel);
      restart = known;
    }
    return known;
  }

  /** LINUX_REBOOT_CMD_RESTART. */
  public void restart() {
    kernel.stopScheduling(null);
    if (kernel.isEl7()) {
      say(Printk.EMERG, "Restarting system.");
    } else {
      prepareOff();
      say(Printk.EMERG, "reboot: Restarting system");
    }
    say(Printk.NOTICE, "reboot: machine restart");
    kernel.cpu().call(this::emergencyRestart);
  }

  /** LINUX_REBOOT_CMD_POWER_OFF. A board that cannot do it is halted. */
  public void powerOff() {
    if (canSwitchOff()) {
      kernelPowerOff();
    } else {
      halt();
    }
  }

  /** {@code kernel_power_off}: where the board cannot do it, all has ended and it stays on. */
  void kernelPowerOff() {
    kernel.stopScheduling(null);
    prepareOff();
    say(Printk.EMERG, kernel.isEl7() ? "Power down." : "reboot: Power down");
    if (canSwitchOff() && kernel.isEl7()) {
      say(Printk.DEBUG, "acpi_power_off called");
    }
    kernel.cpu().call(this::switchOff, this::standStill);
  }

  private void switchOff() {
    kernel.cpu().enableInterrupts(false);
    AcpiPower power = acpi();
    if (power != null && power.canSwitchOff()) {
      power.switchOff();
    }
  }

  /** LINUX_REBOOT_CMD_HALT: the machine goes on, and does nothing. */
  public void halt() {
    kernel.stopScheduling(null);
    say(Printk.EMERG, kernel.isEl7() ? "System halted." : "reboot: System halted");
    kernel.cpu().call(this::standStill);
  }

  /** The CPU's interrupt controller is switched off, so that not even an NMI reaches it. */
  private void standStill() {
    kernel.cpu().enableInterrupts(false);
    kernel.cpu().onNmi(() -> {});
    kernel.cpu().hang();
  }

  /** Restarts without another word. */
  void emergencyRestart() {
    machineRestart().start();
  }
}
