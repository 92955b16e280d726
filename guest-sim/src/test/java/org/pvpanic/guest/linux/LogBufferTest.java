package org.pvpanic.guest.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pvpanic.bus.PhysicalMemory;

/** The log as somebody finds it who has nothing but the memory and the layout. */
final class LogBufferTest {

  private final PhysicalMemory memory = new PhysicalMemory(64L << 20);
  private final KernelLayout layout = KernelLayout.NORMAL;
  private final LogBuffer log = new LogBuffer(memory, layout);

  private ByteBuffer bytes(long address, int length) {
    byte[] bytes = new byte[length];
    memory.read(address, bytes, 0, length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads the ring as makedumpfile does. */
  private List<String> dumped() {
    ByteBuffer variables = bytes(layout.logVariables(), 20);
    long ring = variables.getLong() - KernelLayout.KERNEL_MAP;
    assertEquals(LogBuffer.SIZE, variables.getInt());
    int index = variables.getInt();
    int next = variables.getInt();
    List<String> lines = new ArrayList<>();
    while (index != next) {
      ByteBuffer header = bytes(ring + index, 16);
      int length = header.getShort(8) & 0xffff;
      if (length == 0) {
        index = 0;
        continue;
      }
      int text = header.getShort(10) & 0xffff;
      byte[] line = bytes(ring + index + 16, text).array();
      lines.add(
          header.getLong(0)
              + " "
              + ((header.get(15) & 0xff) >> 5)
              + " "
              + new String(line, StandardCharsets.UTF_8));
      index += length;
    }
    return lines;
  }

  @Test
  void isEmptyAtFirst() {
    assertNull(log.at(log.first()));
    assertEquals(List.of(), dumped());
  }

  @Test
  void aRecordHasTimeLevelAndText() {
    log.add(1_500_000_000L, 6, "hello");
    log.add(2_000_000_000L, 0, "Kernel panic - not syncing: x");
    assertEquals(
        List.of("1500000000 6 hello", "2000000000 0 Kernel panic - not syncing: x"), dumped());
  }

  @Test
  void recordsAreAlignedAndSayHowLongTheyAre() {
    log.add(1, 4, "12345");
    ByteBuffer header = bytes(layout.ring(), 16);
    assertEquals(24, header.getShort(8));
    assertEquals(5, header.getShort(10));
    assertEquals(0, header.getShort(12), "no dictionary");
  }

  @Test
  void theOldestRecordsMakeRoomForNewOnes() {
    int count = 40_000;
    for (int i = 0; i < count; i++) {
      log.add(i, 6, "line " + i + "x".repeat(i % 61));
    }
    List<String> dumped = dumped();
    int kept = dumped.size();
    assertTrue(kept > 5_000 && kept < count, () -> kept + " kept");
    for (int i = 0; i < kept; i++) {
      int number = count - kept + i;
      assertEquals(number + " 6 line " + number + "x".repeat(number % 61), dumped.get(i));
    }
    List<String> read = new ArrayList<>();
    LogBuffer.Entry entry = log.at(log.first());
    while (entry != null) {
      read.add(entry.timeNs() + " " + entry.level() + " " + entry.text());
      entry = log.at(entry.following());
    }
    assertEquals(dumped, read);
  }
}
