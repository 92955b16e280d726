package org.pvpanic.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The access rules that were measured on QEMU 7.2 around its one-byte pvpanic port. */
class PortBusTest {

  private final List<String> writes = new ArrayList<>();
  private final PortBus bus = new PortBus();

  private IoRegion region(String name, int value) {
    return new IoRegion() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int read(int offset, int size) {
        return value;
      }

      @Override
      public void write(int offset, int size, int written) {
        writes.add("%s+%d=%x".formatted(name, offset, written));
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "0x505, 1, 0x03",
    "0x504, 1, 0xff",
    "0x506, 1, 0xff",
    "0x505, 2, 0x0303",
    "0x505, 4, 0x03030303",
    "0x504, 2, 0xffff",
    "0x504, 4, 0xffffffff",
    "0x502, 4, 0xffffffff",
    "0xffff, 2, 0x00ff",
    "0xfffd, 4, 0x00ffffff"
  })
  void readsAsQemuDoes(String port, int size, String value) {
    bus.map(0x505, 1, region("p", 3));
    assertEquals(Long.decode(value).intValue(), bus.in(Integer.decode(port), size));
  }

  @Test
  void wideWriteReachesTheRegionAsBytesLowestFirst() {
    bus.map(0x505, 1, region("p", 3));
    bus.out(0x505, 2, 0x0201);
    bus.out(0x505, 4, 0x04030201);
    assertEquals(List.of("p+0=1", "p+1=2", "p+0=1", "p+1=2", "p+2=3", "p+3=4"), writes);
  }

  @Test
  void writeThatStartsInUnassignedSpaceIsSwallowed() {
    bus.map(0x505, 1, region("p", 3));
    bus.out(0x504, 2, 0x0101);
    bus.out(0x502, 4, 0x01010101);
    assertEquals(List.of(), writes);
  }

  @Test
  void byteWriteIsTruncated() {
    bus.map(0x505, 1, region("p", 3));
    bus.out(0x505, 1, 0x100);
    assertEquals(List.of("p+0=0"), writes);
  }

  @Test
  void regionMappedLastAnswersWhereTwoOverlap() {
    bus.map(0x3f8, 8, region("serial", 0x60));
    bus.map(0x3f8, 1, region("p", 3));
    assertEquals(3, bus.inb(0x3f8));
    assertEquals(0x60, bus.inb(0x3f9));
  }

  @Test
  void hiddenRegionReadsOnesAgain() {
    MemoryRegion p = bus.map(0x505, 1, region("p", 3));
    p.setEnabled(false);
    assertEquals(0xff, bus.inb(0x505));
  }

  @Test
  void rangeOutsideOfIoSpaceIsRefusedByName() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> bus.map(0xffff, 2, region("pvpanic", 3)));
    assertEquals("pvpanic: ports 0xffff to 0x10000 are outside of I/O space", refused.getMessage());
  }

  @Test
  void observerSeesEveryWriteWholeAndBeforeTheDevice() {
    bus.map(0x505, 1, region("p", 3));
    bus.observe((port, size, value) -> writes.add("%x/%d=%x".formatted(port, size, value)));
    bus.out(0x505, 2, 0x0201);
    bus.out(0x80, 1, 7);
    assertEquals(List.of("505/2=201", "p+0=1", "p+1=2", "80/1=7"), writes);
  }
}
