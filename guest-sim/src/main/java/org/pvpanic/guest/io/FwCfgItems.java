package org.pvpanic.guest.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the items of QEMU's firmware configuration device.
 *
 * <p>Specification: QEMU's {@code docs/specs/fw_cfg.rst}.
 */
public interface FwCfgItems {

  /** A file: its key and its size in bytes. */
  record File(int key, int size) {}

  /** The first {@code size} bytes of an item. */
  byte[] item(int key, int size);

  /** Puts the first {@code size} bytes of an item into memory. */
  void load(int key, int size, long address);

  /** The files that there are, by name. */
  default Map<String, File> files() {
    final int directory = 0x19;
    final int entry = 64;
    final int nameAt = 8;
    int count = ByteBuffer.wrap(item(directory, 4)).getInt();
    ByteBuffer entries = ByteBuffer.wrap(item(directory, 4 + count * entry));
    Map<String, File> files = new LinkedHashMap<>(2 * count);
    for (int i = 0; i < count; i++) {
      int at = 4 + i * entry;
      int end = at + nameAt;
      while (end < at + entry && entries.get(end) != 0) {
        end++;
      }
      String name =
          new String(entries.array(), at + nameAt, end - at - nameAt, StandardCharsets.ISO_8859_1);
      files.put(name, new File(entries.getShort(at + 4) & 0xffff, entries.getInt(at)));
    }
    return files;
  }
}
