package org.pvpanic.chipset;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.PortBus;
import org.pvpanic.device.AcpiPowerManagement;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.PowerPort;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciPlace;

/**
 * The function of a chipset that has ACPI's power management in it: the power button ends here, the
 * firmware's commands to switch ACPI on and off arrive here, and some of its registers tell what
 * else is on the board.
 */
abstract class PowerFunction extends PciFunction implements PowerPort {

  private final AcpiPowerManagement power;
  private final int enableCommand;
  private final int disableCommand;
  private @Nullable PortBus unseen;

  /**
   * A function.
   *
   * @param enableCommand the firmware command that switches ACPI on, 0 to 255
   * @param disableCommand the one that switches it off
   */
  PowerFunction(
      String type,
      PciHeader header,
      PciPlace place,
      AcpiPowerManagement power,
      int enableCommand,
      int disableCommand) {
    super(type, header, place);
    this.power = power;
    this.enableCommand = enableCommand;
    this.disableCommand = disableCommand;
  }

  final AcpiPowerManagement power() {
    return power;
  }

  @Override
  protected void attached(Board board) {
    unseen = board.ports();
  }

  /** The first reset comes when all devices are there. */
  @Override
  protected void functionReset() {
    PortBus ports = unseen;
    if (ports != null) {
      unseen = null;
      lookAround(ports);
    }
  }

  /** Notes in the function's registers which devices the board has. */
  abstract void lookAround(PortBus ports);

  /** A command to the firmware, 0 to 255, of which this function knows two. */
  public final void firmwareCommand(int command) {
    if (command == enableCommand || command == disableCommand) {
      power.setAcpiMode(command == enableCommand);
    }
  }

  @Override
  public final void pressPowerButton() {
    power.pressPowerButton();
  }

  @Override
  public final void wokenUp() {
    power.wokenUp();
  }
}
