package org.pvpanic.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pvpanic.bus.PortIo;
import org.pvpanic.machine.Clock;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.MachineConfig;
import org.pvpanic.machine.TestBoard;
import org.pvpanic.machine.VersionProfile;

/** The register interfaces of the small devices, as a driver uses them. */
class DevicesTest {

  private final TestBoard board = new TestBoard(MachineConfig.DEFAULT, GuestCode.NONE).on();
  private final PortIo io = board.machine.ports();

  private byte[] fwCfgItem(int key, int length) {
    io.out(0x510, 2, key);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) io.inb(0x511);
    }
    return bytes;
  }

  @Test
  void fwCfgHoldsThePortOfPvpanic() {
    assertEquals("QEMU", new String(fwCfgItem(FwCfg.SIGNATURE, 4), StandardCharsets.US_ASCII));
    byte[] directory = fwCfgItem(FwCfg.FILE_DIR, 4 + 64);
    assertArrayEquals(new byte[] {0, 0, 0, 1, 0, 0, 0, 2, 0, 0x20, 0, 0}, slice(directory, 0, 12));
    assertEquals(
        "etc/pvpanic-port", new String(slice(directory, 12, 16), StandardCharsets.US_ASCII));
    assertArrayEquals(new byte[] {0x05, 0x05, 0}, fwCfgItem(FwCfg.FILE_FIRST, 3));
  }

  @Test
  void fwCfgTellsTheNumberOfCpus() {
    TestBoard three = new TestBoard(MachineConfig.DEFAULT.withCpus(3), GuestCode.NONE).on();
    three.machine.ports().out(FwCfg.PORT, 2, FwCfg.NB_CPUS);
    assertEquals(3, three.machine.ports().inb(FwCfg.PORT + 1));
    assertEquals(0, three.machine.ports().inb(FwCfg.PORT + 1), "16 bits, little-endian");
  }

  private static byte[] slice(byte[] from, int offset, int length) {
    return java.util.Arrays.copyOfRange(from, offset, offset + length);
  }

  @Test
  void secondPvpanicIsRefused() {
    FwCfg fwCfg = new FwCfg();
    board.machine.plug(new IsaPvpanic(VersionProfile.QEMU_7_2, fwCfg));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> board.machine.plug(new IsaPvpanic(0x606, 1, VersionProfile.QEMU_7_2, fwCfg)));
    assertEquals("duplicate fw_cfg file name: etc/pvpanic-port", refused.getMessage());
  }

  @Test
  void pvpanicReadsItsEvents() {
    assertEquals(3, io.inb(0x505));
    FwCfg fwCfg = new FwCfg();
    board.machine.plug(new IsaPvpanic(0x606, 1, VersionProfile.QEMU_7_2, fwCfg));
    assertEquals(0x0101, io.in(0x606, 2));
  }

  @Test
  void uartTellsWhatItIs() {
    io.outb(0x3fa, 0x01);
    assertEquals(0xc1, io.inb(0x3fa), "16550A with its FIFO enabled, nothing pending");
    assertEquals(0x60, io.inb(0x3fd), "transmitter empty");
    io.outb(0x3ff, 0xa5);
    assertEquals(0xa5, io.inb(0x3ff), "scratch");
    io.outb(0x3fb, 0x83);
    io.outb(0x3f8, 1);
    io.outb(0x3f9, 0);
    assertEquals(1, io.inb(0x3f8), "divisor latch: 115200 baud");
    io.outb(0x3fb, 0x03);
    assertEquals("", board.console(), "a divisor is not data");
    io.outb(0x3f8, 'x');
    assertEquals("x", board.console());
  }

  @Test
  void uartTakesWhatItsTriggerLevelAsksFor() {
    assertEquals(1, board.machine.serial(0).room(), "without FIFO");
    io.outb(0x3fa, 0x81);
    assertEquals(8, board.machine.serial(0).room());
    board.machine.submit(new Input.Serial(0, new byte[] {1, 2, 3, 4, 5, 6, 7}));
    assertEquals(1, board.machine.serial(0).room());
    board.machine.submit(new Input.Serial(0, new byte[] {8}));
    assertEquals(0, board.machine.serial(0).room());
    assertEquals(0x61, io.inb(0x3fd));
    io.outb(0x3f9, Uart16550.IER_RECEIVED | Uart16550.IER_TRANSMITTER);
    assertEquals(0xc4, io.inb(0x3fa), "received data come first");
    assertEquals(1, io.inb(0x3f8));
    assertEquals(0xc2, io.inb(0x3fa), "then the empty transmitter");
    assertEquals(0xc1, io.inb(0x3fa), "which reading has cleared");
  }

  @Test
  void uartTellsOfFewBytesAfterTheTimeOfFourMore() {
    TestBoard slow =
        new TestBoard(MachineConfig.DEFAULT.withClock(Clock.Mode.MANUAL), GuestCode.NONE).on();
    PortIo ports = slow.machine.ports();
    ports.outb(0x3fb, 0x03);
    ports.outb(0x3fa, 0xc1);
    ports.outb(0x3f9, Uart16550.IER_RECEIVED);
    slow.machine.submit(new Input.Serial(0, new byte[] {'a', 'b'}));
    slow.machine.submit(new Input.AdvanceClock(4_166_000)); // 40 bits at 9600 baud: 4166666 ns
    slow.run();
    assertEquals(0xc1, ports.inb(0x3fa));
    slow.machine.submit(new Input.AdvanceClock(1000));
    slow.run();
    assertEquals(0xcc, ports.inb(0x3fa), "character timeout");
    assertEquals('a', ports.inb(0x3f8));
    assertEquals(0xc1, ports.inb(0x3fa));
  }

  @Test
  void uartTellsOnceThatItHadNoRoom() {
    io.outb(0x3fc, 0x10);
    io.outb(0x3f9, Uart16550.IER_LINE_STATUS);
    io.outb(0x3f8, 'a');
    io.outb(0x3f8, 'b');
    assertEquals(0x06, io.inb(0x3fa), "line status");
    assertEquals(0x63, io.inb(0x3fd));
    assertEquals(0x61, io.inb(0x3fd), "reading clears the overrun");
    assertEquals('b', io.inb(0x3f8), "without FIFO the last byte stays");
    assertEquals(0x01, io.inb(0x3fa));
  }

  /** As in QEMU. */
  @Test
  void resetLeavesTheFifosOnAndDoesNotSaySo() {
    io.outb(0x3fa, 0x81);
    board.machine.submit(Input.Command.SYSTEM_RESET);
    assertEquals(0x01, io.inb(0x3fa));
    assertEquals(8, board.machine.serial(0).room());
  }

  @Test
  void ib700TakesAWordAsTwoBytes() {
    TestBoard watched =
        new TestBoard(MachineConfig.DEFAULT.withClock(Clock.Mode.MANUAL), GuestCode.NONE);
    watched.machine.plug(new Ib700Watchdog());
    PortIo ports = watched.on().machine.ports();
    ports.out(Ib700Watchdog.BASE + 2, 2, 0x0e0f);
    assertEquals(2_000_000_000L, watched.machine.nextTimer(), "the upper byte comes last");
    ports.out(Ib700Watchdog.BASE, 4, 0);
    assertEquals(2_000_000_000L, watched.machine.nextTimer(), "four bytes are nothing");
    ports.out(Ib700Watchdog.BASE + 1, 1, 0);
    assertEquals(Clock.NEVER, watched.machine.nextTimer());
    assertEquals(-1, ports.in(Ib700Watchdog.BASE, 4));
  }

  @Test
  void loopbackBringsModemLinesAndDataBack() {
    io.outb(0x3fc, 0x1a);
    assertEquals(0x90, io.inb(0x3fe));
    io.outb(0x3f8, 'l');
    assertEquals('l', io.inb(0x3f8));
    assertEquals("", board.console());
  }

  @Test
  void keyboardGivesItsScanCodesOneByOne() {
    assertEquals(0, io.inb(0x64) & KeyboardController.OUTPUT_FULL);
    io.outb(0x64, KeyboardController.WRITE_MODE);
    io.outb(0x60, KeyboardController.KEYBOARD_INTERRUPT | KeyboardController.TRANSLATE);
    board.machine.submit(new Input.Keys(new byte[] {0x1e, (byte) 0x9e}));
    assertEquals(1, io.inb(0x64) & KeyboardController.OUTPUT_FULL);
    assertEquals(0x1e, io.inb(0x60));
    assertEquals(0x9e, io.inb(0x60));
    assertEquals(0, io.inb(0x64) & KeyboardController.OUTPUT_FULL);
  }
}
