package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;
import org.pvpanic.machine.Step;

/**
 * The module pvpanic of 6.1 and the two that find devices for it (drivers/misc/pvpanic): the
 * devices that they have found, and the notifier that tells each of a panic before anybody else
 * does anything.
 */
final class PvpanicCore implements ModuleDriver {

  /** Before all others. */
  private static final int PRIORITY = Integer.MAX_VALUE;

  private static final int WORLD_READABLE = 0444;
  private static final int OWNER_WRITABLE = 0644;
  private static final int ONLY_WRITABLE = 0200;

  /** A device of a bus that has its driver. */
  private record Bound(PvpanicInstance instance, PvpanicBus bus, String device) {}

  private final Kernel kernel;
  private final List<Bound> devices = new ArrayList<>(1);
  private final Step told = this::panicked;

  PvpanicCore(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public void start(Task loader, Consumer<@Nullable Errno> done) {
    register();
    done.accept(null);
  }

  void register() {
    kernel.panicNotifiers().register(PRIORITY, told);
  }

  @Override
  public void stop() {
    kernel.panicNotifiers().unregister(told);
  }

  /**
   * drivers/misc/pvpanic/pvpanic.c: a capture kernel that waits is told of instead of the panic.
   */
  private void panicked() {
    int event = kernel.kexec().isLoaded() ? PvpanicInstance.CRASH_LOADED : PvpanicInstance.PANICKED;
    List<Step> writes = new ArrayList<>(devices.size());
    for (Bound device : devices) {
      writes.add(() -> device.instance().send(event));
    }
    kernel.cpu().call(writes.toArray(Step[]::new));
  }

  /** The module that finds the devices on a bus. */
  ModuleDriver module(PvpanicBus bus) {
    return new ModuleDriver() {
      @Override
      public void start(Task loader, Consumer<@Nullable Errno> done) {
        probe(bus);
        done.accept(null);
      }

      @Override
      public void stop() {
        for (Bound device : List.copyOf(devices)) {
          if (device.bus() == bus) {
            release(device);
          }
        }
        kernel.nodes().remove(bus.driverFolder());
      }
    };
  }

  /** A driver comes to its bus, and binds to what is there. */
  void probe(PvpanicBus bus) {
    KernelNodes nodes = kernel.nodes();
    String folder = bus.driverFolder();
    nodes.file(folder + "/bind", ONLY_WRITABLE, null, (task, name) -> bind(bus, name.strip()));
    nodes.file(folder + "/unbind", ONLY_WRITABLE, null, (task, name) -> unbind(bus, name.strip()));
    for (String device : present(bus)) {
      bind(bus, device);
    }
  }

  /** The devices on a bus that a driver there can bind to. */
  private List<String> present(PvpanicBus bus) {
    List<String> names = new ArrayList<>(1);
    if (bus == PvpanicBus.PCI) {
      PciConfig config = kernel.view().pci();
      if (config.isPresent()) {
        for (PciFunction function : config.scan()) {
          if (PvpanicInstance.isPci(function)) {
            names.add(PciFunctionReport.place(function));
          }
        }
      }
    } else {
      int count = PvpanicInstance.acpiPorts(kernel.acpiTables()).size();
      for (int i = 0; i < count; i++) {
        names.add(PvpanicDriver.HARDWARE_ID + (i < 16 ? ":0" : ":") + Integer.toHexString(i));
      }
    }
    return names;
  }

  private @Nullable Errno bind(PvpanicBus bus, String device) {
    int number = present(bus).indexOf(device);
    if (number < 0) {
      return Errno.ENODEV;
    }
    if (bound(bus, device) != null) {
      return Errno.EBUSY;
    }
    if (bus == PvpanicBus.ACPI) {
      int port = PvpanicInstance.acpiPorts(kernel.acpiTables()).get(number);
      bind(PvpanicInstance.atPort(kernel.cpu().ports(), port), bus, device);
      return null;
    }
    for (PciFunction function : kernel.view().pci().scan()) {
      if (PciFunctionReport.place(function).equals(device)) {
        bindPci(function);
      }
    }
    return null;
  }

  private @Nullable Errno unbind(PvpanicBus bus, String device) {
    Bound found = bound(bus, device);
    if (found == null) {
      return Errno.ENODEV;
    }
    release(found);
    return null;
  }

  private @Nullable Bound bound(PvpanicBus bus, String device) {
    for (Bound each : devices) {
      if (each.bus() == bus && each.device().equals(device)) {
        return each;
      }
    }
    return null;
  }

  /**
   * A function has come; what nobody has switched on yet is told of ({@code pci_enable_resources}).
   */
  void bindPci(PciFunction function) {
    int before = function.read(PciFunction.COMMAND, 2);
    PvpanicInstance instance = PvpanicInstance.ofPci(function, kernel.cpu().physical());
    if (instance == null) {
      return;
    }
    int after = function.read(PciFunction.COMMAND, 2);
    String device = instance.place();
    if (before != after) {
      String line =
          PvpanicBus.PCI.driver()
              + " "
              + device
              + ": enabling device ("
              + PciFunctionReport.digits(before, 4)
              + " -> "
              + PciFunctionReport.digits(after, 4)
              + ")";
      kernel.cpu().call(() -> kernel.printk().print(Printk.INFO, line));
    }
    bind(instance, PvpanicBus.PCI, device);
  }

  private void bind(PvpanicInstance instance, PvpanicBus bus, String device) {
    devices.add(0, new Bound(instance, bus, device));
    for (String folder : List.of(bus.deviceFolder(device), bus.driverFolder() + "/" + device)) {
      kernel
          .nodes()
          .file(
              folder + "/capability",
              WORLD_READABLE,
              () -> Integer.toHexString(instance.capability()) + "\n",
              null);
      kernel
          .nodes()
          .file(
              folder + "/events",
              OWNER_WRITABLE,
              () -> Integer.toHexString(instance.events()) + "\n",
              (task, text) -> store(instance, text));
    }
  }

  /** kstrtouint with base 16: an optional 0x, digits, an optional line feed. */
  private static @Nullable Errno store(PvpanicInstance instance, String text) {
    String digits = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    if (digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      digits = digits.substring(2);
    }
    long mask;
    try {
      mask = digits.startsWith("-") || digits.startsWith("+") ? -1 : Long.parseLong(digits, 16);
    } catch (NumberFormatException e) {
      return Errno.EINVAL;
    }
    boolean taken = mask >= 0 && mask <= Integer.MAX_VALUE && instance.setEvents((int) mask);
    return taken ? null : Errno.EINVAL;
  }

  /** A PCI function is about to go. */
  void removed(String place) {
    Bound found = bound(PvpanicBus.PCI, place);
    if (found != null) {
      release(found);
    }
  }

  private void release(Bound device) {
    devices.remove(device);
    KernelNodes nodes = kernel.nodes();
    String folder = device.bus().deviceFolder(device.device());
    nodes.remove(folder + "/capability");
    nodes.remove(folder + "/events");
    nodes.remove(device.bus().driverFolder() + "/" + device.device());
  }
}
