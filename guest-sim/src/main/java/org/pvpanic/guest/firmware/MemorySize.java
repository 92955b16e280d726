package org.pvpanic.guest.firmware;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.io.FwCfgItems;
import org.pvpanic.guest.io.FwCfgItems.File;

/**
 * How much RAM there is from address 0 on: from QEMU's file {@code etc/e820}, or, on a board
 * without it, from the clock's battery-backed memory.
 */
final class MemorySize {

  private static final int ENTRY = 20;
  private static final int RAM = 1;
  private static final int CMOS_INDEX = 0x70;
  private static final int CMOS_DATA = 0x71;
  private static final int ABOVE_16_MIB = 0x34; // in units of 64 KiB, two bytes
  private static final int ABOVE_1_MIB = 0x30; // in KiB, two bytes
  private static final int NO_CLOCK = 0xffff;
  private static final long MIB = 1L << 20;

  private final PortIo ports;
  private final FwCfgItems items;
  private final Map<String, File> files;

  MemorySize(PortIo ports, FwCfgItems items, Map<String, File> files) {
    this.ports = ports;
    this.items = items;
    this.files = files;
  }

  /** First address after the RAM that begins at 0. */
  long lowRam() {
    File map = files.get("etc/e820");
    if (map != null) {
      ByteBuffer entries =
          ByteBuffer.wrap(items.item(map.key(), map.size())).order(ByteOrder.LITTLE_ENDIAN);
      while (entries.remaining() >= ENTRY) {
        long start = entries.getLong();
        long size = entries.getLong();
        if (entries.getInt() == RAM && start == 0) {
          return size;
        }
      }
    }
    long above16 = (long) cmos(ABOVE_16_MIB) << 16;
    return above16 != 0 ? 16 * MIB + above16 : MIB + ((long) cmos(ABOVE_1_MIB) << 10);
  }

  private int cmos(int register) {
    ports.outb(CMOS_INDEX, register);
    int low = ports.inb(CMOS_DATA);
    ports.outb(CMOS_INDEX, register + 1);
    int value = low | ports.inb(CMOS_DATA) << 8;
    return value == NO_CLOCK ? 0 : value;
  }
}
