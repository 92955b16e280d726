package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.machine.Step;

/**
 * The module pvpanic of 6.1 and the two that find devices for it (drivers/misc/pvpanic): the
 * devices that they have found, and the notifier that tells each of a panic before anybody else
 * does anything.
 */
final class PvpanicCore implements ModuleDriver {

  /** Before all others. */
  private static final int PRIORITY = Integer.MAX_VALUE;

  private static final String PLATFORM = "/sys/bus/platform/devices/";

  private static final int WORLD_READABLE = 0444;
  private static final int OWNER_WRITABLE = 0644;

  /** A device with the folders that show it. */
  private record Bound(PvpanicInstance instance, String bus, List<String> folders) {}

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
  ModuleDriver bus(String bus, String driver) {
    return new ModuleDriver() {
      @Override
      public void start(Task loader, Consumer<@Nullable Errno> done) {
        if (bus.equals("pci")) {
          probePci();
        } else {
          probeAcpi();
        }
        done.accept(null);
      }

      @Override
      public void stop() {
        release(bus, driver);
      }
    };
  }

  void probeAcpi() {
    AcpiTables tables = kernel.acpiTables();
    int number = 0;
    for (PvpanicInstance instance : PvpanicInstance.probeAcpi(kernel.cpu().ports(), tables)) {
      String device =
          PvpanicDriver.HARDWARE_ID + (number < 10 ? ":0" : ":") + Integer.toHexString(number++);
      bind(
          instance,
          "platform",
          PLATFORM + device,
          driverFolder("platform", "pvpanic-mmio", device));
    }
  }

  void probePci() {
    PciConfig config = new PciConfig(kernel.cpu().ports());
    for (PvpanicInstance instance : PvpanicInstance.probePci(config, kernel.cpu().physical())) {
      String device = instance.place();
      bind(
          instance,
          "pci",
          "/sys/bus/pci/devices/" + device,
          driverFolder("pci", "pvpanic-pci", device));
    }
  }

  private static String driverFolder(String bus, String driver, String device) {
    return "/sys/bus/" + bus + "/drivers/" + driver + "/" + device;
  }

  private void bind(PvpanicInstance instance, String bus, String... folders) {
    devices.add(0, new Bound(instance, bus, List.of(folders)));
    for (String folder : folders) {
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
      if (bus.equals("pci")) {
        kernel.nodes().file(folder + "/resource", WORLD_READABLE, instance::resources, null);
      }
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

  private void release(String bus, String driver) {
    for (Bound device : List.copyOf(devices)) {
      if (device.bus().equals(bus)) {
        devices.remove(device);
        for (String folder : device.folders()) {
          if (folder.contains("/drivers/" + driver + "/")) {
            kernel.nodes().remove(folder);
          } else {
            kernel.nodes().remove(folder + "/capability");
            kernel.nodes().remove(folder + "/events");
          }
        }
      }
    }
  }
}
