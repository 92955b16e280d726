package org.pvpanic.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressSpaceTest {

  private static final int HOLE = 0x1000;
  private static final int END = 0x2000;

  private final MemoryRegion root = MemoryRegion.container("root", END);
  private final PhysicalMemory content = new PhysicalMemory(HOLE);
  private final AddressSpace space = new AddressSpace("memory", root);

  AddressSpaceTest() {
    root.add(0, MemoryRegion.ram("low", content));
    root.add(END - 4, MemoryRegion.ram("high", new PhysicalMemory(4)));
  }

  @Test
  void holeIsPassedInOnePieceUpToWhatFollows() {
    assertEquals(END - 4 - HOLE, space.piece(HOLE, 0x10_0000));
    assertEquals(7, space.piece(HOLE + 1, 7), "all of it");
    space.store(END - 4, 4, 0x44332211);
    byte[] seen = new byte[END];
    Arrays.fill(seen, (byte) 0xaa);
    content.fill(0, HOLE, (byte) 0x55);
    space.read(0, seen, 0, END);
    byte[] expected = new byte[END];
    Arrays.fill(expected, 0, HOLE, (byte) 0x55);
    System.arraycopy(new byte[] {0x11, 0x22, 0x33, 0x44}, 0, expected, END - 4, 4);
    assertArrayEquals(expected, seen);
  }

  @Test
  void accessAcrossTheEndOfAHoleReachesWhatFollows() {
    space.store(END - 6, 8, 0x8877_6655_4433_2211L);
    assertEquals(0x66554433L, space.load(END - 4, 4));
    assertEquals(0x6655_4433_0000L, space.load(END - 6, 6));
  }

  /** As in QEMU: an access belongs to that in which it starts. */
  @Test
  void whatBeginsWithinTheLastAccessToAHoleIsNotSeen() {
    PhysicalMemory two = new PhysicalMemory(2);
    two.fill(0, 2, (byte) 0x77);
    root.add(HOLE + 0x12, MemoryRegion.ram("two", two));
    byte[] seen = new byte[0x20];
    space.read(HOLE, seen, 0, seen.length);
    assertArrayEquals(new byte[0x20], seen);
    assertEquals(0x7777, space.load(HOLE + 0x12, 2));
  }

  @Test
  void eachAccessToAHoleIsToldOfToWhoListens() {
    List<String> told = new ArrayList<>();
    space.onInvalid(told::add);
    space.write(HOLE + 2, new byte[6], 0, 6);
    space.load(HOLE + 1, 1);
    assertEquals(
        List.of(
            "Invalid write at addr 0x1002, size 2, region '(null)', reason: rejected\n",
            "Invalid write at addr 0x1004, size 4, region '(null)', reason: rejected\n",
            "Invalid read at addr 0x1001, size 1, region '(null)', reason: rejected\n"),
        told);
  }
}
