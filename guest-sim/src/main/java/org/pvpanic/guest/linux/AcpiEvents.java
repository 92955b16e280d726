package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;
import org.pvpanic.machine.Step;

/**
 * The interrupt of ACPI, and whom it is for: the driver of the power button, or that of hot-plug
 * (drivers/acpi/acpica/evsci.c).
 */
final class AcpiEvents {

  private final Kernel kernel;
  private final AcpiPower power;
  private @Nullable Step button;
  private @Nullable Step hotplug;
  private int hotplugEvent;

  AcpiEvents(Kernel kernel, AcpiPower power) {
    this.kernel = kernel;
    this.power = power;
  }

  /** Has a step run whenever the power button is pressed; null for none. */
  void onButton(@Nullable Step pressed) {
    button = pressed;
    if (pressed == null) {
      power.disableButton();
    } else {
      listen();
      power.enableButton();
    }
  }

  /** Has a step run at a general-purpose event. */
  void onHotplug(int event, Step told) {
    hotplug = told;
    hotplugEvent = event;
    listen();
    power.enableEvent(event);
  }

  private void listen() {
    power.enableAcpiMode();
    kernel.cpu().onInterrupt(power.interrupt(), this::interrupted);
  }

  private void interrupted() {
    kernel.view().interrupted(power.interrupt());
    Step pressed = button;
    if (power.takeButton() && pressed != null) {
      kernel.cpu().call(pressed);
    }
    Step told = hotplug;
    if (told != null && power.takeEvent(hotplugEvent)) {
      kernel.cpu().call(told);
    }
  }
}
