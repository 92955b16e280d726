package org.pvpanic.bus;

import java.util.ArrayList;
import java.util.List;

/**
 * The board's 64 KiB of I/O space: an {@link AddressSpace} with a void device behind all others
 * that reads all ones and swallows writes.
 */
public final class PortBus implements PortIo {

  private static final int PORTS = 0x10000;

  private final MemoryRegion root = MemoryRegion.io(new Unassigned(), PORTS);
  private final AddressSpace space = new AddressSpace("I/O", root);
  private final List<PortObserver> observers = new ArrayList<>(0);

  /**
   * Maps registers, in front of what was mapped before.
   *
   * @param base first port, 0 to 0xffff
   * @param length number of ports, at least 1
   * @return their place, by which they are moved or hidden
   * @throws IllegalArgumentException when the range does not lie within 0 to 0xffff
   */
  public MemoryRegion map(int base, int length, IoRegion registers) {
    if (base < 0 || length < 1 || base + length > PORTS) {
      throw new IllegalArgumentException(
          "%s: ports 0x%x to 0x%x are outside of I/O space"
              .formatted(registers.name(), base, base + length - 1));
    }
    MemoryRegion region = MemoryRegion.io(registers, length);
    root.add(base, region);
    return region;
  }

  /** Whether anything is mapped at a port. */
  public boolean isMapped(int port) {
    FlatView.Range range = space.view().find(port);
    return range != null && range.region() != root;
  }

  /** All that is mapped, as a region. */
  public MemoryRegion root() {
    return root;
  }

  /** I/O space, for looking at what is seen there; an access goes through this bus. */
  public AddressSpace space() {
    return space;
  }

  /** Adds an observer of writes; observers are called in the order in which they were added. */
  public void observe(PortObserver observer) {
    observers.add(observer);
  }

  @Override
  public int in(int port, int size) {
    return (int) space.load(port, size);
  }

  @Override
  public void out(int port, int size, int value) {
    for (int i = 0; i < observers.size(); i++) {
      observers.get(i).writing(port, size, value);
    }
    space.store(port, size, value);
  }

  /** Ports that nothing answers at: the wires are pulled up. */
  private static final class Unassigned implements IoRegion {
    @Override
    public String name() {
      return "io";
    }

    @Override
    public Access access() {
      return Access.ANY;
    }

    @Override
    public int read(int offset, int size) {
      return -1;
    }

    @Override
    public void write(int offset, int size, int value) {}
  }
}
