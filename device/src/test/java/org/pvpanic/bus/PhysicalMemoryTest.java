package org.pvpanic.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PhysicalMemoryTest {

  private final PhysicalMemory ram = new PhysicalMemory(64L << 30);

  @Test
  void costsOnlyWhatIsWritten() {
    byte[] data = {1, 2, 3, 4, 5, 6};
    long acrossTwoPages = (60L << 30) + PhysicalMemory.PAGE_SIZE - 3;
    ram.write(acrossTwoPages, data);
    byte[] back = new byte[8];
    ram.read(acrossTwoPages - 1, back, 0, back.length);
    assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 0}, back);
    assertEquals(2, ram.residentPages());
    ram.write(0, new byte[64]);
    assertEquals(2, ram.residentPages());
  }

  @Test
  void fillsAcrossPages() {
    int length = 2 * PhysicalMemory.PAGE_SIZE;
    ram.fill(5, length, (byte) 7);
    byte[] back = new byte[length + 2];
    ram.read(4, back, 0, back.length);
    byte[] expected = new byte[length + 2];
    Arrays.fill(expected, 1, length + 1, (byte) 7);
    assertArrayEquals(expected, back);
  }

  @Test
  void longsAreLittleEndian() {
    ram.writeLong(8, 0x0102030405060708L);
    byte[] first = new byte[1];
    ram.read(8, first, 0, 1);
    assertEquals(8, first[0]);
    assertEquals(0x0102030405060708L, ram.readLong(8));
  }

  @Test
  void accessBeyondRamNamesTheAddress() {
    IndexOutOfBoundsException outside =
        assertThrows(IndexOutOfBoundsException.class, () -> ram.write(ram.size() - 1, new byte[2]));
    assertEquals(
        "2 bytes at 0xfffffffff are not RAM, which has 0x1000000000 bytes", outside.getMessage());
  }

  @Test
  void tellsWhereNothingButZerosWasEverWritten() {
    PhysicalMemory memory = new PhysicalMemory(4 * PhysicalMemory.PAGE_SIZE);
    memory.writeLong(2 * PhysicalMemory.PAGE_SIZE, 1);
    memory.fill(0, PhysicalMemory.PAGE_SIZE, (byte) 0);
    memory.writeLong(2 * PhysicalMemory.PAGE_SIZE, 0);
    assertTrue(memory.isUntouched(0, 2 * PhysicalMemory.PAGE_SIZE));
    assertFalse(memory.isUntouched(0, 2 * PhysicalMemory.PAGE_SIZE + 1));
    assertFalse(memory.isUntouched(2 * PhysicalMemory.PAGE_SIZE + 100, 1));
    assertTrue(memory.isUntouched(3 * PhysicalMemory.PAGE_SIZE, PhysicalMemory.PAGE_SIZE));
  }
}
