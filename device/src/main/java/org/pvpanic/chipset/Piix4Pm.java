package org.pvpanic.chipset;

import org.pvpanic.bus.IrqLine;
import org.pvpanic.bus.IrqPins;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.bus.PortBus;
import org.pvpanic.device.AcpiPowerManagement;
import org.pvpanic.device.Unmodelled;
import org.pvpanic.machine.Board;
import org.pvpanic.pci.ConfigSpace;
import org.pvpanic.pci.PciHeader;
import org.pvpanic.pci.PciHost;
import org.pvpanic.pci.PciPlace;

/**
 * The power management function of machine type pc, function 3 of what is a PIIX4 here: ACPI's
 * registers at the port that PMBA (0x40) says while PMREGMISC (0x80) bit 0 is set, general-purpose
 * events at 0xafe0, hot-plug at 0xae00, and interrupt 9.
 *
 * <p>Specification: Intel 82371AB datasheet (290562), chapter 7. Left out: the SMBus behind its
 * registers, which are where SMBBA (0x90) and SMBHSTCFG (0xd2) say and read zeros; hot-plug of CPUs
 * and memory; device monitors and system management mode.
 */
public final class Piix4Pm extends PowerFunction {

  private static final int ACPI_ON = 0xf1;
  private static final int ACPI_OFF = 0xf0;
  private static final int HOTPLUG = 0xae00;
  private static final int EVENTS = 0xafe0;
  private static final int EVENTS_LENGTH = 4;
  private static final int HOTPLUG_EVENT = 1;
  private static final int SCI = 9;

  private static final int PMBA = 0x40;
  private static final int PMREGMISC = 0x80;
  private static final int SMBBA = 0x90;
  private static final int SMBHSTCFG = 0xd2;
  private static final int BASE_MASK = 0xffc0;
  private static final int ENABLED = 1;
  private static final int LENGTH = 64;

  /** What of the board decodes the ports of printer and serial lines is told here. */
  private static final int PRINTER = 0x5f;

  private static final int SERIAL = 0x67;

  private static final PciHeader HEADER =
      PciHeader.of(0x8086, 0x7113, 0x0680, 3)
          .value(0x06, 2, 0x0280)
          .interruptPin(1)
          .value(PMBA, 1, 1)
          .value(0x63, 1, 0x60)
          .value(SMBBA, 2, 0xb101)
          .value(SMBHSTCFG, 1, 0x09)
          .fixed()
          .build();

  private final MemoryRegion smbus = MemoryRegion.io(new Unmodelled("pm-smbus", 0), LENGTH);
  private final AcpiPciHotplug hotplug;

  /**
   * The function, at 01.3.
   *
   * @param sleepTypeOfDisk SLP_TYP for S4, 2 to 7
   */
  public Piix4Pm(PciHost host, int sleepTypeOfDisk) {
    super(
        "PIIX4_PM",
        HEADER,
        PciPlace.builtIn(host.bus(), 1, 3, false),
        new AcpiPowerManagement("piix4-pm", LENGTH, EVENTS_LENGTH, sleepTypeOfDisk),
        ACPI_ON,
        ACPI_OFF);
    hotplug = new AcpiPciHotplug(host, () -> power().raise(HOTPLUG_EVENT));
  }

  @Override
  protected void attached(Board board) {
    super.attached(board);
    IrqLine sci = board.interrupts().pin(new IrqPins("PIIX4_PM", 0, IrqPins.OUT), board.irq(SCI));
    board.ports().root().add(0, smbus);
    updateSmbus();
    power().attach(board, sci);
    board.ports().root().add(EVENTS, power().generalEvents());
    hotplug.attach(board, HOTPLUG);
  }

  @Override
  void lookAround(PortBus ports) {
    config().set(PRINTER, 1, 0x10 | (ports.isMapped(0x378) ? 0x80 : 0));
    config()
        .set(SERIAL, 1, (ports.isMapped(0x3f8) ? 0x08 : 0) | (ports.isMapped(0x2f8) ? 0x90 : 0));
  }

  @Override
  protected void functionReset() {
    super.functionReset();
    ConfigSpace config = config();
    config.set(0x58, 4, 0);
    config.set(PMBA, 1, 1);
    config.set(PMREGMISC, 1, 0);
    power().reset();
    updatePower();
    hotplug.reset();
  }

  @Override
  protected void configWritten(int offset, int size) {
    if (ConfigSpace.overlap(offset, size, PMBA, 4)
        || ConfigSpace.overlap(offset, size, PMREGMISC, 1)) {
      updatePower();
    }
    if (ConfigSpace.overlap(offset, size, SMBBA, 4)
        || ConfigSpace.overlap(offset, size, SMBHSTCFG, 1)) {
      updateSmbus();
    }
  }

  /** The first port of ACPI's registers, shown or not; 0 until software has said. */
  public int powerBase() {
    return config().getDword(PMBA) & BASE_MASK;
  }

  private void updatePower() {
    power().move(powerBase(), (config().getByte(PMREGMISC) & ENABLED) != 0);
  }

  private void updateSmbus() {
    smbus.setEnabled((config().getByte(SMBHSTCFG) & ENABLED) != 0);
    smbus.setAddress(config().getDword(SMBBA) & BASE_MASK);
  }
}
