package org.pvpanic.pci;

import org.jspecify.annotations.Nullable;

/**
 * Where a function is to be.
 *
 * @param bus the bus
 * @param devfn slot * 8 + function, or {@link PciBus#ANY}
 * @param multifunction whether its slot has more functions
 * @param id the name that the user gave it, if any
 * @param hot whether the machine is there already
 */
public record PciPlace(
    PciBus bus, int devfn, boolean multifunction, @Nullable String id, boolean hot) {

  /** A place on the board, of what is built into it. */
  public static PciPlace builtIn(PciBus bus, int slot, int function, boolean multifunction) {
    return new PciPlace(bus, slot * PciBus.FUNCTIONS + function, multifunction, null, false);
  }
}
