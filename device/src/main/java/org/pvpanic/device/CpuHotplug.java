package org.pvpanic.device;

import java.util.List;
import org.pvpanic.bus.Access;
import org.pvpanic.bus.IoRegion;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.machine.Board;
import org.pvpanic.machine.Device;

/**
 * The registers that tell which CPUs are in their sockets, which the code in the DSDT reads. At
 * first they are a bit for each APIC id; writing a zero to the first of them brings the newer ones,
 * for good: a selector, flags, and a command with its data.
 *
 * <p>Specification: QEMU's {@code docs/specs/acpi_cpu_hotplug.rst}. Left out: CPUs that come and go
 * (so that no flag but the first is ever set, and none can be ejected), and what a guest reports of
 * them, which is taken and not passed on.
 */
public final class CpuHotplug implements Device {

  private static final int BITMAP_PORTS = 32;
  private static final int PORTS = 12;

  private static final int SELECTOR = 0;
  private static final int FLAGS = 4;
  private static final int COMMAND = 5;
  private static final int DATA = 8;

  private static final int ENABLED = 1;
  private static final int NEXT_WITH_EVENT = 0;
  private static final int GET_ID = 3;

  private final int base;
  private final List<Integer> apicIds;
  private int selector;
  private int command;

  /**
   * The registers.
   *
   * @param base their first port
   * @param apicIds the APIC ids of all CPUs that there may be, by CPU number
   */
  public CpuHotplug(int base, List<Integer> apicIds) {
    this.base = base;
    this.apicIds = List.copyOf(apicIds);
  }

  @Override
  public void attach(Board board) {
    MemoryRegion ports = board.ports().root();
    Bitmap bitmap = new Bitmap(board.cpus());
    MemoryRegion old = MemoryRegion.io(bitmap, BITMAP_PORTS);
    MemoryRegion registers = MemoryRegion.io(new Registers(board.cpus()), PORTS);
    bitmap.atFirstZero =
        () -> {
          ports.remove(old);
          ports.add(base, registers);
        };
    ports.add(base, old);
  }

  /** Which APICs are there. */
  private final class Bitmap implements IoRegion {
    private final byte[] present = new byte[BITMAP_PORTS];
    private Runnable atFirstZero = () -> {};

    Bitmap(int cpus) {
      for (int id : apicIds.subList(0, cpus)) {
        if (id < 8 * BITMAP_PORTS) {
          present[id / 8] |= (byte) (1 << (id % 8));
        }
      }
    }

    @Override
    public String name() {
      return "acpi-cpu-hotplug";
    }

    @Override
    public Access access() {
      return Access.ANY.valid(1, 1);
    }

    @Override
    public int read(int offset, int size) {
      return present[offset];
    }

    @Override
    public void write(int offset, int size, int value) {
      if (offset == 0 && value == 0) {
        atFirstZero.run();
      }
    }
  }

  /** Selector, flags, command and data. With a selector that no CPU has nothing else works. */
  private final class Registers implements IoRegion {
    private final int cpus;

    Registers(int cpus) {
      this.cpus = cpus;
    }

    @Override
    public String name() {
      return "acpi-cpu-hotplug";
    }

    @Override
    public Access access() {
      return Access.ANY.valid(1, 4);
    }

    private boolean isValid() {
      return Integer.compareUnsigned(selector, apicIds.size()) < 0;
    }

    @Override
    public int read(int offset, int size) {
      if (!isValid()) {
        return 0;
      }
      return switch (offset) {
        case FLAGS -> selector < cpus ? ENABLED : 0;
        case DATA ->
            switch (command) {
              case NEXT_WITH_EVENT -> selector; // none has one
              case GET_ID -> apicIds.get(selector);
              default -> 0;
            };
        default -> 0;
      };
    }

    @Override
    public void write(int offset, int size, int value) {
      if (offset == SELECTOR) {
        selector = value;
      } else if (offset == COMMAND && isValid() && Integer.compareUnsigned(value, GET_ID) <= 0) {
        command = value;
      }
    }
  }
}
