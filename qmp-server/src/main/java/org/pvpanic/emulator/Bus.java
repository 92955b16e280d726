package org.pvpanic.emulator;

import org.pvpanic.options.QemuError;
import org.pvpanic.qom.QomObject;

/**
 * A bus that devices can be put on.
 *
 * @param node its place in the object tree; its type is {@code ISA}, {@code PCI} or {@code PCIE}
 * @param hotpluggable whether devices may come and go while the machine is there
 */
record Bus(QomObject node, boolean hotpluggable) {

  /** Refuses a device that would come or go. */
  void checkHotpluggable() {
    if (!hotpluggable) {
      throw new QemuError("Bus '" + node.name() + "' does not support hotplugging");
    }
  }

  /** Whether devices for a kind of bus fit: {@code ISA} or {@code PCI}. */
  boolean takes(String kind) {
    return node.type().equals(kind) || (kind.equals("PCI") && node.type().equals("PCIE"));
  }
}
