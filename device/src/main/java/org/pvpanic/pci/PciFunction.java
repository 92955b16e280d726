package org.pvpanic.pci;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * A function on a PCI bus: its configuration space, and what its base address registers map.
 *
 * <p>A BAR is mapped while the command register decodes its kind and its address is one that QEMU
 * takes: not 0, not ending at the top of 32 (or 64) bits, not running past it. Left out:
 * interrupts, since no function here raises one through its pin.
 */
public class PciFunction implements Device {

  /** The address of a BAR that is not mapped. */
  public static final long UNMAPPED = -1;

  /** The lowest address that is none. */
  private static final long LAST_32 = 0xffff_ffffL;

  private static final int BARS = 0x10;
  private static final int BARS_LENGTH = 24;
  private static final int ROM_ADDRESSES = 0x30;
  private static final int ROM_ADDRESSES_LENGTH = 12;

  private final String type;
  private final PciHeader header;
  private final PciPlace place;
  private final ConfigSpace config;
  private final List<Mapping> mappings = new ArrayList<>(0);
  private int devfn;

  /** A BAR of this function, and where it is. */
  private static final class Mapping {
    final PciBar bar;
    final MemoryRegion region;
    final MemoryRegion space;
    long address = UNMAPPED;

    Mapping(PciBar bar, MemoryRegion region, MemoryRegion space) {
      this.bar = bar;
      this.region = region;
      this.space = space;
    }
  }

  /**
   * A function.
   *
   * @param type the name of its type, as messages have it
   */
  public PciFunction(String type, PciHeader header, PciPlace place) {
    this.type = type;
    this.header = header;
    this.place = place;
    this.config = new ConfigSpace(header);
    if (place.multifunction()) {
      int headerType = config.getByte(PciHeader.HEADER_TYPE);
      config.set(PciHeader.HEADER_TYPE, 1, headerType | PciHeader.MULTIFUNCTION);
    }
  }

  /**
   * Puts it on its bus.
   *
   * @throws IllegalArgumentException in QEMU's words when its place is taken
   */
  @Override
  public final void attach(Board board) {
    devfn = place.bus().plug(this, place.devfn());
    for (PciBar bar : header.bars()) {
      MemoryRegion space = bar.io() ? place.bus().ports(board) : place.bus().memory();
      mappings.add(new Mapping(bar, content(bar, board), space));
    }
    attached(board);
  }

  /** Takes it off its bus. */
  public void detach() {
    for (Mapping mapping : mappings) {
      map(mapping, UNMAPPED);
    }
    place.bus().unplug(this);
  }

  /** What a BAR maps; nothing in a function that is there to be seen and not to work. */
  protected MemoryRegion content(PciBar bar, Board board) {
    return MemoryRegion.container(type, bar.size());
  }

  /** It has been put on the bus. */
  protected void attached(Board board) {}

  /** Software has written to configuration space. */
  protected void configWritten(int offset, int size) {}

  /** The function itself is reset; its bus follows. */
  protected void functionReset() {}

  @Override
  public final void reset() {
    functionReset();
    config.reset();
    updateMappings();
    busReset();
  }

  /** The bus has been reset, and the function's header with it. */
  protected void busReset() {}

  /** The name of its type. */
  public final String type() {
    return type;
  }

  /** The name that the user gave it, if any. */
  public final @Nullable String id() {
    return place.id();
  }

  /** Its bus. */
  public final PciBus bus() {
    return place.bus();
  }

  /** slot * 8 + function, once it is attached. */
  public final int devfn() {
    return devfn;
  }

  /** Whether its slot has more functions. */
  public final boolean multifunction() {
    return place.multifunction();
  }

  /** Whether it came while the machine was there. */
  public final boolean hot() {
    return place.hot();
  }

  /** What kind of function it is. */
  public final PciHeader header() {
    return header;
  }

  /** Whether it can be taken away; a bridge only if it came while the machine was there. */
  public final boolean removable() {
    return !header.isFixed() && (!header.isBridge() || hot());
  }

  /** Its configuration space. */
  public final ConfigSpace config() {
    return config;
  }

  /**
   * A read by software.
   *
   * @param size 1 to 4
   */
  public int readConfig(int offset, int size) {
    return (int) config.get(offset, size);
  }

  /**
   * A write by software.
   *
   * @param size 1 to 4
   */
  public final void writeConfig(int offset, int size, int value) {
    config.write(offset, size, value);
    if (ConfigSpace.overlap(offset, size, BARS, BARS_LENGTH)
        || ConfigSpace.overlap(offset, size, ROM_ADDRESSES, ROM_ADDRESSES_LENGTH)
        || ConfigSpace.overlap(offset, size, PciHeader.COMMAND, 1)) {
      updateMappings();
    }
    configWritten(offset, size);
  }

  /** Where a BAR is mapped, or {@link #UNMAPPED}. */
  public final long address(PciBar bar) {
    for (Mapping mapping : mappings) {
      if (mapping.bar.equals(bar)) {
        return mapping.address;
      }
    }
    return UNMAPPED;
  }

  private void updateMappings() {
    for (int i = 0; i < mappings.size(); i++) {
      Mapping mapping = mappings.get(i);
      map(mapping, addressOf(mapping.bar));
    }
  }

  private static void map(Mapping mapping, long address) {
    if (address == mapping.address) {
      return;
    }
    mapping.space.remove(mapping.region);
    mapping.address = address;
    if (address != UNMAPPED) {
      mapping.space.add(address, mapping.region, 1);
    }
  }

  /** What the registers say, as QEMU reads them. */
  private long addressOf(PciBar bar) {
    int decodes = bar.io() ? PciHeader.COMMAND_IO : PciHeader.COMMAND_MEMORY;
    long value = config.get(bar.offset(header.isBridge()), bar.width());
    boolean off = bar.number() == PciBar.ROM && (value & PciBar.ROM_ENABLE) == 0;
    if ((config.getWord(PciHeader.COMMAND) & decodes) == 0 || off) {
      return UNMAPPED;
    }
    long first = value & -bar.size();
    long last = first + bar.size() - 1;
    boolean wraps = Long.compareUnsigned(last, first) <= 0 || last == UNMAPPED;
    boolean tooHigh = !bar.wide() && Long.compareUnsigned(last, LAST_32) >= 0;
    return first == 0 || wraps || tooHigh ? UNMAPPED : first;
  }
}
