package org.pvpanic.guest.linux;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.PortIo;
import org.pvpanic.machine.Vcpu;

/**
 * The 8250 driver (drivers/tty/serial/8250 of 3.10) for one port with the registers of a 16550A:
 * finds it, sends by polling, receives by interrupt. Registers: PC16550D data sheet.
 */
final class Uart8250 {

  private static final int IER = 1;
  private static final int FCR = 2;
  private static final int IIR = 2;
  private static final int LCR = 3;
  private static final int MCR = 4;
  private static final int LSR = 5;
  private static final int MSR = 6;
  private static final int IER_RECEIVED_AND_STATUS = 0x05;
  private static final int IIR_16550A = 0xc0;
  private static final int IIR_NONE = 0x01;
  private static final int FCR_ENABLE = 0x01;
  private static final int FCR_CLEAR = 0x06;
  private static final int LCR_8N1 = 0x03;
  private static final int LCR_DLAB = 0x80;
  private static final int MCR_DTR_RTS_OUT2 = 0x0b;
  private static final int LSR_DATA_READY = 0x01;
  private static final int LSR_BREAK = 0x10;

  /** The divisor latch counts in units of 115200 baud. */
  private static final int BASE_BAUD = 115_200;

  /**
   * What one byte takes: an exit to the hypervisor each. The console of the note that this guest
   * reproduces prints its lines at this pace.
   */
  private static final long BYTE_NS = 20_400;

  private final Vcpu cpu;
  private final int base;
  private final int irq;

  private Uart8250(Vcpu cpu, int base, int irq) {
    this.cpu = cpu;
    this.base = base;
    this.irq = irq;
  }

  /** The port at {@code base}, or null when nothing behaves like a 16550A there. */
  static @Nullable Uart8250 probe(Vcpu cpu, int base, int irq) {
    PortIo ports = cpu.ports();
    ports.outb(base + IER, 0);
    if ((ports.inb(base + IER) & 0x0f) != 0) {
      return null;
    }
    ports.outb(base + IER, 0x0f);
    boolean wide = (ports.inb(base + IER) & 0x0f) == 0x0f;
    ports.outb(base + IER, 0);
    ports.outb(base + FCR, FCR_ENABLE);
    boolean is16550a = wide && (ports.inb(base + IIR) & IIR_16550A) == IIR_16550A;
    ports.outb(base + FCR, 0);
    return is16550a ? new Uart8250(cpu, base, irq) : null;
  }

  /** First I/O port. */
  int base() {
    return base;
  }

  /** Interrupt number. */
  int irq() {
    return irq;
  }

  /** Sets the line to {@code baud}, eight bits, no parity. */
  void setLine(int baud) {
    int divisor = Math.max(1, BASE_BAUD / Math.max(1, baud));
    PortIo ports = cpu.ports();
    ports.outb(base + LCR, LCR_8N1 | LCR_DLAB);
    ports.outb(base, divisor & 0xff);
    ports.outb(base + IER, divisor >> 8);
    ports.outb(base + LCR, LCR_8N1);
  }

  /** Sends bytes at once: the interrupt is masked meanwhile, as kernel messages do it. */
  void write(byte[] bytes) {
    PortIo ports = cpu.ports();
    int enabled = ports.inb(base + IER);
    ports.outb(base + IER, 0);
    for (byte value : bytes) {
      ports.outb(base, value);
    }
    ports.outb(base + IER, enabled);
    cpu.spend(bytes.length * BYTE_NS);
  }

  /** Somebody opened the terminal: forgets what came in before and receives from now on. */
  void startup() {
    PortIo ports = cpu.ports();
    ports.outb(base + FCR, FCR_ENABLE);
    ports.outb(base + FCR, FCR_ENABLE | FCR_CLEAR);
    ports.outb(base + FCR, FCR_ENABLE);
    ports.inb(base + LSR);
    ports.inb(base);
    ports.inb(base + IIR);
    ports.inb(base + MSR);
    ports.outb(base + MCR, MCR_DTR_RTS_OUT2);
    ports.outb(base + IER, IER_RECEIVED_AND_STATUS);
  }

  /** The interrupt handler: hands over what has come in. */
  void interrupt(SerialReceiver receiver) {
    PortIo ports = cpu.ports();
    while ((ports.inb(base + IIR) & IIR_NONE) == 0) {
      int status = ports.inb(base + LSR);
      while ((status & (LSR_DATA_READY | LSR_BREAK)) != 0) {
        byte value = (byte) ports.inb(base);
        if ((status & LSR_BREAK) != 0) {
          receiver.receiveBreak();
        } else {
          receiver.receive(value);
        }
        status = ports.inb(base + LSR);
      }
      ports.inb(base + MSR);
    }
  }
}
