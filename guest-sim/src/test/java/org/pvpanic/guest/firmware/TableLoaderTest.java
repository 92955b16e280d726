package org.pvpanic.guest.firmware;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.io.FwCfgItems;

/** The table loader, on scripts put together by hand. */
class TableLoaderTest implements FwCfgItems, MemoryIo {

  private static final int MIB = 1 << 20;

  private static final int DMA_BUFFER = 0x1000;

  private final byte[] ram = new byte[4 * MIB];
  private final List<byte[]> contents = new ArrayList<>();
  private final Map<String, File> files = new LinkedHashMap<>();
  private final ByteBuffer script = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
  private final List<String> loads = new ArrayList<>();
  private final List<String> writes = new ArrayList<>();

  private void file(String name, byte[] content) {
    files.put(name, new File(contents.size(), content.length));
    contents.add(content);
  }

  /** A command: its number, then names of 56 bytes and numbers of 4; the next one is 128 on. */
  private void command(int number, Object... parts) {
    int start = script.position();
    script.putInt(number);
    for (Object part : parts) {
      if (part instanceof String name) {
        script.put(Arrays.copyOf(name.getBytes(ISO_8859_1), 56));
      } else if (part instanceof Integer value) {
        script.putInt(value);
      } else if (part instanceof Byte value) {
        script.put(value);
      }
    }
    script.position(start + 128);
  }

  private void run() {
    loader(null).run();
  }

  private TableLoader withDma() {
    return loader(new FwCfgDma(new DmaPort(), this, DMA_BUFFER));
  }

  private TableLoader loader(@Nullable FwCfgDma dma) {
    file("etc/table-loader", script.array());
    return new TableLoader(this, this, files, dma, new Zones(4 * MIB, Zones.F_SEGMENT_TOP));
  }

  /** Notes what the descriptors in memory say when their address is written. */
  private final class DmaPort implements PortIo {
    @Override
    public int in(int port, int size) {
      return 0;
    }

    @Override
    public void out(int port, int size, int value) {
      if (port == 0x518) {
        ByteBuffer descriptor = ByteBuffer.wrap(ram, DMA_BUFFER, 16);
        int control = descriptor.getInt();
        writes.add(((control & 16) != 0 ? "write " : "skip ") + descriptor.getInt());
      }
    }
  }

  @Test
  void placesFilesInTheirZonesFromTheTopDown() {
    file("a", new byte[] {1, 2, 3});
    file("b", new byte[] {4, 5, 6});
    file("c", new byte[] {7});
    command(1, "a", 64, (byte) 1);
    command(1, "b", 4096, (byte) 1);
    command(1, "c", 16, (byte) 2);
    run();
    assertEquals(List.of("3 bytes at 3fffc0", "3 bytes at 3ff000", "1 bytes at f59e0"), loads);
    assertEquals(0x030201, load(0x3fffc0, 4));
  }

  @Test
  void addsAddressesAndThenSetsChecksums() {
    byte[] table = new byte[64];
    table[8] = 32; // a pointer: to offset 32 of itself
    table[20] = 5;
    file("t", table);
    command(1, "t", 64, (byte) 1);
    command(2, "t", "t", 8, (byte) 4);
    command(3, "t", 9 + 8, 4, 60);
    run();
    long place = 4 * MIB - 64;
    assertEquals(place + 32, load(place + 8, 4));
    int sum = 0;
    for (int i = 4; i < 64; i++) {
      sum += (int) load(place + i, 1);
    }
    assertEquals(0, sum & 0xff);
  }

  @Test
  void whatIsBehindAllTablesIsReservedButNotLoaded() {
    file("t", new byte[0x20000]);
    command(1, "t", 64, (byte) 1);
    command(3, "t", 9, 0, 100);
    command(3, "t", 209, 200, 50);
    run();
    assertEquals(List.of("250 bytes at 3e0000"), loads);
  }

