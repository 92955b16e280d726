package org.pvpanic.guest.firmware;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/** What of the setup is a matter of the chipset: the i440FX of {@code pc} or the ICH9 of q35. */
interface Chipset {

  /** Interrupts that the four lines of a PCI slot are routed to. */
  List<Integer> PIRQS = List.of(10, 10, 11, 11);

  /** Where the power management registers go. */
  int PM_BASE = 0x600;

  /** Where the registers of the SMBus host go. */
  int SMBUS_BASE = 0x700;

  /** A base address register that is on. */
  int ON = 1;

  /** The chipset of the board, or null when it has another or none. */
  static @Nullable Chipset of(PciConfig config) {
    if (!config.isPresent()) {
      return null;
    }
    PciFunction host = config.function(0, 0, 0);
    if (host.is(0x8086, 0x1237)) {
      return new I440fx(config, host);
    }
    return host.is(0x8086, 0x29c0) ? new Q35(config, host) : null;
  }

  /** Puts the power management registers where tables and operating systems expect them. */
  void enablePowerManagement();

  /** Lets what is at 0xf0000 to 0xfffff be RAM, and read-only or not. */
  void shadowFirmwareSegment(boolean writable);

  /** Where SeaBIOS has tables of its own in the F segment, from there up. */
  default long firmwareTables() {
    return Zones.F_SEGMENT_TOP;
  }

  /** What else makes the board's own functions work. */
  void setUpBoard(PortIo ports);

  /** The map of memory with what of it the chipset's own registers take. */
  default E820 reserved(E820 map) {
    return map;
  }

  /** The first address of PCI memory. */
  long memoryStart(long lowRam);

  /**
   * The interrupt of a function.
   *
   * @param pin 0 to 3 for INTA to INTD, moved on by the slots of the bridges before the root bus
   * @param slot of its device, or bridge, on the root bus
   */
  int interrupt(int pin, int slot);

  /** Level-triggered are the interrupts 10 and 11; and they are what the lines are routed to. */
  static void route(PciFunction bridge, int firstRegister, PortIo ports) {
    final int elcr = 0x4d0;
    for (int i = 0; i < PIRQS.size(); i++) {
      bridge.write(firstRegister + i, 1, PIRQS.get(i));
    }
    ports.outb(elcr, 0);
    ports.outb(elcr + 1, 1 << (10 - 8) | 1 << (11 - 8));
  }
}
