package org.pvpanic.machine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the outside reaches into a machine: serial ports, keyboard, power button, slots. */
final class Connectors {

  private final List<SerialPort> serials = new ArrayList<>(1);
  private final List<SerialLine> lines = new ArrayList<>(1);
  private @Nullable KeyboardPort keyboard;
  private @Nullable PowerPort power;
  private @Nullable HotplugPort hotplug;

  /** Adds what a device has of them. */
  void plug(Device device) {
    if (device instanceof SerialPort port) {
      serials.add(port);
    }
    if (device instanceof KeyboardPort port) {
      keyboard = port;
    }
    if (device instanceof PowerPort port) {
      power = port;
    }
    if (device instanceof HotplugPort port) {
      hotplug = port;
    }
  }

  HotplugPort hotplug() {
    HotplugPort port = hotplug;
    if (port == null) {
      throw new MachineException("this board has no slots");
    }
    return port;
  }

  /** Serial port {@code number}, 0 being ttyS0. */
  SerialPort serial(int number) {
    return serials.get(number);
  }

  void connect(int number, SerialLine line) {
    serials.get(number).connect(line);
    lines.add(line);
  }

  /** Adds a line that no serial port has. */
  void add(SerialLine line) {
    lines.add(line);
  }

  void flushLines() {
    for (int i = 0; i < lines.size(); i++) {
      lines.get(i).flush();
    }
  }

  void pressKeys(byte[] scancodes) {
    KeyboardPort port = keyboard;
    if (port != null) {
      port.press(scancodes);
    }
  }

  /** Whether the board can sleep and wake up again. */
  boolean canWake() {
    return power != null && power.canWake();
  }

  void pressPowerButton() {
    PowerPort port = power;
    if (port != null) {
      port.pressPowerButton();
    }
  }

  void wokenUp() {
    PowerPort port = power;
    if (port != null) {
      port.wokenUp();
    }
  }
}
