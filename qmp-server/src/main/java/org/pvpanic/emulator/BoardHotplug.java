package org.pvpanic.emulator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pvpanic.json.Json;
import org.pvpanic.json.UInt64;
import org.pvpanic.machine.Device;
import org.pvpanic.machine.Input;
import org.pvpanic.options.Blueprint;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.KeyValues;
import org.pvpanic.options.OptionGroup;
import org.pvpanic.options.QemuError;
import org.pvpanic.options.Warnings;
import org.pvpanic.qom.QomObject;
import org.pvpanic.vm.Hotplug;
import org.pvpanic.vm.Vm;

/** Devices that come and go while the machine is there. */
final class BoardHotplug implements Hotplug {

  private static final long NS_PER_MS = 1_000_000;

  private final Vm vm;
  private final DeviceFactory devices;
  private final Diagnostics diagnostics;

  /**
   * What was asked for before there was a guest that could answer, and is not asked for again. QEMU
   * notes when a request was made in milliseconds of machine time, and takes 0 for never.
   */
  private final Set<QomObject> unanswerable = new LinkedHashSet<>();

  BoardHotplug(Vm vm, DeviceFactory devices, Diagnostics diagnostics) {
    this.vm = vm;
    this.devices = devices;
    this.diagnostics = diagnostics;
  }

  @Override
  public Optional<Map<String, Object>> read(String text, boolean throughQmp) {
    Warnings warnings = throughQmp ? diagnostics.inMonitor() : diagnostics.at(null);
    try {
      KeyValues values = KeyValues.parse(text, OptionGroup.DEVICE, warnings);
      Map<String, Object> arguments = new LinkedHashMap<>();
      values.keys().forEach(key -> arguments.put(key, values.get(key)));
      if (values.id() != null) {
        arguments.put("id", values.id());
      }
      return Optional.of(arguments);
    } catch (QemuError e) {
      if (throughQmp) {
        diagnostics.errorInMonitor(e);
      } else {
        diagnostics.error(e);
      }
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> help(Map<String, Object> arguments) {
    Object driver = arguments.get("driver");
    return driver == null
        ? Optional.empty()
        : DeviceHelp.of(vm.qom().types(), driver.toString(), arguments.keySet());
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
    if (unanswerable.contains(device)) {
      throw new QemuError("Device " + name + " is already in the process of unplug");
    }
    Bus bus = devices.busOf(device);
    if (bus != null) {
      bus.checkHotpluggable();
    }
    if (bus == null || !devices.made(device)) {
      throw new QemuError("Device '" + device.type() + "' does not support hotplugging");
    }
    vm.submit(new Input.RequestRemoval(bus.name(), (int) device.number("addr")));
    if (vm.machine().now() < NS_PER_MS) {
      unanswerable.add(device);
    }
  }

  @Override
  public QomObject forget(Device device) {
    QomObject gone = devices.forget(device);
    unanswerable.remove(gone);
    return gone;
  }
}
