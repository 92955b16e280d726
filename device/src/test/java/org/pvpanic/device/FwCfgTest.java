package org.pvpanic.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pvpanic.bus.PortIo;
import org.pvpanic.machine.GuestCode;
import org.pvpanic.machine.Machine;
import org.pvpanic.machine.MachineConfig;

/** fw_cfg as a driver sees it, through its ports and through DMA. */
class FwCfgTest {

  private static final int REQUEST = 0x1000;
  private static final int BUFFER = 0x2000;
  private static final int SELECT_READ = FwCfgDma.SELECT | FwCfgDma.READ;

  private final List<String> noticed = new ArrayList<>();
  private final byte[] writable = {1, 2, 3, 4};
  private final FwCfg fwCfg = new FwCfg();
  private final Machine machine =
      new Machine(MachineConfig.DEFAULT.withCpus(3), GuestCode.NONE, () -> 0);
  private final PortIo io = machine.ports();

  @BeforeEach
  void powerOn() {
    fwCfg.addFile("etc/b", new byte[] {10, 11, 12, 13});
    fwCfg.addFile(
        "etc/c",
        FwCfgEntry.writable(writable, (offset, length) -> noticed.add("written"))
            .onSelect(() -> noticed.add("selected")));
    fwCfg.addUserFile("etc/a", new byte[0]);
    machine.plug(fwCfg);
    machine.powerOn();
  }

