package org.pvpanic.acpi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow at their end; integers are little-endian. */
public final class ByteWriter {

  private byte[] bytes = new byte[64];
  private int size;

  /** How many bytes there are: the offset of the next. */
  public int size() {
    return size;
  }

  /** Adds the low 8 bits. */
  public ByteWriter u8(int value) {
    return number(value, 1);
  }

  /** Adds the low 16 bits. */
  public ByteWriter u16(int value) {
    return number(value, 2);
  }

  /** Adds the low 32 bits. */
  public ByteWriter u32(long value) {
    return number(value, 4);
  }

  /** Adds 64 bits. */
  public ByteWriter u64(long value) {
    return number(value, 8);
  }

  /** Adds the low {@code width} bytes of {@code value}. */
  public ByteWriter number(long value, int width) {
    grow(width);
    put(size, value, width);
    size += width;
    return this;
  }

  /** Adds bytes as they are. */
  public ByteWriter bytes(byte... more) {
    grow(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  /** Adds text in ASCII, filled up with {@code filler} to {@code width} bytes. */
  public ByteWriter text(String text, int width, char filler) {
    bytes(text.getBytes(StandardCharsets.US_ASCII));
    for (int i = text.length(); i < width; i++) {
      u8(filler);
    }
    return this;
  }

  /** Adds so many zeros. */
  public ByteWriter zeros(int count) {
    grow(count);
    size += count;
    return this;
  }

  /** Adds zeros up to a multiple of {@code unit} bytes. */
  public ByteWriter align(int unit) {
    return zeros(Math.floorMod(-size, unit));
  }

  /** Replaces {@code width} bytes at {@code offset}. */
  public void put(int offset, long value, int width) {
    for (int i = 0; i < width; i++) {
      bytes[offset + i] = (byte) (value >>> (8 * i));
    }
  }

  /** All bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void grow(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
