package org.pvpanic.guest.io;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.bus.PortIo;

/**
 * PCI configuration space as software reaches it, by configuration mechanism #1: an address port
 * that takes bus, device, function and register, and a data port.
 *
 * <p>Specification: PCI Local Bus 3.0, section 3.2.2.3.2.
 */
public final class PciConfig {

  private static final int ADDRESS = 0xcf8;
  private static final int DATA = 0xcfc;
  private static final int ENABLE = 1 << 31;
  private static final int DEVICES = 32;
  private static final int FUNCTIONS = 8;

  private final PortIo ports;

  /** The configuration space behind {@code ports}. */
  public PciConfig(PortIo ports) {
    this.ports = ports;
  }

  /** Whether the board has PCI: its address port keeps what is written. */
  public boolean isPresent() {
    ports.out(ADDRESS, 4, ENABLE);
    return ports.in(ADDRESS, 4) == ENABLE;
  }

  /** The function at that place, whether there is one or not. */
  public PciFunction function(int bus, int device, int function) {
    return new PciFunction(this, bus << 8 | device << 3 | function);
  }

  /** The functions that answer on a bus, in the order of their numbers. */
  public List<PciFunction> functions(int bus) {
    List<PciFunction> found = new ArrayList<>(8);
    for (int device = 0; device < DEVICES; device++) {
      PciFunction first = function(bus, device, 0);
      if (first.isPresent()) {
        found.add(first);
        for (int i = 1; i < FUNCTIONS && first.isMultifunction(); i++) {
          PciFunction other = function(bus, device, i);
          if (other.isPresent()) {
            found.add(other);
          }
        }
      }
    }
    return found;
  }

  /** All functions: those of bus 0, and behind each bridge those of the bus that it leads to. */
  public List<PciFunction> scan() {
    List<PciFunction> found = new ArrayList<>(8);
    scan(0, found);
    return found;
  }

  private void scan(int bus, List<PciFunction> found) {
    for (PciFunction function : functions(bus)) {
      found.add(function);
      int behind = function.isBridge() ? function.secondaryBus() : 0;
      if (behind > bus) {
        scan(behind, found);
      }
    }
  }

  int read(int address, int register, int size) {
    select(address, register);
    return ports.in(DATA + (register & 3), size);
  }

  void write(int address, int register, int size, int value) {
    select(address, register);
    ports.out(DATA + (register & 3), size, value);
  }

  private void select(int address, int register) {
    ports.out(ADDRESS, 4, ENABLE | address << 8 | (register & 0xfc));
  }
}
