package org.pvpanic.guest.linux;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The driver of ACPI's power button (drivers/acpi/button.c): an input device with one key. It is a
 * module on Debian and part of the kernel on CentOS.
 */
final class PowerButton implements ModuleDriver {

  private final Kernel kernel;
  private final InputDevices input;
  private boolean bound;

  PowerButton(Kernel kernel, InputDevices input) {
    this.kernel = kernel;
    this.input = input;
  }

  @Override
  public void start(Task loader, Consumer<@Nullable Errno> done) {
    probe(true);
    done.accept(null);
  }

  /** Looks for the button; says so when told to. */
  void probe(boolean announced) {
    AcpiPower power = kernel.power().acpi();
    AcpiEvents events = kernel.power().events();
    if (power == null || events == null || !power.hasButton() || bound) {
      return;
    }
    bound = true;
    if (announced) {
      say("input: Power Button as " + InputDevices.POWER_BUTTON_PATH);
      say(kernel.isEl7() ? "ACPI: Power Button [PWRF]" : "ACPI: button: Power Button [PWRF]");
    }
    input.addPowerButton();
    events.onButton(input::pressPowerButton);
  }

  private void say(String text) {
    kernel.cpu().call(() -> kernel.printk().print(Printk.INFO, text));
  }

  @Override
  public void stop() {
    AcpiEvents events = kernel.power().events();
    if (bound && events != null) {
      events.onButton(null);
      input.removePowerButton();
      bound = false;
    }
  }
}
