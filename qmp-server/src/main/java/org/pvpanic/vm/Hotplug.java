package org.pvpanic.vm;

import java.util.Map;
import java.util.Optional;
import org.pvpanic.machine.Device;
import org.pvpanic.qom.QomObject;

/** Devices that come and go while the machine is there. */
public interface Hotplug {

  /**
   * Makes a device.
   *
   * @param arguments {@code driver}, {@code bus}, {@code id} and the device's properties
   * @throws org.pvpanic.options.QemuError in QEMU's words when it cannot
   */
  void add(Map<String, Object> arguments);

  /**
   * Reads the arguments for {@link #add} from {@code DRIVER,KEY=VALUE,…}, as a {@code -device} has
   * them. What is wrong with their form is told on standard error.
   *
   * @param throughQmp whether a program gave them to a human monitor through QMP
   * @return the arguments, or nothing when they cannot be read
   */
  Optional<Map<String, Object>> read(String text, boolean throughQmp);

  /**
   * What such arguments ask to be told of devices, if they ask.
   *
   * @throws org.pvpanic.options.QemuError in QEMU's words when there is nothing to tell
   */
  Optional<String> help(Map<String, Object> arguments);

  /**
   * Asks the guest to let go of a device. It stays until the guest has, or until the next reset.
   *
   * @param name what messages call it
   * @throws org.pvpanic.options.QemuError in QEMU's words when it cannot be taken away
   */
  void requestRemoval(QomObject device, String name);

  /**
   * Takes a device that has left the board out of the object tree.
   *
   * @return where it was
   */
  QomObject forget(Device device);
}
