package org.pvpanic.guest.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.PhysicalMemory;

/**
 * The kernel's log as Linux 3.5 to 5.9 keeps it: a ring of records in guest memory, and the
 * variables that lead to it.
 *
 * <p>A record is a header of 16 bytes (time in ns, 64 bits; length of the record, of its text, of
 * its dictionary, 16 bits each; facility, 8 bits; flags in the low 5 bits and level above them),
 * then the text without a zero, padded to 4. A length of 0 says that the ring goes on at its start.
 * The memory is the only copy: what {@code dmesg} prints is read back from it.
 */
final class LogBuffer {

  /** CONFIG_LOG_BUF_SHIFT is 19. */
  static final int SIZE = 1 << 19;

  private static final int HEADER = 16;
  private static final int ALIGN = 4;

  /** Bytes of text that a record holds at the most: its length has 16 bits. */
  private static final int LONGEST = 0xf000;

  private static final int FLAGS = 0x06; // LOG_NEWLINE, LOG_PREFIX

  private final PhysicalMemory memory;
  private final KernelLayout layout;
  private int first;
  private int next;
  private int records;
  private long dropped;

  /** What a record says. */
  record Entry(long timeNs, int level, String text, int following) {}

  LogBuffer(PhysicalMemory memory, KernelLayout layout) {
    this.memory = memory;
    this.layout = layout;
    byte[] variables = new byte[HEADER + 4];
    put(variables, 0, 8, KernelLayout.KERNEL_MAP + layout.ring());
    put(variables, 8, 4, SIZE);
    memory.write(layout.logVariables(), variables);
  }

  private LogBuffer(PhysicalMemory memory, KernelLayout layout, int first, int next) {
    this.memory = memory;
    this.layout = layout;
    this.first = first;
    this.next = next;
  }

  /** What is left in memory of the log of a kernel that runs no more, the oldest first. */
  static List<Entry> left(PhysicalMemory memory, KernelLayout layout) {
    byte[] indexes = new byte[8];
    memory.read(layout.logVariables() + 12, indexes, 0, indexes.length);
    int first = (int) get(indexes, 0, 4);
    LogBuffer log = new LogBuffer(memory, layout, first, (int) get(indexes, 4, 4));
    List<Entry> entries = new ArrayList<>(512);
    Entry entry = log.at(first);
    while (entry != null) {
      entries.add(entry);
      entry = log.at(entry.following());
    }
    return entries;
  }

  /** Appends a record; the oldest ones make room for it. */
  void add(long timeNs, int level, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST) {
      bytes = Arrays.copyOf(bytes, LONGEST);
    }
    int length = (HEADER + bytes.length + ALIGN - 1) / ALIGN * ALIGN;
    while (records > 0 && free() <= length + HEADER) {
      first = indexAfter(first);
      records--;
      dropped++;
    }
    if (next + length + HEADER >= SIZE) {
      memory.write(layout.ring() + next, new byte[HEADER]);
      next = 0;
    }
    byte[] record = new byte[length];
    put(record, 0, 8, timeNs);
    put(record, 8, 2, length);
    put(record, 10, 2, bytes.length);
    record[15] = (byte) (FLAGS | level << 5);
    System.arraycopy(bytes, 0, record, HEADER, bytes.length);
    memory.write(layout.ring() + next, record);
    next += length;
    records++;
    byte[] indexes = new byte[8];
    put(indexes, 0, 4, first);
    put(indexes, 4, 4, next);
    memory.write(layout.logVariables() + 12, indexes);
  }

  private int free() {
    return next > first ? Math.max(SIZE - next, first) : first - next;
  }

  /** How many records there have been. */
  long written() {
    return dropped + records;
  }

  /** How many records have made room for others: the number of the oldest one that is left. */
  long dropped() {
    return dropped;
  }

  /** Place of the oldest record. */
  int first() {
    return first;
  }

  /** The record at {@code index}, or null when there is none yet. */
  @Nullable Entry at(int index) {
    if (index == next) {
      return null;
    }
    byte[] header = header(index);
    int length = (int) get(header, 8, 2);
    if (length == 0) {
      return at(0);
    }
    byte[] text = new byte[(int) get(header, 10, 2)];
    memory.read(layout.ring() + index + HEADER, text, 0, text.length);
    return new Entry(
        get(header, 0, 8),
        (header[15] & 0xff) >> 5,
        new String(text, StandardCharsets.UTF_8),
        index + length);
  }

  private int indexAfter(int index) {
    int length = (int) get(header(index), 8, 2);
    return length == 0 ? indexAfter(0) : index + length;
  }

  private byte[] header(int index) {
    byte[] header = new byte[HEADER];
    memory.read(layout.ring() + index, header, 0, HEADER);
    return header;
  }

  private static void put(byte[] bytes, int at, int size, long value) {
    for (int i = 0; i < size; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  private static long get(byte[] bytes, int at, int size) {
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }
}
