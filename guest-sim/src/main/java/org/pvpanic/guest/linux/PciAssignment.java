package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.pvpanic.guest.io.PciBar;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/**
 * Gives a PCI function that the firmware has never seen its addresses (drivers/pci/setup-bus.c):
 * each register the first free place of its bus, the largest register first.
 */
final class PciAssignment {

  private record Range(long first, long last) {}

  private static final int IO_WINDOW = 0x1c;
  private static final int MEMORY_WINDOW = 0x20;
  private static final int PREFETCHABLE_WINDOW = 0x24;
  private static final int PREFETCHABLE_HIGH = 0x28;
  private static final long MEGABYTE = 1 << 20;
  private static final long FOUR_GIB = 1L << 32;

  /** Below are the ports of the board's own devices (PCIBIOS_MIN_IO). */
  private static final long FIRST_PORT = 0x1000;

  private final List<AddressWindow> windows = new ArrayList<>(6);
  private final List<Range> ports = new ArrayList<>();
  private final List<Range> memory = new ArrayList<>();

  /**
   * The addresses of a bus.
   *
   * @param root what the root bridge hands on
   */
  PciAssignment(PciConfig config, int bus, List<AddressWindow> root) {
    if (bus == 0) {
      windows.addAll(root);
    }
    for (PciFunction function : config.scan()) {
      if (function.isBridge() && function.secondaryBus() == bus && bus != 0) {
        windows.addAll(windows(function));
      } else if (function.bus() == bus) {
        take(function);
      }
    }
  }

  private void take(PciFunction function) {
    for (PciBar bar : PciBar.of(function)) {
      take(bar.kind(), bar.address(), bar.address() + bar.size() - 1);
    }
    if (function.isBridge()) {
      for (AddressWindow window : windows(function)) {
        boolean io = window.kind() == AddressWindow.Kind.IO;
        (io ? ports : memory).add(new Range(window.first(), window.last()));
      }
    }
  }

  private void take(PciBar.Kind kind, long first, long last) {
    (kind == PciBar.Kind.IO ? ports : memory).add(new Range(first, last));
  }

  /** What a bridge hands on; a window whose end lies before its start is closed. */
  private static List<AddressWindow> windows(PciFunction bridge) {
    List<AddressWindow> open = new ArrayList<>(3);
    int io = bridge.read(IO_WINDOW, 2);
    add(open, AddressWindow.Kind.IO, (io & 0xf0) << 8, (io & 0xf000) | 0xfff);
    for (int register : new int[] {MEMORY_WINDOW, PREFETCHABLE_WINDOW}) {
      long first = (bridge.read(register, 2) & 0xfff0L) << 16;
      long last = (bridge.read(register + 2, 2) & 0xfff0L) << 16 | 0xfffff;
      if (register == PREFETCHABLE_WINDOW && (bridge.read(register, 2) & 1) != 0) {
        first |= (bridge.read(PREFETCHABLE_HIGH, 4) & 0xffffffffL) << 32;
        last |= (bridge.read(PREFETCHABLE_HIGH + 4, 4) & 0xffffffffL) << 32;
      }
      add(open, AddressWindow.Kind.MEMORY, first, last);
    }
    return open;
  }

  private static void add(
      List<AddressWindow> windows, AddressWindow.Kind kind, long first, long last) {
    if (first <= last && last > 0xfff) {
      windows.add(new AddressWindow(kind, first, last));
    }
  }

  /** Places what has no place yet; returns the registers that got one, in that order. */
  List<PciBar> assign(PciFunction function) {
    List<PciBar> bars = new ArrayList<>(PciBar.of(function));
    bars.removeIf(bar -> bar.isRom() || bar.address() != 0);
    bars.sort(Comparator.comparingLong(PciBar::size).reversed());
    List<PciBar> placed = new ArrayList<>(bars.size());
    for (PciBar bar : bars) {
      OptionalLong address = free(bar);
      if (address.isPresent()) {
        bar.place(address.getAsLong());
        take(bar.kind(), address.getAsLong(), address.getAsLong() + bar.size() - 1);
        placed.add(bar);
      }
    }
    return placed;
  }

  private OptionalLong free(PciBar bar) {
    OptionalLong high = bar.wide() ? free(bar, FOUR_GIB, Long.MAX_VALUE) : OptionalLong.empty();
    return high.isPresent() ? high : free(bar, 0, FOUR_GIB);
  }

  private OptionalLong free(PciBar bar, long from, long below) {
    boolean io = bar.kind() == PciBar.Kind.IO;
    AddressWindow.Kind kind = io ? AddressWindow.Kind.IO : AddressWindow.Kind.MEMORY;
    for (AddressWindow window : windows) {
      if (window.kind() == kind && window.last() >= from && window.last() < below) {
        long first = Math.max(window.first(), io ? FIRST_PORT : MEGABYTE);
        long address = free(first, bar.size(), io ? ports : memory);
        if (address + bar.size() - 1 <= window.last()) {
          return OptionalLong.of(address);
        }
      }
    }
    return OptionalLong.empty();
  }

  /** The first place at or behind {@code from} that is aligned to its size and not taken. */
  private static long free(long from, long size, List<Range> taken) {
    long address = aligned(from, size);
    for (int i = 0; i < taken.size(); i++) {
      Range other = taken.get(i);
      if (other.first() <= address + size - 1 && address <= other.last()) {
        address = aligned(other.last() + 1, size);
        i = -1; // it may now be where an earlier one is
      }
    }
    return address;
  }

  private static long aligned(long address, long size) {
    return (address + size - 1) & -size;
  }
}
