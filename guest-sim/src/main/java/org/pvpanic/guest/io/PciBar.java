package org.pvpanic.guest.io;

import java.util.ArrayList;
import java.util.List;

/**
 * A base address register: where a function wants addresses, and how many.
 *
 * <p>Specification: PCI Local Bus 3.0, section 6.2.5.
 *
 * @param register its offset in configuration space
 * @param size bytes that it decodes, a power of two
 * @param wide whether it has 64 bits, in two registers
 */
public record PciBar(PciFunction function, int register, Kind kind, long size, boolean wide) {

  /** Kinds of addresses. */
  public enum Kind {
    IO,
    MEMORY,
    PREFETCHABLE
  }

  private static final int ROM = 0x30;
  private static final int BRIDGE_ROM = 0x38;
  private static final int ROM_MASK = 0xfffff800;
  private static final int ROM_ENABLE = 1;
  private static final int IO = 1 << 0;
  private static final int IO_MASK = ~3;
  private static final int WIDE = 2 << 1;
  private static final int PREFETCHABLE = 1 << 3;
  private static final int MEMORY_MASK = ~0xf;

  /** Those of a function: what is not there keeps no bit that is written. */
  public static List<PciBar> of(PciFunction function) {
    boolean bridge = function.isBridge();
    int count = bridge ? 2 : 6;
    List<PciBar> bars = new ArrayList<>(2);
    for (int i = 0; i < count; i++) {
      int register = PciFunction.BAR0 + 4 * i;
      int type = function.read(register, 4);
      boolean io = (type & IO) != 0;
      boolean wide = !io && (type & WIDE) != 0;
      long mask = probe(function, register, -1) & (io ? IO_MASK : MEMORY_MASK);
      if (wide) {
        i++;
        mask = ((long) probe(function, register + 4, -1) << 32) | (mask & 0xffffffffL);
      }
      if (mask != 0) {
        boolean prefetchable = !io && (type & PREFETCHABLE) != 0;
        Kind kind = io ? Kind.IO : prefetchable ? Kind.PREFETCHABLE : Kind.MEMORY;
        bars.add(new PciBar(function, register, kind, Long.lowestOneBit(mask), wide));
      }
    }
    int rom = bridge ? BRIDGE_ROM : ROM;
    long mask = probe(function, rom, ~ROM_ENABLE) & ROM_MASK;
    if (mask != 0) {
      bars.add(new PciBar(function, rom, Kind.MEMORY, Long.lowestOneBit(mask), false));
    }
    return bars;
  }

  /** What a register keeps of {@code ones}; it holds afterwards what it held before. */
  private static int probe(PciFunction function, int register, int ones) {
    int old = function.read(register, 4);
    function.write(register, 4, ones);
    int kept = function.read(register, 4);
    function.write(register, 4, old);
    return kept;
  }

  /** Sets the address. */
  public void place(long address) {
    function.write(register, 4, (int) address);
    if (wide) {
      function.write(register + 4, 4, (int) (address >>> 32));
    }
  }

  /** Where it is; 0 before anybody has set it. */
  public long address() {
    long low = function.read(register, 4) & (kind == Kind.IO ? IO_MASK : MEMORY_MASK);
    long high = wide ? (long) function.read(register + 4, 4) << 32 : 0;
    return high | (low & (isRom() ? ROM_MASK : -1) & 0xffffffffL);
  }

  /** Whether it is that of the expansion ROM. */
  public boolean isRom() {
    return register == ROM || (register == BRIDGE_ROM && function.isBridge());
  }

  /** Which of the function's registers it is, from 0. */
  public int number() {
    return (register - PciFunction.BAR0) / 4;
  }
}
