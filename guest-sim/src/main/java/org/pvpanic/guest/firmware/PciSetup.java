package org.pvpanic.guest.firmware;

import java.util.List;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.io.PciBar.Kind;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/**
 * Gives PCI its bus numbers, addresses and interrupts, each where SeaBIOS puts it: memory as high
 * as it goes below the interrupt controllers, I/O ports from 0xc000.
 *
 * <p>Specification: PCI Firmware 3.0, chapter 3. Left out: windows above 4 GiB (memory that does
 * not fit below is not given out), the rooms that a bridge's vendor capability asks for, and
 * further root buses.
 */
final class PciSetup {

  private static final long MEMORY_END = 0xfec00000L;
  private static final int IO_START = 0xc000;
  private static final int IO_SPACE = 0x10000;
  private static final int LOW_IO_START = 0x1000;
  private static final int LOW_IO_END = 0xa000;
  private static final int INTERRUPT_LINE = 0x3c;
  private static final int INTERRUPT_PIN = 0x3d;
  private static final int BRIDGE_CONTROL = 0x3e;
  private static final int SERR = 1 << 1;
  private static final int COMMAND_SERR = 1 << 8;

  private final PciConfig config;
  private final Chipset chipset;
  private final PortIo ports;

  PciSetup(PciConfig config, Chipset chipset, PortIo ports) {
    this.config = config;
    this.chipset = chipset;
    this.ports = ports;
  }

  /**
   * Sets all up.
   *
   * @param lowRam first address after the RAM that begins at 0
   */
  void run(long lowRam) {
    List<PciBus> buses = PciBus.number(config);
    for (PciBus bus : buses) {
      bus.claimBars();
    }
    for (int i = buses.size() - 1; i >= 0; i--) {
      buses.get(i).claimWindows();
    }
    PciBus root = buses.get(0);
    placePorts(root.window(Kind.IO));
    placeMemory(root.window(Kind.MEMORY), root.window(Kind.PREFETCHABLE), lowRam);
    for (PciBus bus : buses) {
      for (PciFunction function : bus.functions()) {
        enable(function, bus);
      }
    }
    chipset.setUpBoard(ports);
  }

  private static void placePorts(Window io) {
    long size = io.size();
    if (size <= IO_SPACE - IO_START) {
      io.place(IO_START);
    } else if (size <= LOW_IO_END - LOW_IO_START) {
      io.place(LOW_IO_START);
    }
  }

  /** The one with the coarser alignment lies lower. */
  private void placeMemory(Window memory, Window prefetchable, long lowRam) {
    boolean swap = memory.alignment() < prefetchable.alignment();
    Window upper = swap ? memory : prefetchable;
    Window lower = swap ? prefetchable : memory;
    long upperBase = (MEMORY_END - upper.size()) & -upper.alignment();
    long lowerBase = (upperBase - lower.size()) & -lower.alignment();
    if (lowerBase >= chipset.memoryStart(lowRam)) {
      upper.place(upperBase);
      lower.place(lowerBase);
    }
  }

  private void enable(PciFunction function, PciBus bus) {
    int pin = function.read(INTERRUPT_PIN, 1);
    if (pin != 0) {
      function.write(INTERRUPT_LINE, 1, interrupt(function, pin - 1, bus));
    }
    if (function.isBridge()) {
      function.write(BRIDGE_CONTROL, 2, function.read(BRIDGE_CONTROL, 2) | SERR);
    }
    function.enable(PciFunction.COMMAND_IO | PciFunction.COMMAND_MEMORY | COMMAND_SERR);
  }

  private int interrupt(PciFunction function, int pin, PciBus bus) {
    int moved = pin;
    int slot = function.device();
    PciBus at = bus;
    for (PciFunction bridge = bus.bridge(); bridge != null; ) {
      moved += slot;
      slot = bridge.device();
      PciBus next = at.parent();
      at = next == null ? at : next;
      bridge = next == null ? null : next.bridge();
    }
    return chipset.interrupt(moved, slot);
  }
}
