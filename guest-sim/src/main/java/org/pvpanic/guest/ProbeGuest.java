package org.pvpanic.guest;

import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.firmware.Firmware;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Vcpu;

/**
 * Software that does what it is told over COM1, a byte at a time, and so brings a machine into
 * every state that a guest can: the smallest guest to try a board with.
 *
 * <p>It says {@code U} when it comes up. Of the bytes that it then receives, 0x80 to 0x85 are
 * orders, and all others are written to the pvpanic port, after which it says {@code K}. After
 * asking to be suspended it says {@code W}, should it not be.
 */
final class ProbeGuest implements GuestCode {

  /** A reset through the keyboard controller. */
  private static final int RESET = 0x80;

  /** Off, through ACPI. */
  private static final int POWER_OFF = 0x81;

  private static final int TRIPLE_FAULT = 0x82;

  /** To sleep, through ACPI. */
  private static final int SUSPEND = 0x83;

  private static final int HALT = 0x84;

  /** Something that a hypervisor cannot carry out. */
  private static final int INTERNAL_ERROR = 0x85;

  private static final int PVPANIC = 0x505;
  private static final int COM1 = 0x3f8;
  private static final int COM1_IRQ = 4;
  private static final int COM1_IER = COM1 + 1;
  private static final int COM1_MCR = COM1 + 4;
  private static final int IER_RECEIVED = 0x01;
  private static final int MCR_DTR_RTS_OUT2 = 0x0b;
  private static final int I8042_COMMAND = 0x64;
  private static final int PULSE_RESET = 0xfe;
  private static final int PM1_CONTROL = 0x604;
  private static final int SLEEP_ENABLE = 1 << 13;
  private static final int SLEEP_TYPE_S3 = 1 << 10;
  private static final int SLEEP_TYPE_S5 = 0;

  @Override
  public void start(Vcpu cpu) {
    PortIo ports = cpu.ports();
    Firmware.enablePowerManagement(ports);
    ports.outb(COM1_MCR, MCR_DTR_RTS_OUT2);
    ports.outb(COM1_IER, IER_RECEIVED);
    cpu.onInterrupt(COM1_IRQ, () -> obey(cpu));
    say(cpu, 'U');
    cpu.enableInterrupts(true);
  }

  /** One order at a time: the next is taken once this one is carried out. */
  private static void obey(Vcpu cpu) {
    PortIo ports = cpu.ports();
    int order = ports.inb(COM1);
    cpu.enableInterrupts(false);
    switch (order) {
      case RESET -> cpu.call(() -> ports.outb(I8042_COMMAND, PULSE_RESET));
      case POWER_OFF -> cpu.call(() -> ports.out(PM1_CONTROL, 2, SLEEP_ENABLE | SLEEP_TYPE_S5));
      case TRIPLE_FAULT -> cpu.call(cpu::tripleFault);
      case SUSPEND -> {
        cpu.call(() -> ports.out(PM1_CONTROL, 2, SLEEP_ENABLE | SLEEP_TYPE_S3));
        cpu.call(() -> say(cpu, 'W'), () -> cpu.enableInterrupts(true));
      }
      case HALT -> {}
      case INTERNAL_ERROR -> cpu.call(cpu::internalError);
      default -> {
        cpu.call(() -> ports.outb(PVPANIC, order));
        cpu.call(() -> say(cpu, 'K'), () -> cpu.enableInterrupts(true));
      }
    }
  }

  private static void say(Vcpu cpu, char letter) {
    cpu.ports().outb(COM1, letter);
  }
}
