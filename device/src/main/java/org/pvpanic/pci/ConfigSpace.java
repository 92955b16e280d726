package org.pvpanic.pci;

/**
 * The configuration space of a function. All of it is little-endian, and every access lies within.
 */
public final class ConfigSpace {

  private final PciHeader header;
  private final byte[] bytes;
  private byte[] writable;

  ConfigSpace(PciHeader header) {
    this.header = header;
    this.bytes = header.initial().clone();
    this.writable = header.writable();
  }

  /** Bytes in it: 256, or 4096. */
  public int size() {
    return bytes.length;
  }

  /** What is at {@code offset}: {@code size} bytes, 1 to 8. */
  public long get(int offset, int size) {
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << Byte.SIZE | (bytes[offset + i] & 0xff);
    }
    return value;
  }

  /** A byte, 0 to 0xff. */
  public int getByte(int offset) {
    return bytes[offset] & 0xff;
  }

  /** Two bytes, 0 to 0xffff. */
  public int getWord(int offset) {
    return (int) get(offset, 2);
  }

  /** Four bytes. */
  public int getDword(int offset) {
    return (int) get(offset, 4);
  }

  /** Puts a value there, as the hardware itself does: no mask protects anything. */
  public void set(int offset, int size, long value) {
    for (int i = 0; i < size; i++) {
      bytes[offset + i] = (byte) (value >>> (Byte.SIZE * i));
    }
  }

  /** Says which bits of a byte can be written from now on, in this function alone. */
  public void setWritable(int offset, int mask) {
    if (writable[offset] != (byte) mask) {
      if (writable == header.writable()) {
        writable = writable.clone();
      }
      writable[offset] = (byte) mask;
    }
  }

  /** Which bits of a byte can be written. */
  public int writable(int offset) {
    return writable[offset] & 0xff;
  }

  /** Writes as software does: what is read-only stays, and ones clear what they clear. */
  void write(int offset, int size, int value) {
    for (int i = offset; i < offset + size; i++) {
      int mask = writable[i];
      int kept = bytes[i] & ~mask & ~(value & header.clearable()[i]);
      bytes[i] = (byte) (kept | (value & mask));
      value >>>= Byte.SIZE;
    }
  }

  /** What a reset of the bus does: nothing is decoded, and the rest mostly stays. */
  void reset() {
    for (int i = 0; i < bytes.length; i++) {
      int lost = header.volatiles()[i];
      bytes[i] = (byte) ((bytes[i] & ~lost) | (header.initial()[i] & lost));
    }
    for (PciBar bar : header.bars()) {
      set(bar.offset(header.isBridge()), bar.width(), bar.type());
    }
  }

  /** Whether two ranges have a byte in common. */
  public static boolean overlap(int offset, int size, int other, int otherSize) {
    return offset < other + otherSize && other < offset + size;
  }
}
