package org.pvpanic.guest.firmware;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.io.PciBar;
import org.pvpanic.guest.io.PciBar.Kind;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/**
 * A bus: its functions, and the addresses that they and the buses behind them need.
 *
 * <p>Specification: PCI-to-PCI Bridge Architecture 1.2, chapter 3; of PCI Express, a slot's
 * capability says whether something may be plugged later, for which a bridge then keeps room.
 */
final class PciBus {

  private static final int PRIMARY = 0x18;
  private static final int SECONDARY = 0x19;
  private static final int SUBORDINATE = 0x1a;
  private static final int IO_BASE = 0x1c;
  private static final int MEMORY_BASE = 0x20;
  private static final int PREFETCHABLE_BASE = 0x24;
  private static final int PREFETCHABLE_BASE_HIGH = 0x28;
  private static final int IO_BASE_HIGH = 0x30;

  private static final long IO_UNIT = 0x1000;
  private static final long MEMORY_UNIT = 2L << 20;
  private static final long PAGE = 0x1000;

  private static final int CAP_SHPC = 0x0c;
  private static final int CAP_EXPRESS = 0x10;
  private static final int EXPRESS_FLAGS = 2;
  private static final int EXPRESS_SLOT = 1 << 8;

  private final @Nullable PciFunction bridge;
  private final @Nullable PciBus parent;
  private final List<PciFunction> functions;
  private final Map<Kind, Window> windows = new EnumMap<>(Kind.class);

  private PciBus(@Nullable PciFunction bridge, @Nullable PciBus parent, List<PciFunction> all) {
    this.bridge = bridge;
    this.parent = parent;
    this.functions = all;
    for (Kind kind : Kind.values()) {
      windows.put(kind, new Window());
    }
  }

  /** Finds all buses below the root and gives them numbers; a bus comes before those behind it. */
  static List<PciBus> number(PciConfig config) {
    List<PciBus> buses = new ArrayList<>(2);
    number(config, null, null, buses);
    return buses;
  }

  private static void number(
      PciConfig config, @Nullable PciFunction bridge, @Nullable PciBus parent, List<PciBus> buses) {
    List<PciFunction> functions = config.functions(buses.size());
    PciBus bus = new PciBus(bridge, parent, functions);
    final int number = buses.size();
    buses.add(bus);
    for (PciFunction function : functions) {
      if (function.isBridge()) { // none may take what is meant for another
        function.write(SECONDARY, 1, 0xff);
        function.write(SUBORDINATE, 1, 0);
      }
    }
    for (PciFunction function : functions) {
      if (function.isBridge()) {
        function.write(PRIMARY, 1, number);
        function.write(SECONDARY, 1, buses.size());
        function.write(SUBORDINATE, 1, 0xff);
        number(config, function, bus, buses);
        function.write(SUBORDINATE, 1, buses.size() - 1);
      }
    }
  }

  List<PciFunction> functions() {
    return functions;
  }

  /** The bus that the bridge to this one is on; null for the root. */
  @Nullable PciBus parent() {
    return parent;
  }

  /** The bridge to this bus; null for the root. */
  @Nullable PciFunction bridge() {
    return bridge;
  }

  Window window(Kind kind) {
    Window window = windows.get(kind);
    if (window == null) {
      throw new IllegalStateException("no window for " + kind);
    }
    return window;
  }

  /** Claims what the functions here ask for; memory in whole pages. */
  void claimBars() {
    for (PciFunction function : functions) {
      for (PciBar bar : PciBar.of(function)) {
        long size = bar.kind() == Kind.IO ? bar.size() : Math.max(bar.size(), PAGE);
        window(bar.kind()).claim(size, size, bar::place);
      }
    }
  }

  /** Claims on the bus before this one what this one needs. */
  void claimWindows() {
    if (bridge == null || parent == null) {
      return;
    }
    int express = bridge.capability(CAP_EXPRESS);
    boolean room = takesMore(bridge, express);
    for (Kind kind : Kind.values()) {
      long unit = kind == Kind.IO ? IO_UNIT : MEMORY_UNIT;
      Window window = window(kind);
      long alignment = Math.max(unit, window.alignment());
      long needed = window.size();
      boolean wanted = room && !(kind == Kind.IO && express != 0);
      long size = needed == 0 && wanted ? alignment : (needed + alignment - 1) & -alignment;
      parent
          .window(kind)
          .claim(
              size,
              alignment,
              base -> {
                openWindow(bridge, kind, base, base + size - 1);
                window.place(base);
              });
    }
  }

  private static boolean takesMore(PciFunction bridge, int express) {
    return express == 0
        ? bridge.capability(CAP_SHPC) != 0
        : (bridge.read(express + EXPRESS_FLAGS, 2) & EXPRESS_SLOT) != 0;
  }

  private static void openWindow(PciFunction bridge, Kind kind, long base, long last) {
    switch (kind) {
      case IO -> {
        bridge.write(IO_BASE, 1, (int) (base >> 8));
        bridge.write(IO_BASE + 1, 1, (int) (last >> 8));
        bridge.write(IO_BASE_HIGH, 4, 0);
      }
      case MEMORY -> {
        bridge.write(MEMORY_BASE, 2, (int) (base >> 16));
        bridge.write(MEMORY_BASE + 2, 2, (int) (last >> 16));
      }
      case PREFETCHABLE -> {
        bridge.write(PREFETCHABLE_BASE, 2, (int) (base >> 16));
        bridge.write(PREFETCHABLE_BASE + 2, 2, (int) (last >> 16));
        bridge.write(PREFETCHABLE_BASE_HIGH, 4, (int) (base >> 32));
        bridge.write(PREFETCHABLE_BASE_HIGH + 4, 4, (int) (last >> 32));
      }
    }
  }
}
