package org.pvpanic.chipset;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.pci.PciBus;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.pci.PciHost;
import org.pvpanic.pci.PciHotplug;

/**
 * Hot-plug of PCI functions by ACPI: the registers through which the code in the DSDT learns who
 * came and who is to go, and lets them go.
 *
 * <p>Specification: QEMU's {@code docs/specs/acpi_pci_hotplug.rst}. Left out: {@code acpi-index},
 * which reads 0.
 */
final class AcpiPciHotplug implements IoRegion, PciHotplug {

  /** Slots that functions have come to; reading clears them. */
  private static final int UP = 0x00;

  /** Slots whose functions are to go. */
  private static final int DOWN = 0x04;

  /** Writing a slot's bit takes its functions away. */
  private static final int EJECT = 0x08;

  /** Slots whose functions can go. */
  private static final int REMOVABLE = 0x0c;

  /** The bus that the others are about. */
  private static final int SELECT = 0x10;

  /** Bytes of registers. */
  private static final int LENGTH = 0x18;

  private static final int MOST_BUSES = 256;

  private final PciHost host;
  private final Runnable event;
  private final List<Slots> buses = new ArrayList<>(1);
  private @Nullable Board board;
  private boolean numbered;
  private int select;

  /** What is going on in the slots of a bus, a bit each. */
  private static final class Slots {
    final PciBus bus;
    int up;
    int down;
    int removable = -1;

    Slots(PciBus bus) {
      this.bus = bus;
    }
  }

  /**
   * The registers.
   *
   * @param event tells the guest that there is something to look for
   */
  AcpiPciHotplug(PciHost host, Runnable event) {
    this.host = host;
    this.event = event;
  }

  /** Puts the registers at a port; they can be hidden. */
  MemoryRegion attach(Board to, int base) {
    board = to;
    host.use(this);
    return to.ports().map(base, LENGTH, this);
  }

  /** What was to go goes; the buses that there are at first get their numbers for good. */
  void reset() {
    if (!numbered) {
      numbered = true;
      host.hotpluggableBuses().forEach(bus -> buses.add(new Slots(bus)));
    }
    for (Slots slots : buses) {
      while (slots.down != 0) {
        eject(slots, Integer.numberOfTrailingZeros(slots.down));
      }
      slots.removable = -1;
      for (PciFunction function : slots.bus.functions()) {
        if (!function.removable()) {
          slots.removable &= ~bit(function);
        }
      }
    }
  }

  private static int bit(PciFunction function) {
    return 1 << (function.devfn() / PciBus.FUNCTIONS);
  }

  private @Nullable Slots slots(PciBus bus) {
    return buses.stream().filter(slots -> slots.bus == bus).findFirst().orElse(null);
  }

  private Slots served(PciBus bus) {
    Slots slots = slots(bus);
    if (slots == null) {
      throw new IllegalArgumentException(
          "Unsupported bus. Bus doesn't have property 'acpi-pcihp-bsel' set");
    }
    return slots;
  }

  @Override
  public void check(PciBus bus) {
    served(bus);
  }

  @Override
  public void plugged(PciFunction function) {
    served(function.bus()).up |= bit(function);
    event.run();
  }

  @Override
  public void requestRemoval(PciFunction function) {
    served(function.bus()).down |= bit(function);
    event.run();
  }

  private void eject(Slots slots, int slot) {
    slots.down &= ~(1 << slot);
    slots.up &= ~(1 << slot);
    for (PciFunction function : slots.bus.functions()) {
      if (function.devfn() / PciBus.FUNCTIONS == slot && function.removable()) {
        function.detach();
        if (board != null) {
          board.unplug(function);
        }
      }
    }
  }

  @Override
  public String name() {
    return "acpi-pci-hotplug";
  }

  @Override
  public Access access() {
    return Access.ANY.valid(4, 4);
  }

  @Override
  public int read(int offset, int size) {
    if (offset == SELECT) {
      return select >= 0 && select < MOST_BUSES ? select : 0;
    }
    if (select < 0 || select >= buses.size()) {
      return offset == REMOVABLE && select >= 0 && select < MOST_BUSES ? -1 : 0;
    }
    Slots slots = buses.get(select);
    switch (offset) {
      case UP -> {
        int up = slots.up;
        slots.up = 0;
        return up;
      }
      case DOWN -> {
        return slots.down;
      }
      case REMOVABLE -> {
        return slots.removable;
      }
      default -> {
        return 0;
      }
    }
  }

  @Override
  public void write(int offset, int size, int value) {
    if (offset == SELECT) {
      select = value;
    } else if (offset == EJECT && value != 0 && select >= 0 && select < buses.size()) {
      eject(buses.get(select), Integer.numberOfTrailingZeros(value));
    }
  }
}
