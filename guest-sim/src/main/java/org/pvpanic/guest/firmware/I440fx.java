package org.pvpanic.guest.firmware;

import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/**
 * The Intel 440FX with PIIX3 and the power management of a PIIX4: machine type {@code pc}.
 *
 * <p>Specification: Intel 290549 (82441FX), 290550 (PIIX3), 290562 (PIIX4).
 */
record I440fx(PciConfig config, PciFunction host) implements Chipset {

  private static final int PAM0 = 0x59;
  private static final int PIRQ_ROUTES = 0x60;
  private static final int PM_BASE_REGISTER = 0x40;
  private static final int PM_REGISTER_MISC = 0x80;
  private static final int SMBUS_BASE_REGISTER = 0x90;
  private static final int SMBUS_CONFIG = 0xd2;
  private static final int SMBUS_ON_IRQ9 = 0x09;
  private static final int IDE_TIMING = 0x40;
  private static final int IDE_DECODE = 0x8000;
  private static final int INTERRUPT_LINE = 0x3c;
  private static final int SCI = 9;
  private static final long GIB = 1L << 30;

  private PciFunction bridge() {
    return config.function(0, 1, 0);
  }

  private PciFunction ide() {
    return config.function(0, 1, 1);
  }

  /** Not there when the machine has no ACPI. */
  private PciFunction power() {
    return config.function(0, 1, 3);
  }

  @Override
  public void enablePowerManagement() {
    PciFunction power = power();
    if (power.is(0x8086, 0x7113)) {
      power.write(PM_BASE_REGISTER, 4, PM_BASE | ON);
      power.write(PM_REGISTER_MISC, 1, ON);
      power.write(SMBUS_BASE_REGISTER, 4, SMBUS_BASE | ON);
      power.write(SMBUS_CONFIG, 1, SMBUS_ON_IRQ9);
    }
  }

  @Override
  public void shadowFirmwareSegment(boolean writable) {
    host.write(PAM0, 1, writable ? 0x30 : 0x10);
  }

  @Override
  public void setUpBoard(PortIo ports) {
    if (bridge().is(0x8086, 0x7000)) {
      Chipset.route(bridge(), PIRQ_ROUTES, ports);
    }
    if (ide().is(0x8086, 0x7010)) {
      ide().write(IDE_TIMING, 2, IDE_DECODE);
      ide().write(IDE_TIMING + 2, 2, IDE_DECODE);
    }
    if (power().is(0x8086, 0x7113)) {
      power().write(INTERRUPT_LINE, 1, SCI);
    }
  }

  @Override
  public long memoryStart(long lowRam) {
    return lowRam <= 2 * GIB ? 2 * GIB : lowRam <= 3 * GIB ? 3 * GIB : 0xe0000000L;
  }

  @Override
  public int interrupt(int pin, int slot) {
    return PIRQS.get((pin + slot - 1) & 3);
  }
}
