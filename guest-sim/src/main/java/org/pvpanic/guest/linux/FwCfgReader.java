package org.pvpanic.guest.linux;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.PortIo;

/**
 * The guest's side of QEMU's firmware configuration device: select an item, read its bytes.
 *
 * <p>Specification: QEMU's {@code docs/specs/fw_cfg.rst}.
 */
final class FwCfgReader {

  private static final int SELECTOR = 0x510;
  private static final int DATA = 0x511;
  private static final int SIGNATURE = 0x00;
  private static final int NB_CPUS = 0x05;
  private static final int FILE_DIR = 0x19;
  private static final int NAME = 56;

  private final PortIo ports;

  FwCfgReader(PortIo ports) {
    this.ports = ports;
  }

  /** Whether the board has the device: its first item reads {@code QEMU}. */
  boolean isPresent() {
    return new String(item(SIGNATURE, 4), StandardCharsets.US_ASCII).equals("QEMU");
  }

  /** Number of CPUs; 1 when the board does not say. */
  int cpus() {
    if (!isPresent()) {
      return 1;
    }
    byte[] count = item(NB_CPUS, 2);
    return Math.max(1, (count[0] & 0xff) | (count[1] & 0xff) << 8);
  }

  /** The content of a file, or null when there is none of that name. */
  byte @Nullable [] file(String name) {
    if (!isPresent()) {
      return null;
    }
    int files = ByteBuffer.wrap(item(FILE_DIR, 4)).getInt();
    for (int i = 0; i < files; i++) {
      ByteBuffer entry = ByteBuffer.wrap(more(8 + NAME));
      int size = entry.getInt();
      int key = entry.getShort() & 0xffff;
      if (nameOf(entry.array()).equals(name)) {
        return item(key, size);
      }
    }
    return null;
  }

  /** A file that holds text, without the blanks and zeros at its end, or null. */
  @Nullable String text(String name) {
    byte[] content = file(name);
    if (content == null) {
      return null;
    }
    int end = content.length;
    while (end > 0 && content[end - 1] <= ' ') {
      end--;
    }
    return new String(content, 0, end, StandardCharsets.UTF_8);
  }

  private static String nameOf(byte[] entry) {
    int end = 8;
    while (end < entry.length && entry[end] != 0) {
      end++;
    }
    return new String(entry, 8, end - 8, StandardCharsets.US_ASCII);
  }

  private byte[] item(int key, int size) {
    ports.out(SELECTOR, 2, key);
    return more(size);
  }

  private byte[] more(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ports.inb(DATA);
    }
    return bytes;
  }
}
