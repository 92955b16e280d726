package org.pvpanic.guest.linux;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
  private static final int FLAGS = 0x06; // LOG_NEWLINE, LOG_PREFIX
  private static final VarHandle LONG = view(long[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle SHORT = view(short[].class);

  private final PhysicalMemory memory;
  private final KernelLayout layout;
  private int first;
  private int next;
  private int records;

  /** What a record says. */
  record Entry(long timeNs, int level, String text, int following) {}

  LogBuffer(PhysicalMemory memory, KernelLayout layout) {
    this.memory = memory;
    this.layout = layout;
    byte[] variables = new byte[HEADER + 4];
    LONG.set(variables, 0, KernelLayout.KERNEL_MAP + layout.ring());
    INT.set(variables, 8, SIZE);
    memory.write(layout.logVariables(), variables);
  }

  /** Appends a record; the oldest ones make room for it. */
  void add(long timeNs, int level, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = (HEADER + bytes.length + ALIGN - 1) / ALIGN * ALIGN;
    while (records > 0 && free() <= length + HEADER) {
      first = indexAfter(first);
      records--;
    }
    if (next + length + HEADER >= SIZE) {
      memory.write(layout.ring() + next, new byte[HEADER]);
      next = 0;
    }
    byte[] record = new byte[length];
    LONG.set(record, 0, timeNs);
    SHORT.set(record, 8, (short) length);
    SHORT.set(record, 10, (short) bytes.length);
    record[15] = (byte) (FLAGS | level << 5);
    System.arraycopy(bytes, 0, record, HEADER, bytes.length);
    memory.write(layout.ring() + next, record);
    next += length;
    records++;
    byte[] indexes = new byte[8];
    INT.set(indexes, 0, first);
    INT.set(indexes, 4, next);
    memory.write(layout.logVariables() + 12, indexes);
  }

  private int free() {
    return next > first ? Math.max(SIZE - next, first) : first - next;
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
    if ((short) SHORT.get(header, 8) == 0) {
      return at(0);
    }
    byte[] text = new byte[(short) SHORT.get(header, 10) & 0xffff];
    memory.read(layout.ring() + wrapped(index) + HEADER, text, 0, text.length);
    return new Entry(
        (long) LONG.get(header, 0),
        (header[15] & 0xff) >> 5,
        new String(text, StandardCharsets.UTF_8),
        indexAfter(index));
  }

  private int indexAfter(int index) {
    int at = wrapped(index);
    return at + ((short) SHORT.get(header(at), 8) & 0xffff);
  }

  private int wrapped(int index) {
    return (short) SHORT.get(header(index), 8) == 0 ? 0 : index;
  }

  private byte[] header(int index) {
    byte[] header = new byte[HEADER];
    memory.read(layout.ring() + index, header, 0, HEADER);
    return header;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }
}
