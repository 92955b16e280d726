package org.pvpanic.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pvpanic.options.QemuError;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomProperty;
import org.pvpanic.qom.QomProperty.Access;

/** A bus that devices can be put on, and who is on it. */
final class Bus {

  /** Where devices are that are on no bus. */
  static final Bus NONE = new Bus("", "", "", false);

  private final String name;
  private final String type;
  private final String path;
  private final boolean hotpluggable;
  private final List<Plugged> devices = new ArrayList<>();
  private int next;
  private @Nullable QomObject shown;

  /** A device on the bus, with the number that it got. */
  private record Plugged(int number, String type, String path) {

    QomProperty link() {
      return new QomProperty(
          "child[" + number + "]",
          "link<" + type + ">",
          Access.READ_ONLY,
          Optional.empty(),
          Optional.of(path),
          Optional.empty());
    }
  }

  /**
   * An empty bus.
   *
   * @param type {@code ISA}, {@code PCI}, {@code PCIE} and so on
   * @param path where it is in the object tree
   * @param hotpluggable whether devices may come and go while the machine is there
   */
  Bus(String name, String type, String path, boolean hotpluggable) {
    this.name = name;
    this.type = type;
    this.path = path;
    this.hotpluggable = hotpluggable;
  }

  String name() {
    return name;
  }

  String type() {
    return type;
  }

  String path() {
    return path;
  }

  boolean hotpluggable() {
    return hotpluggable;
  }

  /** Puts a device on the bus. */
  void plug(String deviceType, String devicePath) {
    if (this == NONE) {
      return;
    }
    Plugged device = new Plugged(next++, deviceType, devicePath);
    devices.add(device);
    if (shown != null) {
      shown.add(device.link());
    }
  }

  /** Takes a device off the bus. */
  void unplug(String devicePath) {
    for (Plugged device : List.copyOf(devices)) {
      if (device.path().equals(devicePath)) {
        devices.remove(device);
        if (shown != null) {
          shown.remove(device.link().name());
        }
      }
    }
  }

  /** Shows who is on the bus from number {@code first} on in its place in the object tree. */
  void show(QomObject node, int first) {
    for (Plugged device : devices) {
      if (device.number() >= first) {
        node.add(device.link());
      }
    }
    shown = node;
  }

  /** Shows the same of the numbers before {@code end}, and of later ones only when told. */
  void showBefore(QomObject node, int end) {
    for (Plugged device : devices) {
      if (device.number() < end) {
        node.add(device.link());
      }
    }
  }

  /** Refuses a device that would come or go. */
  void checkHotpluggable() {
    if (!hotpluggable) {
      throw new QemuError("Bus '" + name + "' does not support hotplugging");
    }
  }

  /** Whether devices for a kind of bus fit: {@code ISA} or {@code PCI}. */
  boolean takes(String kind) {
    return type.equals(kind) || (kind.equals("PCI") && type.equals("PCIE"));
  }
}
