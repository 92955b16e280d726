package org.pvpanic.device;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.IrqLine;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.SerialLine;
import org.pvpanic.machine.SerialPort;

/**
 * A 16550A serial port ({@code -device isa-serial}): the guest's console.
 *
 * <p>Specification: the PC16550D data sheet (National Semiconductor, 1995); register names and bits
 * are its own, and where QEMU's port differs from it this one is QEMU's. Here: all registers, both
 * FIFOs, interrupts by priority with trigger level and character timeout, overrun, loopback. A byte
 * that is written has been sent before the next access: line speed is not simulated but for that
 * timeout, and what is plugged in holds the whole machine when it cannot keep up. As in QEMU the
 * interrupt is not gated by OUT2, and modem lines do not change unless looped back. Left out:
 * breaks that go out, and the modem lines of a real port at the other end.
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

  /** LSR bit 1: a byte came in and there was no room. Reading the register clears it. */
  public static final int LSR_OVERRUN = 1 << 1;

  /** LSR bit 4: a break came in; it leaves a byte 0. Reading the register clears it. */
  public static final int LSR_BREAK = 1 << 4;

  /** IER bit 2: interrupt when the line status tells of an error. */
  public static final int IER_LINE_STATUS = 1 << 2;

  private static final int IIR_NONE = 0x01;
  private static final int IIR_TRANSMITTER = 0x02;
  private static final int IIR_RECEIVED = 0x04;
  private static final int IIR_LINE_STATUS = 0x06;
  private static final int IIR_TIMEOUT = 0x0c;

  private static final int IIR_FIFO_ENABLED = 0xc0;
  private static final int FCR_ENABLE = 1 << 0;
  private static final int FCR_CLEAR_RECEIVE = 1 << 1;
  private static final int FCR_CLEAR_TRANSMIT = 1 << 2;
  private static final int FCR_TRIGGER_SHIFT = 6;
  private static final int[] TRIGGER_LEVELS = {1, 4, 8, 14};
  private static final int MCR_LOOP = 1 << 4;
  private static final int MCR_OUT2 = 1 << 3;

  /** Carrier, data set ready, clear to send: something is plugged in. */
  private static final int MSR_CONNECTED = 0xb0;

  private static final int RESET_DIVISOR = 12; // 9600 baud
  private static final long RESET_CHARACTER_NS = 1_041_660; // ten bits
  private static final int BASE_BAUD = 115_200;
  private static final float NS_PER_SECOND = 1e9f;

  /** What QEMU makes of a divisor of 0. */
  private static final float LEAST_BAUD = 3500;

  /** Received bytes that nobody takes are told of after the time that so many more would take. */
  private static final int TIMEOUT_CHARACTERS = 4;

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
  private final Deque<Byte> fifo = new ArrayDeque<>(1);
  private @Nullable Clock clock;
  private Clock.@Nullable Timer timeout;
  private IrqLine irq = level -> {};
  private SerialLine line = UNPLUGGED;
  private boolean fifoEnabled;
  private int triggerLevel;

  /** What IIR says of the FIFOs. */
  private int fifoIdentification;

  /** The last byte that was received without FIFO; it can be read again and again. */
  private int receiverBuffer;

  private boolean transmitterInterrupt;
  private boolean timedOut;
  private long characterNs;
  private int divisor;
  private int ier;
  private int lcr;
  private int mcr;
  private int lsr;
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
    clock = board.clock();
    irq = board.irq(irqNumber);
    board.ports().map(base, 8, this);
  }

  /** QEMU's FIFOs stay enabled, although IIR says otherwise until FCR is written. */
  @Override
  public void reset() {
    fifoIdentification = 0;
    fifo.clear();
    cancelTimeout();
    timedOut = false;
    transmitterInterrupt = false;
    receiverBuffer = 0;
    divisor = RESET_DIVISOR;
    ier = 0;
    lcr = 0;
    lsr = LSR_TRANSMITTER_EMPTY;
    mcr = MCR_OUT2;
    scratch = 0;
    characterNs = RESET_CHARACTER_NS;
    irq.set(false);
  }

  @Override
  public void connect(SerialLine to) {
    line = to;
  }

  /** As many as are missing to the trigger level; beyond it, one by one. */
  @Override
  public int room() {
    if (!fifoEnabled) {
      return dataReady() ? 0 : 1;
    }
    int count = fifo.size();
    return count <= triggerLevel ? triggerLevel - count : Math.min(1, FIFO - count);
  }

  @Override
  public void receive(byte[] bytes) {
    if (fifoEnabled) {
      for (byte value : bytes) {
        if (fifo.size() < FIFO) {
          fifo.addLast(value);
        } else {
          lsr |= LSR_OVERRUN;
        }
      }
      startTimeout();
    } else {
      lsr |= dataReady() ? LSR_OVERRUN : 0;
      receiverBuffer = bytes[0] & 0xff;
    }
    lsr |= LSR_DATA_READY;
    updateInterrupt();
  }

  /**
   * QEMU starts no character timeout for the byte that comes with a break, and counts it in the
   * FIFO even while that is off.
   */
  @Override
  public void receiveBreak() {
    receiverBuffer = 0;
    if (fifo.size() < FIFO) {
      fifo.addLast((byte) 0);
    } else {
      lsr |= LSR_OVERRUN;
    }
    lsr |= LSR_BREAK | LSR_DATA_READY;
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
      case LSR -> readLineStatus();
      case MSR -> looped() ? loopedModemLines() : MSR_CONNECTED;
      default -> scratch;
    };
  }

  @Override
  public void write(int offset, int size, int value) {
    switch (offset & 7) {
      case DATA -> {
        if (dlab()) {
          setDivisor((divisor & 0xff00) | value);
        } else {
          transmit((byte) value);
        }
      }
      case IER -> {
        if (dlab()) {
          setDivisor((divisor & 0xff) | (value << 8));
        } else {
          writeInterruptEnable(value & 0x0f);
        }
      }
      case IIR -> writeFifoControl(value);
      case LCR -> {
        lcr = value;
        updateCharacterTime();
      }
      case MCR -> mcr = value & 0x1f;
      case SCR -> scratch = value;
      default -> {} // line and modem status are read-only
    }
  }

  private boolean dlab() {
    return (lcr & LCR_DLAB) != 0;
  }

  private boolean looped() {
    return (mcr & MCR_LOOP) != 0;
  }

  private boolean dataReady() {
    return (lsr & LSR_DATA_READY) != 0;
  }

  private void setDivisor(int to) {
    divisor = to;
    updateCharacterTime();
  }

  /** Start bit, 5 to 8 data bits, perhaps parity, 1 or 2 stop bits. */
  private void updateCharacterTime() {
    int bits = 1 + 5 + (lcr & 3) + (lcr >> 3 & 1) + 1 + (lcr >> 2 & 1);
    float baud = divisor == 0 ? LEAST_BAUD : (float) BASE_BAUD / divisor;
    characterNs = (long) (NS_PER_SECOND / baud * bits);
  }

  private void transmit(byte value) {
    if (transmitterInterrupt) { // the byte has left before anybody sees that there was none to send
      transmitterInterrupt = false;
      updateInterrupt();
    }
    transmitterInterrupt = true;
    updateInterrupt();
    if (looped()) {
      receive(new byte[] {value});
    } else {
      line.transmit(value);
    }
  }

  /** Asking for the transmitter's interrupt gives it at once, since it is always empty. */
  private void writeInterruptEnable(int value) {
    if (((ier ^ value) & IER_TRANSMITTER) != 0) {
      transmitterInterrupt = (value & IER_TRANSMITTER) != 0;
    }
    ier = value;
    updateInterrupt();
  }

  /** Switching the FIFOs on or off empties them. */
  private void writeFifoControl(int value) {
    boolean enable = (value & FCR_ENABLE) != 0;
    boolean switched = enable != fifoEnabled;
    if (switched || (value & FCR_CLEAR_RECEIVE) != 0) {
      lsr &= ~(LSR_DATA_READY | LSR_BREAK);
      cancelTimeout();
      timedOut = false;
      fifo.clear();
    }
    if (switched || (value & FCR_CLEAR_TRANSMIT) != 0) {
      transmitterInterrupt = true;
    }
    fifoEnabled = enable;
    fifoIdentification = enable ? IIR_FIFO_ENABLED : 0;
    triggerLevel = enable ? TRIGGER_LEVELS[value >> FCR_TRIGGER_SHIFT] : triggerLevel;
    updateInterrupt();
    line.roomAgain();
  }

  private int readData() {
    int value = fifoEnabled ? readFifo() : receiverBuffer;
    if (!fifoEnabled || fifo.isEmpty()) {
      lsr &= ~(LSR_DATA_READY | LSR_BREAK);
    }
    updateInterrupt();
    if (!looped()) {
      line.roomAgain();
    }
    return value;
  }

  private int readFifo() {
    Byte value = fifo.pollFirst();
    timedOut = false;
    if (fifo.isEmpty()) {
      cancelTimeout(); // QEMU lets it run out, for nothing
    } else {
      startTimeout();
    }
    return value == null ? 0 : value & 0xff;
  }

  private int readInterruptId() {
    int id = interruptId();
    if (id == IIR_TRANSMITTER) {
      transmitterInterrupt = false;
      updateInterrupt();
    }
    return id | fifoIdentification;
  }

  private int readLineStatus() {
    int status = lsr;
    lsr &= ~(LSR_OVERRUN | LSR_BREAK);
    updateInterrupt();
    return status;
  }

  private void startTimeout() {
    Clock running = clock;
    if (running != null) {
      running.cancel(timeout);
      timeout = running.schedule(TIMEOUT_CHARACTERS * characterNs, this::timeOut);
    }
  }

  private void cancelTimeout() {
    if (clock != null) {
      clock.cancel(timeout);
    }
    timeout = null;
  }

  private void timeOut() {
    timeout = null;
    if (!fifo.isEmpty()) {
      timedOut = true;
      updateInterrupt();
    }
  }

  private int interruptId() {
    if ((ier & IER_LINE_STATUS) != 0 && (lsr & (LSR_OVERRUN | LSR_BREAK)) != 0) {
      return IIR_LINE_STATUS;
    } else if ((ier & IER_RECEIVED) != 0 && timedOut) {
      return IIR_TIMEOUT;
    } else if ((ier & IER_RECEIVED) != 0 && dataReady() && isTriggered()) {
      return IIR_RECEIVED;
    }
    return (ier & IER_TRANSMITTER) != 0 && transmitterInterrupt ? IIR_TRANSMITTER : IIR_NONE;
  }

  private boolean isTriggered() {
    return !fifoEnabled || fifo.size() >= triggerLevel;
  }

  private void updateInterrupt() {
    irq.set(interruptId() != IIR_NONE);
  }

  /** In loopback RTS, DTR, OUT1, OUT2 come back as CTS, DSR, RI, DCD. */
  private int loopedModemLines() {
    return ((mcr & 0x0c) << 4) | ((mcr & 0x02) << 3) | ((mcr & 0x01) << 5);
  }
}
