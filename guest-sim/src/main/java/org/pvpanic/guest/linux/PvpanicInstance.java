package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.acpi.AmlDevice;
import org.pvpanic.guest.acpi.AmlNamespace;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/**
 * A device that the pvpanic drivers of 6.1 (drivers/misc/pvpanic) have found: {@code pvpanic-mmio}
 * by ACPI, {@code pvpanic-pci} by its PCI ID. They read once what it can do, and send it no event
 * that it cannot, or that the mask in sysfs excludes. A panic goes to every instance.
 */
public final class PvpanicInstance {

  /** The kernel panicked. */
  public static final int PANICKED = 1 << 0;

  /** The kernel panicked, and a capture kernel is about to start. */
  public static final int CRASH_LOADED = 1 << 1;

  private static final int PCI_VENDOR = 0x1b36;
  private static final int PCI_DEVICE = 0x0011;
  private static final int BAR_IO = 1 << 0;

  /** The byte through which the two sides speak. */
  interface Register {
    int read();

    void write(int value);
  }

  private final String name;
  private final String place;
  private final Register register;
  private final int capability;
  private int events;

  private PvpanicInstance(String name, String place, Register register) {
    this.name = name;
    this.place = place;
    this.register = register;
    this.capability = register.read() & (PANICKED | CRASH_LOADED);
    this.events = capability;
  }

  /** Binds {@code pvpanic-mmio} to the devices that ACPI tells of; none on a board without it. */
  public static List<PvpanicInstance> probeAcpi(PortIo ports, @Nullable AcpiTables tables) {
    return acpiPorts(tables).stream().map(port -> atPort(ports, port)).toList();
  }

  /** The ports of the devices that ACPI tells of. */
  static List<Integer> acpiPorts(@Nullable AcpiTables tables) {
    if (tables == null) {
      return List.of();
    }
    return AmlNamespace.of(tables.definitions()).devices(PvpanicDriver.HARDWARE_ID).stream()
        .filter(AmlDevice::isWorking)
        .map(AmlDevice::ioPort)
        .filter(port -> port != 0)
        .toList();
  }

  /**
   * Binds {@code pvpanic-pci} to the functions that are made so, and that the firmware gave an
   * address.
   */
  public static List<PvpanicInstance> probePci(PciConfig config, MemoryIo memory) {
    List<PvpanicInstance> found = new ArrayList<>(1);
    if (config.isPresent()) {
      for (PciFunction function : config.scan()) {
        PvpanicInstance instance = isPci(function) ? ofPci(function, memory) : null;
        if (instance != null) {
          found.add(instance);
        }
      }
    }
    return found;
  }

  /** Binds {@code pvpanic-pci} to a function of its make; null when that has no address. */
  static @Nullable PvpanicInstance ofPci(PciFunction function, MemoryIo memory) {
    int bar = function.read(PciFunction.BAR0, 4);
    long address = bar & 0xfffffff0L;
    if (address == 0 || (bar & BAR_IO) != 0) {
      return null;
    }
    function.enable(PciFunction.COMMAND_MEMORY);
    return atAddress(function, memory, address);
  }

  /** Whether it is a function that {@code pvpanic-pci} binds to. */
  static boolean isPci(PciFunction function) {
    return function.is(PCI_VENDOR, PCI_DEVICE);
  }

  /** Binds {@code pvpanic-mmio} to the device at a port. */
  static PvpanicInstance atPort(PortIo ports, int port) {
    return new PvpanicInstance(
        "port 0x%x".formatted(port),
        "",
        new Register() {
          @Override
          public int read() {
            return ports.inb(port);
          }

          @Override
          public void write(int value) {
            ports.outb(port, value);
          }
        });
  }

  /** Whether there is a function that {@code pvpanic-pci} would bind to. */
  static boolean isOnPci(PciConfig config) {
    return config.isPresent() && config.scan().stream().anyMatch(PvpanicInstance::isPci);
  }

  private static PvpanicInstance atAddress(PciFunction function, MemoryIo memory, long address) {
    return new PvpanicInstance(
        "memory 0x%x".formatted(address),
        PciFunctionReport.place(function),
        new Register() {
          @Override
          public int read() {
            return (int) memory.load(address, 1);
          }

          @Override
          public void write(int value) {
            memory.store(address, 1, value);
          }
        });
  }

  /** The place of a PCI function, {@code 0000:00:02.0}; "" for other devices. */
  String place() {
    return place;
  }

  /** Where its register is, such as {@code port 0x505}. */
  public String name() {
    return name;
  }

  /** The events that the device knows: {@link #PANICKED}, {@link #CRASH_LOADED}, both or none. */
  public int capability() {
    return capability;
  }

  /** The events that may be sent: at first all that the device knows. */
  public int events() {
    return events;
  }

  /**
   * Sets the events that may be sent.
   *
   * @return whether it was done: the device must know them all
   */
  public boolean setEvents(int mask) {
    boolean known = (mask & ~capability) == 0;
    if (known) {
      events = mask;
    }
    return known;
  }

  /** Writes an event, unless nothing of it is known and wanted. */
  public void send(int event) {
    if ((event & capability & events) != 0) {
      register.write(event);
    }
  }
}
