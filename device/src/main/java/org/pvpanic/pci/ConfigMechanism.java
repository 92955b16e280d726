package org.pvpanic.pci;

import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.PortBus;

/**
 * Configuration mechanism #1: a register at port 0xcf8 chooses function and offset, and the four
 * ports from 0xcfc on read and write there.
 *
 * <p>Specification: PCI Local Bus 3.0, chapter 3.2.2.3.2, and QEMU where it differs: the low two
 * bits of the address register are kept, and merged into the offset; it takes nothing but four
 * bytes at once, and is read as a whole wherever a read starts.
 */
final class ConfigMechanism {

  private static final int ADDRESS = 0xcf8;
  private static final int DATA = 0xcfc;
  private static final int ENABLE = 1 << 31;
  private static final int BUS_SHIFT = 16;
  private static final int FUNCTION_SHIFT = 8;

  private final PciBus root;
  private int address;

  ConfigMechanism(PciBus root) {
    this.root = root;
  }

  void attach(PortBus ports) {
    ports.map(ADDRESS, 4, new Index());
    ports.map(DATA, 4, new Data());
  }

  private final class Index implements IoRegion {
    @Override
    public String name() {
      return "pci-conf-idx";
    }

    @Override
    public Access access() {
      return Access.ANY;
    }

    @Override
    public int read(int offset, int size) {
      return address;
    }

    @Override
    public void write(int offset, int size, int value) {
      if (offset == 0 && size == 4) {
        address = value;
      }
    }
  }

  private final class Data implements IoRegion {
    @Override
    public String name() {
      return "pci-conf-data";
    }

    @Override
    public Access access() {
      return Access.ANY;
    }

    @Override
    public int read(int offset, int size) {
      PciBus bus = bus();
      return bus == null ? -1 : bus.read(devfn(), register(offset), size);
    }

    @Override
    public void write(int offset, int size, int value) {
      PciBus bus = bus();
      if (bus != null) {
        bus.write(devfn(), register(offset), size, value);
      }
    }

    private @Nullable PciBus bus() {
      int number = (address >>> BUS_SHIFT) & 0xff;
      if ((address & ENABLE) == 0) {
        return null;
      }
      return root.find(number);
    }

    private int devfn() {
      return (address >>> FUNCTION_SHIFT) & 0xff;
    }

    private int register(int offset) {
      return (address | (offset & 3)) & 0xff;
    }
  }
}
