package org.pvpanic.guest.io;

import java.util.ArrayList;
import java.util.List;

/**
 * A PCI function as an operating system describes it: its place, its make, and where the firmware
 * put what it decodes.
 *
 * @param function the function itself
 * @param regions what its base address registers hold, in their order
 */
public record PciDevice(PciFunction function, List<Region> regions) {

  /**
   * A range of addresses.
   *
   * @param index of the base address register, 6 for the ROM
   * @param start 0 when it has no place
   * @param size in bytes
   * @param flags the low bits of the register
   */
  public record Region(int index, long start, long size, int flags) {

    /** Whether it is in I/O space. */
    public boolean io() {
      return (flags & 1) != 0;
    }
  }

  private static final int CLASS_IDE = 0x0101;
  private static final int CLASS = 0x0a;
  private static final int PROGRAMMING = 0x09;
  private static final int INTERRUPT_LINE = 0x3c;
  private static final int INTERRUPT_PIN = 0x3d;
  private static final int LEGACY_PORTS = 0x80;

  /** All functions of a board. */
  public static List<PciDevice> scan(PciConfig config) {
    List<PciDevice> devices = new ArrayList<>(8);
    for (PciFunction function : config.scan()) {
      devices.add(new PciDevice(function, regions(function)));
    }
    return devices;
  }

  private static List<Region> regions(PciFunction function) {
    List<Region> regions = new ArrayList<>(4);
    if (function.read(CLASS, 2) == CLASS_IDE && (function.read(PROGRAMMING, 1) & 5) == 0) {
      // Channels in compatibility mode have the ports of the PC/AT.
      regions.add(new Region(0, 0x1f0, 8, 1 | LEGACY_PORTS));
      regions.add(new Region(1, 0x3f6, 1, 1 | LEGACY_PORTS));
      regions.add(new Region(2, 0x170, 8, 1 | LEGACY_PORTS));
      regions.add(new Region(3, 0x376, 1, 1 | LEGACY_PORTS));
    }
    int count = function.isBridge() ? 2 : 6;
    for (int i = regions.size(); i < count; i++) {
      int register = PciFunction.BAR0 + 4 * i;
      int value = function.read(register, 4);
      boolean io = (value & 1) != 0;
      boolean wide = !io && (value & 6) == 4;
      long mask = probe(function, register) & (io ? 0xfffffffcL : 0xfffffff0L);
      long start = value & (io ? 0xfffffffcL : 0xfffffff0L);
      if (wide) {
        mask |= (long) probe(function, register + 4) << 32;
        start |= (long) function.read(register + 4, 4) << 32;
      }
      if (mask != 0) {
        regions.add(new Region(i, start, Long.lowestOneBit(mask), value & 0xf));
      }
      i += wide ? 1 : 0;
    }
    return regions;
  }

  private static int probe(PciFunction function, int register) {
    int old = function.read(register, 4);
    int command = function.read(PciFunction.COMMAND, 2);
    function.write(PciFunction.COMMAND, 2, command & ~3);
    function.write(register, 4, -1);
    int kept = function.read(register, 4);
    function.write(register, 4, old);
    function.write(PciFunction.COMMAND, 2, command);
    return kept;
  }

  /** Bus and place on it, as in {@code 0000:00:01.3}. */
  public String name() {
    int address = function.address();
    return "0000:"
        + twoDigits(address >> 8)
        + ":"
        + twoDigits(address >> 3 & 0x1f)
        + "."
        + (address & 7);
  }

  private static String twoDigits(int value) {
    return (value < 16 ? "0" : "") + Integer.toHexString(value);
  }

  /** Who made it. */
  public int vendor() {
    return function.read(0, 2);
  }

  /** What it is. */
  public int device() {
    return function.read(2, 2);
  }

  /** Class, subclass and programming interface. */
  public int classCode() {
    return function.read(8, 4) >>> 8;
  }

  /** Its interrupt, 0 when it has none. */
  public int irq() {
    return function.read(INTERRUPT_PIN, 1) == 0 ? 0 : function.read(INTERRUPT_LINE, 1);
  }
}
