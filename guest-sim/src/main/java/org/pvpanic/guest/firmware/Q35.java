package org.pvpanic.guest.firmware;

import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/**
 * The Intel Q35 with an ICH9: machine type {@code q35}.
 *
 * <p>Specification: Intel 316966 (3 Series Express Chipset), 316972 (ICH9).
 */
record Q35(PciConfig config, PciFunction host) implements Chipset {

  private static final int PAM0 = 0x90;
  private static final int EXPRESS_BASE_REGISTER = 0x60;
  private static final int EXPRESS_BASE = 0xb0000000;
  private static final int PM_BASE_REGISTER = 0x40;
  private static final int ACPI_CONTROL = 0x44;
  private static final int ACPI_ENABLE = 0x80;
  private static final int PIRQ_ROUTES_A = 0x60;
  private static final int PIRQ_ROUTES_E = 0x68;
  private static final int ROOT_COMPLEX_BASE_REGISTER = 0xf0;
  private static final int ROOT_COMPLEX_BASE = 0xfed1c000;
  private static final int SMBUS_CONFIG = 0x40;
  private static final int SMBUS_BAR = 0x20;
  private static final int LAST_ROTATED_SLOT = 24;

  private PciFunction lpc() {
    return config.function(0, 31, 0);
  }

  private PciFunction smbus() {
    return config.function(0, 31, 3);
  }

  @Override
  public void enablePowerManagement() {
    if (lpc().is(0x8086, 0x2918)) {
      lpc().write(PM_BASE_REGISTER, 4, PM_BASE | ON);
      lpc().write(ACPI_CONTROL, 1, ACPI_ENABLE);
      lpc().write(ROOT_COMPLEX_BASE_REGISTER, 4, ROOT_COMPLEX_BASE | ON);
    }
  }

  @Override
  public void shadowFirmwareSegment(boolean writable) {
    host.write(PAM0, 1, writable ? 0x30 : 0x10);
  }

  @Override
  public long firmwareTables() {
    return 0xf5a00;
  }

  @Override
  public void setUpBoard(PortIo ports) {
    host.write(EXPRESS_BASE_REGISTER + 4, 4, 0);
    host.write(EXPRESS_BASE_REGISTER, 4, EXPRESS_BASE | ON);
    if (lpc().is(0x8086, 0x2918)) {
      Chipset.route(lpc(), PIRQ_ROUTES_A, ports);
      Chipset.route(lpc(), PIRQ_ROUTES_E, ports);
    }
    if (smbus().is(0x8086, 0x2930)) {
      smbus().write(SMBUS_BAR, 4, SMBUS_BASE | ON);
      smbus().write(SMBUS_CONFIG, 1, ON);
    }
  }

  /** The memory-mapped configuration space, and the registers of the root complex. */
  @Override
  public E820 reserved(E820 map) {
    return map.withReserved(Integer.toUnsignedLong(EXPRESS_BASE), 256L << 20)
        .withReserved(Integer.toUnsignedLong(ROOT_COMPLEX_BASE), 0x4000);
  }

  /** Behind the memory-mapped configuration space, which has 256 MiB. */
  @Override
  public long memoryStart(long lowRam) {
    return 0xc0000000L;
  }

  @Override
  public int interrupt(int pin, int slot) {
    return PIRQS.get((slot <= LAST_ROTATED_SLOT ? pin + slot : pin) & 3);
  }
}