  private byte[] item(int key, int length) {
    io.out(FwCfg.PORT, 2, key);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) io.inb(FwCfg.PORT + 1);
    }
    return bytes;
  }

  /** Carries out a request; gives the control word that is in memory then. */
  private int dma(int control, int length, long address) {
    ByteBuffer request = ByteBuffer.allocate(16).putInt(control).putInt(length).putLong(address);
    machine.memory().write(REQUEST, request.array());
    io.out(FwCfg.DMA_PORT, 4, 0);
    io.out(FwCfg.DMA_PORT + 4, 4, Integer.reverseBytes(REQUEST));
    return ByteBuffer.wrap(memory(REQUEST, 4)).getInt();
  }

  private byte[] memory(int address, int length) {
    byte[] bytes = new byte[length];
    machine.memory().read(address, bytes, 0, length);
    return bytes;
  }

  private static int key(int item, int bits) {
    return item << 16 | bits;
  }

  @Test
  void itemsOfEveryBoard() {
    assertEquals("QEMU", new String(item(FwCfg.SIGNATURE, 4), StandardCharsets.US_ASCII));
    assertArrayEquals(new byte[] {3, 0, 0, 0, 0}, item(FwCfg.ID, 5), "registers and DMA");
    assertArrayEquals(new byte[] {3, 0, 0}, item(FwCfg.NB_CPUS, 3));
    assertArrayEquals(new byte[] {0, 0, 0, 8, 0, 0, 0, 0}, item(FwCfg.RAM_SIZE, 8));
    assertArrayEquals(new byte[3], item(0x1f, 3), "no such key");
    assertArrayEquals(new byte[3], item(FwCfg.FILE_FIRST + 3, 3), "no such file");
    assertArrayEquals(new byte[] {3, 0}, item(FwCfg.ID | 0x4000, 2), "the old write channel");
    assertArrayEquals(new byte[2], item(FwCfg.ID | 0x8000, 2), "another item");
  }

  @Test
  void directoryIsSortedAndHasAllSlots() {
    ByteBuffer directory = ByteBuffer.wrap(item(FwCfg.FILE_DIR, 4 + 32 * 64));
    assertEquals(3, directory.getInt());
    for (String name : List.of("etc/a", "etc/b", "etc/c")) {
      int length = directory.getInt();
      assertEquals(name.equals("etc/a") ? 0 : 4, length);
      assertEquals(FwCfg.FILE_FIRST + name.charAt(4) - 'a', directory.getInt() >>> 16);
      byte[] text = new byte[56];
      directory.get(text);
      assertEquals(name, new String(text, StandardCharsets.US_ASCII).trim());
    }
    assertEquals(0, directory.getLong());
  }

  @Test
  void oldMachinesHaveTheirOwnOrder() {
    FwCfgFiles files = new FwCfgFiles(16, false);
    FwCfgEntry item = FwCfgEntry.of();
    files.add("bootorder", item, false);
    files.add("opt/b", item, true);
    files.add("etc/pvpanic-port", item, false);
    files.add("opt/a", item, true);
    files.add("etc/boot-fail-wait", item, false);
    ByteBuffer directory = ByteBuffer.wrap(files.directory());
    assertEquals(4 + 16 * 64, directory.capacity());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      byte[] name = new byte[56];
      directory.get(4 + i * 64 + 8, name);
      names.add(new String(name, StandardCharsets.US_ASCII).trim());
    }
    assertEquals(
        List.of("etc/boot-fail-wait", "opt/b", "opt/a", "bootorder", "etc/pvpanic-port"), names);
  }

  @Test
  void onlyBytesAndTheSelectorAreAccepted() {
    io.out(FwCfg.PORT, 2, FwCfg.FILE_FIRST + 1);
    assertEquals(10, io.inb(FwCfg.PORT), "the selector's port reads data, too");
    assertEquals(0, io.in(FwCfg.PORT, 2), "not accepted");
    assertEquals(0, io.in(FwCfg.PORT, 4), "not accepted");
    assertEquals(0xff0b, io.in(FwCfg.PORT + 1, 2), "a byte, and what is behind the device");
    io.out(FwCfg.PORT, 4, FwCfg.FILE_FIRST);
    io.outb(FwCfg.PORT, 99);
    io.outb(FwCfg.PORT + 1, 99);
    assertEquals(12, io.inb(FwCfg.PORT + 1), "nothing was selected or written");
    assertEquals(13, io.inb(FwCfg.PORT + 1));
    assertEquals(0, io.inb(FwCfg.PORT + 1), "behind the end");
  }

  @Test
  void resetSelectsTheSignature() {
    io.out(FwCfg.PORT, 2, FwCfg.FILE_FIRST + 1);
    fwCfg.reset();
    assertEquals('Q', io.inb(FwCfg.PORT + 1));
  }

  @Test
  void dmaRegisterReadsAsASignature() {
    assertEquals(0x554d4551, io.in(FwCfg.DMA_PORT, 4), "QEMU");
    assertEquals(0x47464320, io.in(FwCfg.DMA_PORT + 4, 4), " CFG");
    assertEquals('M', io.inb(FwCfg.DMA_PORT + 2));
    assertEquals('E' << 8 | 'Q', io.in(FwCfg.DMA_PORT, 2));
  }

  @Test
  void dmaReadsAnItemAndZerosBehindIt() {
    machine.memory().fill(BUFFER, 8, (byte) 0x55);
    assertEquals(0, dma(key(FwCfg.FILE_FIRST + 1, SELECT_READ), 6, BUFFER));
    assertArrayEquals(new byte[] {10, 11, 12, 13, 0, 0, 0x55, 0x55}, memory(BUFFER, 8));
  }

  @Test
  void dmaGoesOnWhereTheRegistersAre() {
    item(FwCfg.FILE_FIRST + 1, 1);
    assertEquals(0, dma(FwCfgDma.SKIP, 1, BUFFER));
    assertEquals(0, dma(FwCfgDma.READ, 1, BUFFER));
    assertEquals(12, memory(BUFFER, 1)[0]);
    assertEquals(13, io.inb(FwCfg.PORT + 1));
    assertEquals(0, dma(FwCfgDma.SKIP, 100, BUFFER), "not beyond the end");
    assertEquals(0, io.inb(FwCfg.PORT + 1));
  }

  @Test
  void dmaWritesWhereItMay() {
    machine.memory().write(BUFFER, new byte[] {7, 8});
    int file = FwCfg.FILE_FIRST + 2;
    assertEquals(0, dma(key(file, FwCfgDma.SELECT | FwCfgDma.WRITE), 2, BUFFER));
    assertArrayEquals(new byte[] {7, 8, 3, 4}, writable);
    assertEquals(List.of("selected", "written"), noticed);
    assertEquals(3, io.inb(FwCfg.PORT + 1), "behind what was written");
    assertEquals(FwCfgDma.ERROR, dma(FwCfgDma.WRITE, 2, BUFFER), "too much");
    assertEquals(
        FwCfgDma.ERROR,
        dma(key(FwCfg.FILE_FIRST + 1, FwCfgDma.SELECT | FwCfgDma.WRITE), 1, BUFFER),
        "read only");
    assertArrayEquals(new byte[] {7, 8, 3, 4}, writable);
  }

  @Test
  void dmaFailsWhereThereIsNoMemory() {
    long nowhere = 0x40000000L;
    assertEquals(FwCfgDma.ERROR, dma(key(FwCfg.FILE_FIRST + 1, SELECT_READ), 4, nowhere));
    long end = machine.memory().size();
    assertEquals(FwCfgDma.ERROR, dma(key(FwCfg.FILE_FIRST + 1, SELECT_READ), 4, end - 2));
    byte[] last = new byte[2];
    machine.memory().read(end - 2, last, 0, 2);
    assertArrayEquals(new byte[] {10, 11}, last, "what there was room for");
  }

  @Test
  void halfAWriteDoesNothing() {
    machine.memory().write(REQUEST, new byte[] {0, 0x19, 0, 10, 0, 0, 0, 4});
    io.out(FwCfg.DMA_PORT + 4, 2, 0x10);
    io.outb(FwCfg.DMA_PORT + 4, 0x10);
    assertEquals(10, memory(REQUEST, 4)[3], "the request is as it was");
  }

  @Test
  void everyNameIsThereOnce() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> fwCfg.addUserFile("etc/b", new byte[1]));
    assertEquals("duplicate fw_cfg file name: etc/b", refused.getMessage());
  }
}
