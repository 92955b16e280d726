package org.pvpanic.pci;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;

/** A PCI bus: 32 slots of 8 functions. */
public final class PciBus {

  /** Asks for the first slot that is free. */
  public static final int ANY = -1;

  /** Functions in a slot. */
  public static final int FUNCTIONS = 8;

  private static final int SLOTS = 32;

  private final String name;
  private final MemoryRegion memory;
  private final @Nullable MemoryRegion ports;
  private final boolean express;
  private final boolean hotpluggable;
  private final @Nullable PciFunction[] functions = new PciFunction[SLOTS * FUNCTIONS];
  private final List<PciBridge> bridges = new ArrayList<>(0);

  /**
   * A bus that nobody is on.
   *
   * @param memory where memory BARs are mapped
   * @param ports where I/O BARs are mapped; null for the I/O space of the board
   * @param express whether functions on it may have 4096 bytes of configuration space
   * @param hotpluggable whether functions may come and go while the machine is there
   */
  PciBus(
      String name,
      MemoryRegion memory,
      @Nullable MemoryRegion ports,
      boolean express,
      boolean hotpluggable) {
    this.name = name;
    this.memory = memory;
    this.ports = ports;
    this.express = express;
    this.hotpluggable = hotpluggable;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Whether it is PCI Express. */
  public boolean isExpress() {
    return express;
  }

  /** Whether it is the first bus. */
  public boolean isRoot() {
    return ports == null;
  }

  /** Whether functions may come and go while the machine is there. */
  public boolean isHotpluggable() {
    return hotpluggable;
  }

  MemoryRegion memory() {
    return memory;
  }

  MemoryRegion ports(Board board) {
    return ports == null ? board.ports().root() : ports;
  }

  /** The function in a place, or null. */
  public @Nullable PciFunction at(int devfn) {
    return functions[devfn];
  }

  /** All functions on the bus, by place. */
  public List<PciFunction> functions() {
    return Arrays.stream(functions).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  /** Puts a function in a place; returns the one that it got. */
  int plug(PciFunction function, int wanted) {
    int devfn = wanted == ANY ? firstFree(function) : wanted;
    check(function, devfn / FUNCTIONS, devfn % FUNCTIONS);
    functions[devfn] = function;
    if (function instanceof PciBridge bridge) {
      bridges.add(0, bridge);
    }
    return devfn;
  }

  void unplug(PciFunction function) {
    functions[function.devfn()] = null;
    bridges.remove(function);
  }

  private int firstFree(PciFunction function) {
    for (int devfn = 0; devfn < functions.length; devfn += FUNCTIONS) {
      if (functions[devfn] == null) {
        return devfn;
      }
    }
    throw new IllegalArgumentException(
        "PCI: no slot/function available for " + function.type() + ", all in use or reserved");
  }

  private void check(PciFunction function, int slot, int number) {
    PciFunction there = functions[slot * FUNCTIONS + number];
    PciFunction first = functions[slot * FUNCTIONS];
    String refusal = null;
    if (there != null) {
      refusal =
          "PCI: slot %d function %d not available for %s, in use by %s,id=%s"
              .formatted(
                  slot,
                  number,
                  function.type(),
                  there.type(),
                  Objects.requireNonNullElse(there.id(), "(null)"));
    } else if (function.hot() && first != null) {
      refusal =
          "PCI: slot %d function 0 already occupied by %s, new func %s cannot be exposed to guest."
              .formatted(slot, first.type(), function.type());
    } else if (number > 0 && first != null && !first.multifunction()) {
      refusal =
          "PCI: single function device can't be populated in function %x.%x"
              .formatted(slot, number);
    } else if (number == 0 && !function.multifunction()) {
      refusal = othersIn(slot);
    }
    if (refusal != null) {
      throw new IllegalArgumentException(refusal);
    }
  }

  private @Nullable String othersIn(int slot) {
    for (int number = 1; number < FUNCTIONS; number++) {
      if (functions[slot * FUNCTIONS + number] != null) {
        return "PCI: %1$x.0 indicates single function, but %1$x.%2$x is already populated."
            .formatted(slot, number);
      }
    }
    return null;
  }

  /** The bridges on this bus, the newest first. */
  public List<PciBridge> bridges() {
    return Collections.unmodifiableList(bridges);
  }

  /** The bus of a number, this one or one behind it; null for none. */
  @Nullable PciBus find(int number) {
    return number == 0 ? this : findBehind(number);
  }

  /** The bus of a number, behind the bridges of this one; null for none. */
  @Nullable PciBus findBehind(int number) {
    for (PciBridge bridge : bridges) {
      if (bridge.secondary() == number) {
        return bridge.behind();
      }
      if (bridge.leadsTo(number)) {
        return bridge.behind().findBehind(number);
      }
    }
    return null;
  }

  /**
   * A read from configuration space: all ones where nothing is.
   *
   * @param offset in the space of the function
   * @param size 1, 2 or 4
   */
  int read(int devfn, int offset, int size) {
    PciFunction function = visible(devfn, offset);
    return function == null ? -1 : function.readConfig(offset, within(function, offset, size));
  }

  /** A write to configuration space. */
  void write(int devfn, int offset, int size, int value) {
    PciFunction function = visible(devfn, offset);
    if (function != null) {
      function.writeConfig(offset, within(function, offset, size), value);
    }
  }

  /** A hot-plugged function is seen once the first of its slot is there. */
  private @Nullable PciFunction visible(int devfn, int offset) {
    PciFunction function = functions[devfn];
    boolean seen =
        function != null
            && offset < limit(function)
            && (!function.hot() || functions[devfn - devfn % FUNCTIONS] != null);
    return seen ? function : null;
  }

  private int limit(PciFunction function) {
    return express ? function.config().size() : PciHeader.CONVENTIONAL;
  }

  private int within(PciFunction function, int offset, int size) {
    return Math.min(size, limit(function) - offset);
  }
}
