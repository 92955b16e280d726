package org.pvpanic.commands;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.MachineException;
import org.pvpanic.machine.MachineObserver;
import org.pvpanic.options.QemuError;
import org.pvpanic.qmp.ErrorClass;
import org.pvpanic.qmp.QmpCommands;
import org.pvpanic.qmp.QmpEvent;
import org.pvpanic.qmp.QmpException;
import org.pvpanic.qmp.QmpMonitors;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Vm;

/** Devices that come and go while the machine is there. */
final class HotplugCommands {

  private static final QmpEvent<DeviceDeleted> DEVICE_DELETED =
      QmpEvent.of("DEVICE_DELETED", DeviceDeleted.class);

  /** The types of what a device is made of that are no devices themselves. */
  private static final Set<String> NO_DEVICES = Set.of("memory-region", "PCIE");

  private final Vm vm;
  private final QmpMonitors monitors;

  private HotplugCommands(Vm vm, QmpMonitors monitors) {
    this.vm = vm;
    this.monitors = monitors;
  }

  /** Arguments of {@code device_add} that every device has; its properties come beside them. */
  record DeviceAdd(String driver, Optional<String> bus, Optional<String> id) {}

  /** Arguments of {@code device_del}. */
  record DeviceDel(String id) {}

  /** Data of DEVICE_DELETED. */
  record DeviceDeleted(Optional<String> device, String path) {}

  /** Declares the commands. */
  static void addTo(QmpCommands commands, Vm vm, QmpMonitors monitors) {
    HotplugCommands group = new HotplugCommands(vm, monitors);
    commands.add(DEVICE_DELETED);
    commands
        .add("device_add")
        .takesUnchecked(DeviceAdd.class)
        .features("json-cli", "json-cli-hotplug")
        .does((client, arguments) -> add(vm, arguments));
    commands.add("device_del").takes(DeviceDel.class).does((client, args) -> remove(vm, args));
    vm.machine()
        .observe(
            new MachineObserver() {
              @Override
              public void unplugged(Device device) {
                group.removed(vm.hotplug().forget(device));
              }
            });
  }

  /** Does what {@code device_add} does, at any monitor. */
  static void add(Vm vm, Map<String, Object> arguments) throws QmpException {
    try {
      vm.hotplug().add(arguments);
    } catch (QemuError e) {
      throw new QmpException(e.message());
    }
  }

  /** Does what {@code device_del} does, at any monitor. */
  static void remove(Vm vm, DeviceDel args) throws QmpException {
    String path = args.id().startsWith("/") ? args.id() : "/machine/peripheral/" + args.id();
    QomObject device = vm.qom().resolve(path);
    if (device == null) {
      throw new QmpException(ErrorClass.DEVICE_NOT_FOUND, "Device '" + args.id() + "' not found");
    }
    try {
      vm.hotplug().requestRemoval(device, args.id());
    } catch (QemuError e) {
      throw new QmpException(e.message());
    } catch (MachineException e) {
      throw new QmpException(String.valueOf(e.getMessage()));
    }
  }

  /** QEMU frees a device some time after it has left the board, and only then tells of it. */
  private void removed(QomObject gone) {
    vm.eventLoop().execute(() -> tellDeleted(gone));
  }

  /** Tells that a device is gone, after the devices that it is made of. */
  private void tellDeleted(QomObject gone) {
    gone.children().values().stream()
        .filter(part -> !NO_DEVICES.contains(part.type()))
        .forEach(part -> tellDeleted(part, Optional.empty()));
    boolean named = gone.path().startsWith("/machine/peripheral/");
    tellDeleted(gone, named ? Optional.of(gone.name()) : Optional.empty());
  }

  private void tellDeleted(QomObject gone, Optional<String> name) {
    monitors.emit(DEVICE_DELETED, new DeviceDeleted(name, gone.path()));
  }
}