  @Test
  void whatIsUnknownIsPassedOver() {
    file("t", new byte[64]);
    command(99, "t", 1);
    command(1, "nowhere", 64, (byte) 1);
    command(1, "t", 64, (byte) 1);
    command(2, "t", "nowhere", 0, (byte) 8);
    command(2, "nowhere", "t", 0, (byte) 8);
    command(3, "nowhere", 0, 0, 64);
    command(4, "nowhere", "t", 0, 0, (byte) 8);
    run();
    assertEquals(List.of("64 bytes at 3fffc0"), loads);
    assertEquals(0, load(0x3fffc0, 8));
  }

  @Test
  void whatIsOutsideOfItsFileIsPassedOver() {
    byte[] table = new byte[64];
    table[60] = 1;
    file("t", table);
    command(1, "t", 3, (byte) 1); // not a power of two
    command(1, "t", 64, (byte) 7); // no such zone
    command(1, "t", 0x8000_0000, (byte) 1); // no room
    command(1, "t", 64, (byte) 1);
    command(2, "t", "t", 61, (byte) 4);
    command(2, "t", "t", -4, (byte) 4);
    command(2, "t", "t", 0, (byte) 3);
    command(2, "t", "t", 0, (byte) 0);
    command(2, "t", "t", 0, (byte) 0xff);
    command(3, "t", 64, 0, 64);
    command(3, "t", 0, 0, -1);
    command(3, "t", 0, -1, 2);
    command(3, "t", 0, 1, 64);
    command(4, "t", "t", 0, 0, (byte) 0xff);
    command(4, "t", "t", 60, 0, (byte) 8);
    command(4, "t", "t", 0, 64, (byte) 8);
    withDma().run();
    assertEquals(List.of("64 bytes at 3fffc0"), loads);
    assertArrayEquals(table, Arrays.copyOfRange(ram, 0x3fffc0, 4 * MIB));
    assertEquals(List.of(), writes);
    command(4, "t", "t", 56, 63, (byte) 8);
    withDma().run();
    assertEquals(List.of("skip 56", "write 8"), writes);
  }

  @Test
  void scriptThatEndsWithinACommandIsNotExecuted() {
    file("t", new byte[64]);
    command(1, "t", 64, (byte) 1);
    file("etc/table-loader", Arrays.copyOf(script.array(), 129));
    new TableLoader(this, this, files, null, new Zones(4 * MIB, Zones.F_SEGMENT_TOP)).run();
    assertEquals(List.of(), loads);
  }

  @Test
  void zonesEnd() {
    Zones zones = new Zones(2L * MIB, Zones.F_SEGMENT_TOP);
    assertEquals(OptionalLong.empty(), zones.allocate(1, MIB + 1, 0));
    assertEquals(OptionalLong.of(MIB), zones.allocate(1, MIB, 0));
    assertEquals(OptionalLong.empty(), zones.allocate(1, 1, 0));
    assertEquals(OptionalLong.of(0xf5900), zones.allocate(2, 0xf0, 0));
    assertEquals(OptionalLong.empty(), zones.allocate(2, 1, 0));
  }

  @Test
  void withoutAScriptNothingHappens() {
    new TableLoader(this, this, files, null, new Zones(4 * MIB, Zones.F_SEGMENT_TOP)).run();
    assertEquals(List.of(), loads);
  }

  @Override
  public byte[] item(int key, int size) {
    return Arrays.copyOf(contents.get(key), size);
  }

  @Override
  public void load(int key, int size, long address) {
    loads.add("%d bytes at %x".formatted(size, address));
    write(address, contents.get(key), 0, size);
  }

  @Override
  public long load(long address, int size) {
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = (value << 8) | (ram[(int) address + i] & 0xff);
    }
    return value;
  }

  @Override
  public void store(long address, int size, long value) {
    for (int i = 0; i < size; i++) {
      ram[(int) address + i] = (byte) (value >> (8 * i));
    }
  }

  @Override
  public void read(long address, byte[] into, int offset, int length) {
    System.arraycopy(ram, (int) address, into, offset, length);
  }

  @Override
  public void write(long address, byte[] from, int offset, int length) {
    System.arraycopy(from, offset, ram, (int) address, length);
  }
}
