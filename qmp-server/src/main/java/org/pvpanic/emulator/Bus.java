package org.pvpanic.emulator;

import org.pvpanic.qom.QomObject;

/**
 * A bus that devices can be put on.
 *
 * @param node its place in the object tree; its type is {@code ISA}, {@code PCI} or {@code PCIE}
 * @param slots who sits where, if it is a PCI bus
 */
record Bus(QomObject node, PciSlots slots) {

  Bus(QomObject node) {
    this(node, new PciSlots());
  }

  /** Whether devices for a kind of bus fit: {@code ISA} or {@code PCI}. */
  boolean takes(String kind) {
    return node.type().equals(kind) || (kind.equals("PCI") && node.type().equals("PCIE"));
  }
}
