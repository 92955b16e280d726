package org.pvpanic.acpi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow at their end; integers are little-endian. */
final class ByteWriter {

  private byte[] bytes = new byte[64];
  private int size;

  /** How many bytes there are: the offset of the next. */
  int size() {
    return size;
  }

  ByteWriter u8(int value) {
    return number(value, 1);
  }

  ByteWriter u16(int value) {
    return number(value, 2);
  }

  ByteWriter u32(long value) {
    return number(value, 4);
  }

  ByteWriter u64(long value) {
    return number(value, 8);
  }

  /** The low {@code width} bytes of {@code value}. */
  ByteWriter number(long value, int width) {
    grow(width);
    put(size, value, width);
    size += width;
    return this;
  }

  ByteWriter bytes(byte... more) {
    grow(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  /** Text in ASCII, filled up with {@code filler} to {@code width} bytes. */
  ByteWriter text(String text, int width, char filler) {
    bytes(text.getBytes(StandardCharsets.US_ASCII));
    for (int i = text.length(); i < width; i++) {
      u8(filler);
    }
    return this;
  }

  ByteWriter zeros(int count) {
    grow(count);
    size += count;
    return this;
  }

  /** Zeros up to a multiple of {@code unit} bytes. */
  ByteWriter align(int unit) {
    return zeros(Math.floorMod(-size, unit));
  }

  /** Replaces {@code width} bytes at {@code offset}. */
  void put(int offset, long value, int width) {
    for (int i = 0; i < width; i++) {
      bytes[offset + i] = (byte) (value >>> (8 * i));
    }
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void grow(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
