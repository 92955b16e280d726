package org.pvpanic.machine;

import org.pvpanic.device.AcpiPowerManagement;

/** ACPI power management that is at port 0x600 from the start, as if firmware had run. */
final class FixedPowerManagement implements Device, PowerPort {

  private final AcpiPowerManagement registers =
      new AcpiPowerManagement("acpi", 64, 4, AcpiPowerManagement.SLEEP_TYPE_DISK);

  @Override
  public void attach(Board board) {
    registers.attach(board, board.irq(9));
    registers.move(AcpiPowerManagement.BASE, true);
  }

  @Override
  public void reset() {
    registers.reset();
  }

  @Override
  public void pressPowerButton() {
    registers.pressPowerButton();
  }

  @Override
  public void wokenUp() {
    registers.wokenUp();
  }
}
