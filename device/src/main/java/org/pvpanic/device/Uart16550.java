package org.pvpanic.device;

import java.util.ArrayDeque;
import java.util.Deque;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.SerialLine;
import org.pvpanic.machine.SerialPort;

/**
 * A 16550A serial port ({@code -device isa-serial}): the guest's console.
 *
 * <p>Specification: the PC16550D data sheet (National Semiconductor, 1995); register names and bits
 * are its own. Here: both FIFOs, interrupts by priority, divisor latch, scratch, loopback of the
 * modem lines. The transmitter is always ready: line speed is not simulated, and what is plugged in
 * holds the whole machine when it cannot keep up. Left out: receive errors, break, the FIFO timeout
 * interrupt as one of its own (data below the trigger level raise the data interrupt at once).
 */
public final class Uart16550 implements Device, IoRegion, SerialPort {

  /** Receive FIFO depth in bytes. */
  public static final int FIFO = 16;

  /** Receiver buffer (read), transmitter holding register (write), divisor low byte (DLAB). */
  public static final int DATA = 0;

  /** Interrupt enable register, divisor high byte (DLAB). */
  public static final int IER = 1;

  /** Interrupt identification (read), FIFO control (write). */
  public static final int IIR = 2;

  /** Line control register. */
  public static final int LCR = 3;

  /** Modem control register. */
  public static final int MCR = 4;

  /** Line status register. */
  public static final int LSR = 5;

  /** Modem status register. */
  public static final int MSR = 6;

  /** Scratch register. */
  public static final int SCR = 7;

  /** LSR bit 0: a received byte waits. */
  public static final int LSR_DATA_READY = 1 << 0;

  /** LSR bits 5 and 6: transmitter holding register empty, transmitter empty. */
  public static final int LSR_TRANSMITTER_EMPTY = 0x60;

  /** IER bit 0: interrupt when data are received. */
  public static final int IER_RECEIVED = 1 << 0;

  /** IER bit 1: interrupt when the transmitter holding register is empty. */
  public static final int IER_TRANSMITTER = 1 << 1;

  /** LCR bit 7, DLAB: offsets 0 and 1 are the divisor latch. */
  public static final int LCR_DLAB = 1 << 7;

  private static final int IIR_NONE = 0x01;
  private static final int IIR_TRANSMITTER = 0x02;
  private static final int IIR_RECEIVED = 0x04;
  private static final int IIR_FIFO_ENABLED = 0xc0;
  private static final int FCR_ENABLE = 1 << 0;
  private static final int FCR_CLEAR_RECEIVE = 1 << 1;
  private static final int MCR_LOOP = 1 << 4;

  /** OUT2: on a PC it lets the interrupt through to the controller. */
  private static final int MCR_OUT2 = 1 << 3;

  /** Carrier, data set ready, clear to send: something is plugged in. */
  private static final int MSR_CONNECTED = 0xb0;

  private static final SerialLine UNPLUGGED =
      new SerialLine() {
        @Override
        public void transmit(byte value) {}

        @Override
        public void flush() {}

        @Override
        public void roomAgain() {}
      };

  private final int base;
  private final int irqNumber;
  private final Deque<Byte> received = new ArrayDeque<>(1);
  private IrqLine irq = level -> {};
  private SerialLine line = UNPLUGGED;
  private boolean fifoEnabled;
  private boolean transmitterInterrupt;
  private int divisor;
  private int ier;
  private int lcr;
  private int mcr;
  private int scratch;

  /**
   * A port.
   *
   * @param base first of its eight I/O ports, such as 0x3f8
   * @param irqNumber its interrupt, such as 4
   */
  public Uart16550(int base, int irqNumber) {
    this.base = base;
    this.irqNumber = irqNumber;
    reset();
  }

  @Override
  public void attach(Board board) {
    irq = board.irq(irqNumber);
    board.ports().map(base, 8, this);
  }

