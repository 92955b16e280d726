package org.pvpanic.emulator;

import org.jspecify.annotations.Nullable;
import org.pvpanic.options.QemuError;

/** Who sits where on a PCI bus: 32 slots of 8 functions. */
final class PciSlots {

  /** Asks for the first slot that is free. */
  static final int ANY = -1;

  private static final int FUNCTIONS = 8;

  private final @Nullable Occupant[] occupants = new Occupant[32 * FUNCTIONS];

  /** A device on the bus. */
  private record Occupant(String type, @Nullable String id, boolean multifunction) {}

  /**
   * Puts a device on the bus.
   *
   * @param devfn slot * 8 + function, or {@link #ANY}
   * @param multifunction whether it lets others have the functions of its slot
   * @return the place that it got
   * @throws QemuError when the place is taken
   */
  int plug(int devfn, String type, @Nullable String id, boolean multifunction) {
    int place = devfn == ANY ? firstFree(type) : devfn;
    int slot = place / FUNCTIONS;
    int function = place % FUNCTIONS;
    Occupant there = occupants[place];
    if (there != null) {
      throw new QemuError(
          "PCI: slot %d function %d not available for %s, in use by %s,id=%s"
              .formatted(
                  slot, function, type, there.type(), there.id() == null ? "(null)" : there.id()));
    }
    Occupant first = occupants[slot * FUNCTIONS];
    if (function > 0 && first != null && !first.multifunction()) {
      throw new QemuError(
          "PCI: single function device can't be populated in function %x.%x"
              .formatted(slot, function));
    }
    if (function == 0 && !multifunction) {
      refuseOthersIn(slot);
    }
    occupants[place] = new Occupant(type, id, multifunction);
    return place;
  }

  /** Takes the device at {@code place} off the bus. */
  void unplug(int place) {
    occupants[place] = null;
  }

  private void refuseOthersIn(int slot) {
    for (int function = 1; function < FUNCTIONS; function++) {
      if (occupants[slot * FUNCTIONS + function] != null) {
        throw new QemuError(
            "PCI: %1$x.0 indicates single function, but %1$x.%2$x is already populated."
                .formatted(slot, function));
      }
    }
  }

  private int firstFree(String type) {
    for (int place = 0; place < occupants.length; place += FUNCTIONS) {
      if (occupants[place] == null) {
        return place;
      }
    }
    throw new QemuError("PCI: no slot/function available for " + type + ", all in use or reserved");
  }
}
