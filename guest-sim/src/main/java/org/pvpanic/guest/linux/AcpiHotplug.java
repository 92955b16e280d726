package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.bus.PortIo;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.acpi.AmlNamespace;
import org.pvpanic.guest.io.PciBar;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/**
 * PCI devices that come and go while the system runs (drivers/pci/hotplug/acpiphp_glue.c). What the
 * methods of the tables would do is done here: they ask the registers of the hot-plug controller
 * who has come and who is to go, bus by bus, and eject the latter.
 *
 * <p>Specification: QEMU's {@code docs/specs/acpi_pci_hotplug.rst}.
 */
final class AcpiHotplug {

  private static final int EVENT = 1;
  private static final String METHOD = "_GPE._E01";
  private static final String CONTROLLER = ".PHPR";
  private static final String BUS_NUMBER = ".BSEL";
  private static final int UP = 0x00;
  private static final int DOWN = 0x04;
  private static final int EJECT = 0x08;
  private static final int SELECT = 0x10;
  private static final int FUNCTIONS = 8;

  private final Kernel kernel;

  private AcpiHotplug(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Listens, where the tables tell of such a controller. */
  static void start(Kernel kernel, AmlNamespace namespace) {
    AcpiEvents events = kernel.power().events();
    if (events != null && namespace.isDeclared(METHOD)) {
      events.onHotplug(EVENT, new AcpiHotplug(kernel)::happened);
    }
  }

  private void happened() {
    AcpiTables tables = kernel.acpiTables();
    if (tables == null) {
      return;
    }
    AmlNamespace namespace = AmlNamespace.of(tables.definitions());
    int base = 0;
    for (String path : namespace.devicePaths()) {
      base = path.endsWith(CONTROLLER) ? namespace.at(path).ioPort() : base;
    }
    for (String path : namespace.devicePaths()) {
      long select = namespace.number(path + BUS_NUMBER, -1);
      int bus = select < 0 ? -1 : bus(namespace, path);
      if (bus >= 0 && base != 0) {
        serve(namespace, base, (int) select, bus);
      }
    }
  }

  /** The number of the bus behind the root bridge, or behind a bridge on its way; or -1. */
  private int bus(AmlNamespace namespace, String path) {
    int bus = 0;
    PciConfig config = kernel.view().pci();
    String root = AddressWindow.rootBridge(namespace);
    for (int end = root.length(); end < path.length(); ) {
      int next = path.indexOf('.', end + 1);
      end = next < 0 ? path.length() : next;
      long place = namespace.number(path.substring(0, end) + "._ADR", 0);
      PciFunction bridge = config.function(bus, (int) (place >> 16), (int) place & 7);
      bus = bridge.isPresent() && bridge.isBridge() ? bridge.secondaryBus() : -1;
      if (bus <= 0) {
        return -1;
      }
    }
    return bus;
  }

  private void serve(AmlNamespace namespace, int base, int select, int bus) {
    PortIo ports = kernel.cpu().ports();
    ports.out(base + SELECT, 4, select);
    int up = ports.in(base + UP, 4);
    int down = ports.in(base + DOWN, 4);
    for (int slot = 0; slot < Integer.SIZE; slot++) {
      if ((up >> slot & 1) != 0) {
        add(namespace, bus, slot);
      }
      if ((down >> slot & 1) != 0) {
        remove(bus, slot);
        ports.out(base + EJECT, 4, 1 << slot);
      }
    }
  }

  private List<PciFunction> functions(int bus, int slot) {
    List<PciFunction> found = new ArrayList<>(1);
    for (int i = 0; i < FUNCTIONS; i++) {
      PciFunction function = kernel.view().pci().function(bus, slot, i);
      if (function.isPresent()) {
        found.add(function);
      }
    }
    return found;
  }

  private void add(AmlNamespace namespace, int bus, int slot) {
    boolean isNew = kernel.profile().era() != Era.LINUX_3_10;
    List<AddressWindow> root = AddressWindow.ofRootBridge(namespace);
    for (PciFunction function : functions(bus, slot)) {
      for (String line : PciFunctionReport.found(function, isNew)) {
        say(line);
      }
      PciAssignment addresses = new PciAssignment(kernel.view().pci(), bus, root);
      for (PciBar bar : addresses.assign(function)) {
        String where = PciFunctionReport.bar(bar);
        String which = "BAR " + bar.number();
        say(
            PciFunctionReport.name(function)
                + (isNew
                    ? where + ": assigned"
                    : which + ": assigned " + where.substring(which.length() + 1)));
      }
      kernel.modules().drivers().pciAdded(function);
    }
  }

  private void remove(int bus, int slot) {
    for (PciFunction function : functions(bus, slot)) {
      kernel.modules().drivers().pciRemoved(function);
    }
  }

  private void say(String line) {
    kernel.cpu().call(() -> kernel.printk().print(Printk.INFO, line));
  }
}