  @Override
  public void reset() {
    fifoEnabled = false;
    clearReceived();
    transmitterInterrupt = false;
    divisor = 12; // 9600 baud, as QEMU's comes up
    ier = 0;
    lcr = 0;
    mcr = MCR_OUT2;
    scratch = 0;
    irq.set(false);
  }

  @Override
  public void connect(SerialLine to) {
    line = to;
  }

  @Override
  public int room() {
    return (fifoEnabled ? FIFO : 1) - received.size();
  }

  @Override
  public void receive(byte[] bytes) {
    for (byte value : bytes) {
      if (room() > 0) {
        received.addLast(value);
      }
    }
    updateInterrupt();
  }

  @Override
  public String name() {
    return "serial";
  }

  @Override
  public int read(int offset, int size) {
    return switch (offset & 7) {
      case DATA -> dlab() ? divisor & 0xff : readData();
      case IER -> dlab() ? divisor >> 8 : ier;
      case IIR -> readInterruptId();
      case LCR -> lcr;
      case MCR -> mcr;
      case LSR -> LSR_TRANSMITTER_EMPTY | (received.isEmpty() ? 0 : LSR_DATA_READY);
      case MSR -> (mcr & MCR_LOOP) == 0 ? MSR_CONNECTED : loopedModemLines();
      default -> scratch;
    };
  }

  @Override
  public void write(int offset, int size, int value) {
    switch (offset & 7) {
      case DATA -> {
        if (dlab()) {
          divisor = (divisor & 0xff00) | value;
        } else {
          transmit((byte) value);
        }
      }
      case IER -> {
        if (dlab()) {
          divisor = (divisor & 0xff) | (value << 8);
        } else {
          boolean enabled = (value & ~ier & IER_TRANSMITTER) != 0;
          ier = value & 0x0f;
          transmitterInterrupt |= enabled;
          updateInterrupt();
        }
      }
      case IIR -> {
        fifoEnabled = (value & FCR_ENABLE) != 0;
        if ((value & FCR_CLEAR_RECEIVE) != 0) {
          clearReceived();
        }
        line.roomAgain();
        updateInterrupt();
      }
      case LCR -> lcr = value;
      case MCR -> {
        mcr = value & 0x1f;
        updateInterrupt();
      }
      case SCR -> scratch = value;
      default -> {} // line and modem status are read-only
    }
  }

  private boolean dlab() {
    return (lcr & LCR_DLAB) != 0;
  }

  private void transmit(byte value) {
    if ((mcr & MCR_LOOP) != 0) {
      receive(new byte[] {value});
    } else {
      line.transmit(value);
    }
    transmitterInterrupt = true;
    updateInterrupt();
  }

  private void clearReceived() {
    if (!received.isEmpty()) {
      received.clear();
      line.roomAgain();
    }
  }

  private int readData() {
    Byte value = received.pollFirst();
    updateInterrupt();
    if (value == null) {
      return 0;
    }
    if (received.isEmpty()) {
      line.roomAgain();
    }
    return value & 0xff;
  }

  private int readInterruptId() {
    int id = interruptId();
    if (id == IIR_TRANSMITTER) {
      transmitterInterrupt = false;
      updateInterrupt();
    }
    return id | (fifoEnabled ? IIR_FIFO_ENABLED : 0);
  }

  private int interruptId() {
    if ((ier & IER_RECEIVED) != 0 && !received.isEmpty()) {
      return IIR_RECEIVED;
    }
    return (ier & IER_TRANSMITTER) != 0 && transmitterInterrupt ? IIR_TRANSMITTER : IIR_NONE;
  }

  private void updateInterrupt() {
    irq.set((mcr & MCR_OUT2) != 0 && interruptId() != IIR_NONE);
  }

  /** In loopback RTS, DTR, OUT1, OUT2 come back as CTS, DSR, RI, DCD. */
  private int loopedModemLines() {
    return ((mcr & 0x0c) << 4) | ((mcr & 0x02) << 3) | ((mcr & 0x01) << 5);
  }
}
