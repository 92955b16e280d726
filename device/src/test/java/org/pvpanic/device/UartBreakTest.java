package org.pvpanic.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pvpanic.bus.PortIo;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.RunState;
import org.pvpanic.machine.TestBoard;

/** A break that comes in at a 16550A (PC16550D data sheet, section 8.4; QEMU where it differs). */
class UartBreakTest {

  private static final int DATA = 0x3f8;
  private static final int IER = 0x3f9;
  private static final int IIR = 0x3fa;
  private static final int MCR = 0x3fc;
  private static final int LSR = 0x3fd;

  private static final int FIFO_TRIGGER_1 = 0x01;
  private static final int LOOP = 0x10;
  private static final int NOTHING = 0x60;
  private static final int READY = NOTHING | Uart16550.LSR_DATA_READY;
  private static final int BREAK = READY | Uart16550.LSR_BREAK;

  private final TestBoard board = new TestBoard(MachineConfig.DEFAULT, GuestCode.NONE).on();
  private final PortIo io = board.machine.ports();

  private void sendBreak() {
    board.machine.submit(new Input.SerialBreak(0));
  }

  private void send(int... values) {
    for (int value : values) {
      board.machine.submit(new Input.Serial(0, new byte[] {(byte) value}));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, FIFO_TRIGGER_1})
  void itIsAZeroByteWithABitThatIsToldOnce(int fifoControl) {
    io.outb(IIR, fifoControl);
    assertEquals(NOTHING, io.inb(LSR));
    sendBreak();
    assertEquals(BREAK, io.inb(LSR));
    assertEquals(READY, io.inb(LSR), "reading has cleared it, the byte is still there");
    assertEquals(0, io.inb(DATA));
    assertEquals(NOTHING, io.inb(LSR));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, FIFO_TRIGGER_1})
  void theLineStatusInterruptComesFirst(int fifoControl) {
    int fifos = fifoControl == 0 ? 0 : 0xc0;
    io.outb(IIR, fifoControl);
    io.outb(IER, Uart16550.IER_RECEIVED | Uart16550.IER_LINE_STATUS);
    sendBreak();
    assertEquals(fifos | 0x06, io.inb(IIR), "line status");
    assertEquals(fifos | 0x06, io.inb(IIR), "until that is read");
    assertEquals(BREAK, io.inb(LSR));
    assertEquals(fifos | 0x04, io.inb(IIR), "then the byte");
    assertEquals(0, io.inb(DATA));
    assertEquals(fifos | 0x01, io.inb(IIR), "nothing");
  }

  @Test
  void withoutTheLineStatusInterruptItIsAByteAlone() {
    io.outb(IER, Uart16550.IER_RECEIVED);
    sendBreak();
    assertEquals(0x04, io.inb(IIR));
    assertEquals(0, io.inb(DATA));
    assertEquals(0x01, io.inb(IIR));
    assertEquals(NOTHING, io.inb(LSR), "the last byte takes the bit with it");
  }

  @Test
  void withoutAnyInterruptItWaitsInTheLineStatus() {
    sendBreak();
    assertEquals(0x01, io.inb(IIR));
    io.outb(IER, Uart16550.IER_LINE_STATUS);
    assertEquals(0x06, io.inb(IIR));
  }

  @Test
  void bytesKeepTheirOrder() {
    io.outb(IIR, FIFO_TRIGGER_1 | 0x80);
    send('a', 'b');
    sendBreak();
    send('c');
    assertEquals(BREAK, io.inb(LSR), "told at once, and not when its byte is the next, as in QEMU");
    assertEquals('a', io.inb(DATA));
    assertEquals('b', io.inb(DATA));
    assertEquals(0, io.inb(DATA));
    assertEquals('c', io.inb(DATA));
    assertEquals(NOTHING, io.inb(LSR));
  }

  @Test
  void aFullFifoLosesItsByteAndSaysSo() {
    io.outb(IIR, FIFO_TRIGGER_1 | 0xc0);
    for (int i = 0; i < Uart16550.FIFO; i++) {
      send('a' + i);
    }
    sendBreak();
    assertEquals(BREAK | Uart16550.LSR_OVERRUN, io.inb(LSR));
    for (int i = 0; i < Uart16550.FIFO; i++) {
      assertEquals('a' + i, io.inb(DATA));
    }
    assertEquals(NOTHING, io.inb(LSR));
  }

  /** What was pending is forgotten by whoever clears the FIFOs, as a driver that starts does. */
  @Test
  void clearingTheFifosForgetsIt() {
    io.outb(IER, Uart16550.IER_RECEIVED | Uart16550.IER_LINE_STATUS);
    sendBreak();
    io.outb(IIR, FIFO_TRIGGER_1 | 0x02);
    assertEquals(NOTHING, io.inb(LSR));
    assertEquals(0xc1, io.inb(IIR));
  }

  /** The line is not cut off while the port talks to itself, as in QEMU. */
  @Test
  void itComesInDuringLoopback() {
    io.outb(MCR, LOOP);
    sendBreak();
    assertEquals(BREAK, io.inb(LSR));
    io.outb(DATA, 'x');
    assertEquals('x', io.inb(DATA));
  }

  @Test
  void resetForgetsIt() {
    sendBreak();
    board.machine.submit(Input.Command.SYSTEM_RESET);
    assertEquals(NOTHING, io.inb(LSR));
  }

  @Test
  void aMachineThatStandsStillTakesItAllTheSame() {
    board.machine.submit(new Input.Stop(RunState.PAUSED));
    assertEquals(RunState.PAUSED, board.machine.runState());
    sendBreak();
    assertTrue((io.inb(LSR) & Uart16550.LSR_BREAK) != 0);
  }
}
