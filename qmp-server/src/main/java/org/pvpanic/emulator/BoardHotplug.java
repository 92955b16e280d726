package org.pvpanic.emulator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.pvpanic.json.Json;
import org.pvpanic.json.UInt64;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.Input;
import org.pvpanic.machine.RunState;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.QemuError;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Hotplug;
import org.pvpanic.vm.Vm;

/** Devices that come and go while the machine is there. */
final class BoardHotplug implements Hotplug {

  private final Vm vm;
  private final DeviceFactory devices;
  private final Set<QomObject> requested = new LinkedHashSet<>();

  BoardHotplug(Vm vm, DeviceFactory devices) {
    this.vm = vm;
    this.devices = devices;
  }

  /**
   * QEMU 7.2 makes text of all arguments, and skips what has none and an id that is no text.
   * Whether 10.0 does is not known.
   */
  @Override
  public void add(Map<String, Object> arguments) {
    Map<String, String> texts = new LinkedHashMap<>();
    arguments.forEach(
        (name, value) -> {
          if (value instanceof String text) {
            texts.put(name, text);
          } else if (name.equals("id")) {
            return;
          } else if (value instanceof Boolean flag) {
            texts.put(name, flag ? "on" : "off");
          } else if (value instanceof Number || value instanceof UInt64) {
            texts.put(name, Json.write(value));
          }
        });
    devices.hotplug(Blueprint.ofArguments(texts));
  }

  @Override
  public void requestRemoval(QomObject device, String name) {
    if (device.types().find(device.type()).stream().noneMatch(type -> type.isA("device"))) {
      throw new QemuError(name + " is not a hotpluggable device");
    }
    // A guest that runs is given a millisecond to answer, and may then be asked again.
    if (requested.contains(device) && vm.machine().runState() != RunState.RUNNING) {
      throw new QemuError("Device " + name + " is already in the process of unplug");
    }
    Bus bus = devices.busOf(device);
    if (bus == null) {
      throw new QemuError("Device '" + device.type() + "' does not support hotplugging");
    }
    bus.checkHotpluggable();
    vm.submit(new Input.RequestRemoval(bus.name(), (int) device.number("addr")));
    requested.add(device);
  }

  @Override
  public QomObject forget(Device device) {
    QomObject gone = devices.forget(device);
    requested.remove(gone);
    return gone;
  }
}
