package org.pvpanic.pci;

import java.util.Objects;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;

/**
 * A bridge to another PCI bus: a function whose header (type 1) says which bus numbers and which
 * addresses are behind it.
 *
 * <p>Specification: PCI-to-PCI Bridge Architecture 1.2, chapter 3.2. Left out: legacy VGA
 * addresses, and what a reset of the bus behind it does to the functions there.
 */
public class PciBridge extends PciFunction {

  /** The first bus number behind it. */
  public static final int SECONDARY = 0x19;

  /** The last bus number behind it. */
  public static final int SUBORDINATE = 0x1a;

  private static final int WINDOWS = 0x1c;
  private static final int WINDOWS_END = 0x34;
  private static final int IO_BASE = 0x1c;
  private static final int IO_BASE_HIGH = 0x30;
  private static final int IO_LIMIT_HIGH = 0x32;
  private static final int MEMORY_BASE = 0x20;
  private static final int PREFETCH_BASE = 0x24;
  private static final int PREFETCH_BASE_HIGH = 0x28;
  private static final int PREFETCH_LIMIT_HIGH = 0x2c;
  private static final int CONTROL = 0x3e;
  private static final int BUS_RESET = 1 << 6;
  private static final long IO_SPACE = 1L << 32;

  private final MemoryRegion memory = MemoryRegion.container("pci_bridge_pci", MemoryRegion.ALL);
  private final MemoryRegion ports = MemoryRegion.container("pci_bridge_io", IO_SPACE);
  private final PciBus behind;
  private final MemoryRegion[] windows = new MemoryRegion[3];

  /** Addresses that a bridge passes on. There are none where the limit is below the base. */
  public record Window(long base, long limit) {}

  /**
   * A bridge.
   *
   * @param express whether the bus behind it is PCI Express
   * @param hotpluggable whether functions may come and go there
   */
  public PciBridge(
      String type, PciHeader header, PciPlace place, boolean express, boolean hotpluggable) {
    super(type, header, place);
    String name = Objects.requireNonNullElse(place.id(), type);
    behind = new PciBus(name, memory, ports, express, hotpluggable);
  }

  /** The bus behind it. */
  public PciBus behind() {
    return behind;
  }

  /** The number of the bus behind it. */
  public int secondary() {
    return config().getByte(SECONDARY);
  }

  /** Whether a bus number is behind it. */
  boolean leadsTo(int number) {
    return (config().getByte(CONTROL) & BUS_RESET) == 0
        && secondary() <= number
        && number <= config().getByte(SUBORDINATE);
  }

  /** The I/O ports that it passes on. */
  public Window ioWindow() {
    long base = (config().getByte(IO_BASE) & 0xf0L) << 8;
    long limit = (config().getByte(IO_BASE + 1) & 0xf0L) << 8 | 0xfff;
    if ((config().getByte(IO_BASE) & 0xf) == 1) {
      base |= (long) config().getWord(IO_BASE_HIGH) << 16;
      limit |= (long) config().getWord(IO_LIMIT_HIGH) << 16;
    }
    return new Window(base, limit);
  }

  /** The memory that it passes on. */
  public Window memoryWindow() {
    return new Window(
        (config().getWord(MEMORY_BASE) & 0xfff0L) << 16,
        (config().getWord(MEMORY_BASE + 2) & 0xfff0L) << 16 | 0xfffff);
  }

  /** The memory that it passes on, and that may be read ahead. */
  public Window prefetchWindow() {
    long base = (config().getWord(PREFETCH_BASE) & 0xfff0L) << 16;
    long limit = (config().getWord(PREFETCH_BASE + 2) & 0xfff0L) << 16 | 0xfffff;
    if ((config().getWord(PREFETCH_BASE) & 0xf) == 1) {
      base |= config().get(PREFETCH_BASE_HIGH, 4) << 32;
      limit |= config().get(PREFETCH_LIMIT_HIGH, 4) << 32;
    }
    return new Window(base, limit);
  }

  @Override
  protected void attached(Board board) {
    windows[0] = MemoryRegion.alias("pci_bridge_pref_mem", memory, 0, 1);
    windows[1] = MemoryRegion.alias("pci_bridge_mem", memory, 0, 1);
    windows[2] = MemoryRegion.alias("pci_bridge_io", ports, 0, 1);
    bus().memory().add(0, windows[0], 1);
    bus().memory().add(0, windows[1], 1);
    bus().ports(board).add(0, windows[2], 1);
    update();
  }

  @Override
  public void detach() {
    for (MemoryRegion window : windows) {
      MemoryRegion parent = window.parent();
      if (parent != null) {
        parent.remove(window);
      }
    }
    super.detach();
  }

  @Override
  protected void configWritten(int offset, int size) {
    if (ConfigSpace.overlap(offset, size, PciHeader.COMMAND, 2)
        || ConfigSpace.overlap(offset, size, WINDOWS, WINDOWS_END - WINDOWS)) {
      update();
    }
  }

  @Override
  protected void busReset() {
    update();
  }

  private void update() {
    int command = config().getWord(PciHeader.COMMAND);
    boolean decodesMemory = (command & PciHeader.COMMAND_MEMORY) != 0;
    move(windows[0], prefetchWindow(), decodesMemory);
    move(windows[1], memoryWindow(), decodesMemory);
    move(windows[2], ioWindow(), (command & PciHeader.COMMAND_IO) != 0);
  }

  private static void move(MemoryRegion region, Window window, boolean decoded) {
    boolean open = decoded && Long.compareUnsigned(window.base(), window.limit()) <= 0;
    region.setEnabled(open);
    if (open) {
      region.setSize(window.limit() - window.base() + 1);
      region.setAddress(window.base());
      region.setTargetOffset(window.base());
    }
  }
}
