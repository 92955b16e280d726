package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.acpi.SleepType;

/**
 * The fixed hardware of ACPI: the registers that the FADT tells of, through which software sleeps,
 * switches off, and learns of the power button.
 *
 * <p>Specification: ACPI 6.5, sections 4.8 and 5.2.9.
 */
final class AcpiPower {

  private static final int FADT_SCI = 46;
  private static final int FADT_SMI_COMMAND = 48;
  private static final int FADT_ACPI_ENABLE = 52;
  private static final int FADT_PM1A_EVENT = 56;
  private static final int FADT_PM1A_CONTROL = 64;
  private static final int FADT_GPE0 = 80;
  private static final int FADT_PM1_EVENT_LENGTH = 88;
  private static final int FADT_GPE0_LENGTH = 92;
  private static final int FADT_FLAGS = 112;
  private static final int FADT_END = 116;
  private static final int FLAG_NO_FIXED_BUTTON = 1 << 4;
  private static final int SCI_ENABLED = 1 << 0;
  private static final int SLEEP_ENABLE = 1 << 13;
  private static final int SLEEP_TYPE_SHIFT = 10;
  private static final int POWER_BUTTON = 1 << 8;

  private final PortIo ports;
  private final byte[] fadt;
  private final int sleepTypeOff;

  private AcpiPower(PortIo ports, byte[] fadt, int sleepTypeOff) {
    this.ports = ports;
    this.fadt = fadt;
    this.sleepTypeOff = sleepTypeOff;
  }

  /** What the tables tell of, or null when they tell of no such hardware. */
  static @Nullable AcpiPower of(PortIo ports, @Nullable AcpiTables tables) {
    byte[] fadt = tables == null ? null : tables.table("FACP");
    if (tables == null || fadt == null || fadt.length < FADT_END) {
      return null;
    }
    AcpiPower power = new AcpiPower(ports, fadt, SleepType.off(tables.definitions()));
    return power.number(FADT_PM1A_CONTROL, 4) == 0 ? null : power;
  }

  private int number(int at, int size) {
    int value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | (fadt[at + i] & 0xff);
    }
    return value;
  }

  /** The interrupt that tells of events. */
  int interrupt() {
    return number(FADT_SCI, 2);
  }

  /** Whether the power button is fixed hardware. */
  boolean hasButton() {
    return (number(FADT_FLAGS, 4) & FLAG_NO_FIXED_BUTTON) == 0;
  }

  /** Takes the hardware over from the firmware. */
  void enableAcpiMode() {
    int control = number(FADT_PM1A_CONTROL, 4);
    int command = number(FADT_SMI_COMMAND, 4);
    if ((ports.in(control, 2) & SCI_ENABLED) == 0 && command != 0) {
      ports.outb(command, number(FADT_ACPI_ENABLE, 1));
    }
  }

  /** Asks for the power button's events. */
  void enableButton() {
    int status = number(FADT_PM1A_EVENT, 4);
    ports.out(status, 2, POWER_BUTTON);
    int enable = status + number(FADT_PM1_EVENT_LENGTH, 1) / 2;
    ports.out(enable, 2, ports.in(enable, 2) | POWER_BUTTON);
  }

  /** Stops asking for the power button's events. */
  void disableButton() {
    int enable = number(FADT_PM1A_EVENT, 4) + number(FADT_PM1_EVENT_LENGTH, 1) / 2;
    ports.out(enable, 2, ports.in(enable, 2) & ~POWER_BUTTON);
  }

  /** Takes the event back; returns whether the power button was pressed. */
  boolean takeButton() {
    int status = number(FADT_PM1A_EVENT, 4);
    boolean pressed = (ports.in(status, 2) & POWER_BUTTON) != 0;
    if (pressed) {
      ports.out(status, 2, POWER_BUTTON);
    }
    return pressed;
  }

  /** Asks for a general-purpose event. */
  void enableEvent(int event) {
    int status = number(FADT_GPE0, 4) + event / 8;
    int enable = status + number(FADT_GPE0_LENGTH, 1) / 2;
    ports.outb(status, 1 << event % 8);
    ports.outb(enable, ports.inb(enable) | 1 << event % 8);
  }

  /** Takes a general-purpose event back; returns whether it has happened. */
  boolean takeEvent(int event) {
    int status = number(FADT_GPE0, 4) + event / 8;
    boolean happened = (ports.inb(status) >> event % 8 & 1) != 0;
    if (happened) {
      ports.outb(status, 1 << event % 8);
    }
    return happened;
  }

  /** Whether the machine can switch itself off. */
  boolean canSwitchOff() {
    return sleepTypeOff >= 0;
  }

  /** Enters S5. */
  void switchOff() {
    int control = number(FADT_PM1A_CONTROL, 4);
    int value = ports.in(control, 2) & ~(7 << SLEEP_TYPE_SHIFT);
    value |= sleepTypeOff << SLEEP_TYPE_SHIFT;
    ports.out(control, 2, value);
    ports.out(control, 2, value | SLEEP_ENABLE);
  }
}
