package org.pvpanic.bus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Guest RAM, sparse: a page costs memory only once it holds something. It survives a reset, as real
 * RAM does.
 *
 * <p>All values are little-endian. Addresses are physical, 0 to {@link #size()} - 1.
 */
public final class PhysicalMemory {

  /**
   * Bytes in a page. CPUs' have 4 KiB, of which a guest that has booted leaves half empty: tables,
   * buffers, and stacks are small.
   */
  public static final int PAGE_SIZE = 1024;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long ramSize;
  private final Map<Long, byte[]> pages = new HashMap<>();

  /**
   * RAM of the given size, all zeros.
   *
   * @param size in bytes, not negative
   */
  public PhysicalMemory(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("RAM size " + size + " is negative");
    }
    this.ramSize = size;
  }

  /** Size in bytes. */
  public long size() {
    return ramSize;
  }

  /** Number of pages that something other than zeros was written to. */
  public int residentPages() {
    return pages.size();
  }

  /** Whether nothing but zeros was ever written to a range. Much faster than reading. */
  public boolean isUntouched(long address, int length) {
    for (long page = address / PAGE_SIZE; page * PAGE_SIZE < address + length; page++) {
      if (pages.containsKey(page)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Copies guest memory out.
   *
   * @throws IndexOutOfBoundsException when the range is not RAM
   */
  public void read(long address, byte[] into, int offset, int length) {
    checkIsRam(address, length);
    Objects.checkFromIndexSize(offset, length, into.length);
    for (int done = 0; done < length; ) {
      long at = address + done;
      int inPage = (int) (at % PAGE_SIZE);
      int chunk = Math.min(length - done, PAGE_SIZE - inPage);
      byte[] page = pages.get(at / PAGE_SIZE);
      if (page == null) {
        Arrays.fill(into, offset + done, offset + done + chunk, (byte) 0);
      } else {
        System.arraycopy(page, inPage, into, offset + done, chunk);
      }
      done += chunk;
    }
  }

  /**
   * Copies into guest memory.
   *
   * @throws IndexOutOfBoundsException when the range is not RAM
   */
  public void write(long address, byte[] from, int offset, int length) {
    checkIsRam(address, length);
    Objects.checkFromIndexSize(offset, length, from.length);
    for (int done = 0; done < length; ) {
      long at = address + done;
      int inPage = (int) (at % PAGE_SIZE);
      int chunk = Math.min(length - done, PAGE_SIZE - inPage);
      byte[] page = pages.get(at / PAGE_SIZE);
      if (page == null && !isZero(from, offset + done, chunk)) {
        page = new byte[PAGE_SIZE];
        pages.put(at / PAGE_SIZE, page);
      }
      if (page != null) {
        System.arraycopy(from, offset + done, page, inPage, chunk);
      }
      done += chunk;
    }
  }

  /** Firmware clears much that has never held anything. */
  private static boolean isZero(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes all of {@code from}. */
  public void write(long address, byte[] from) {
    write(address, from, 0, from.length);
  }

  /**
   * Writes the same byte {@code length} times.
   *
   * @throws IndexOutOfBoundsException when the range is not RAM
   */
  public void fill(long address, int length, byte value) {
    checkIsRam(address, length);
    byte[] page = new byte[PAGE_SIZE];
    Arrays.fill(page, value);
    for (int done = 0; done < length; done += PAGE_SIZE) {
      write(address + done, page, 0, Math.min(PAGE_SIZE, length - done));
    }
  }

  /**
   * Reads a number.
   *
   * @param size width in bytes, 1 to 8
   * @throws IndexOutOfBoundsException when the range is not RAM
   */
  public long load(long address, int size) {
    byte[] bytes = new byte[Long.BYTES];
    read(address, bytes, 0, size);
    return (long) LONGS.get(bytes, 0);
  }

  /**
   * Writes the low bytes of a number.
   *
   * @param size width in bytes, 1 to 8
   * @throws IndexOutOfBoundsException when the range is not RAM
   */
  public void store(long address, int size, long value) {
    byte[] bytes = new byte[Long.BYTES];
    LONGS.set(bytes, 0, value);
    write(address, bytes, 0, size);
  }

  /** Writes a 64-bit value. */
  public void writeLong(long address, long value) {
    store(address, Long.BYTES, value);
  }

  /** Reads a 64-bit value. */
  public long readLong(long address) {
    return load(address, Long.BYTES);
  }

  private void checkIsRam(long address, int length) {
    if (address < 0 || length < 0 || address > ramSize - length) {
      throw new IndexOutOfBoundsException(
          "%d bytes at 0x%x are not RAM, which has 0x%x bytes".formatted(length, address, ramSize));
    }
  }
}
