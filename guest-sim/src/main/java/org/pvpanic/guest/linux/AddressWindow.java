package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pvpanic.guest.acpi.AmlNamespace;

/**
 * Addresses that a bridge hands on to the bus behind it, as its resource descriptors list them.
 *
 * <p>Specification: ACPI 6.5, section 6.4.3.5.
 *
 * @param first the first address
 * @param last the last address
 */
record AddressWindow(Kind kind, long first, long last) {

  /** What is addressed. */
  enum Kind {
    MEMORY,
    IO,
    BUS
  }

  private static final int LARGE = 0x80;
  private static final int WORD = 0x88;
  private static final int DOUBLE_WORD = 0x87;
  private static final int QUAD_WORD = 0x8a;
  private static final int END = 0x79;

  /** The path of the PCI root bridge; "" when the tables tell of none. */
  static String rootBridge(AmlNamespace namespace) {
    for (Map.Entry<String, String> device : namespace.hardwareIds().entrySet()) {
      if (device.getValue().equals("PNP0A03") || device.getValue().equals("PNP0A08")) {
        return device.getKey();
      }
    }
    return "";
  }

  /** The windows of the PCI root bridge. */
  static List<AddressWindow> ofRootBridge(AmlNamespace namespace) {
    String path = rootBridge(namespace);
    return path.isEmpty() ? List.of() : of(namespace.at(path).resources());
  }

  /** The windows of a list of descriptors, in its order. */
  static List<AddressWindow> of(byte[] descriptors) {
    List<AddressWindow> windows = new ArrayList<>(6);
    int at = 0;
    while (at + 3 < descriptors.length && (descriptors[at] & 0xff) != END) {
      int tag = descriptors[at] & 0xff;
      if ((tag & LARGE) == 0) {
        at += 1 + (tag & 7);
        continue;
      }
      int size = tag == WORD ? 2 : tag == DOUBLE_WORD ? 4 : tag == QUAD_WORD ? 8 : 0;
      if (size > 0 && descriptors[at + 3] >= 0 && descriptors[at + 3] <= 2) {
        windows.add(
            new AddressWindow(
                Kind.values()[descriptors[at + 3]],
                number(descriptors, at + 6 + size, size),
                number(descriptors, at + 6 + 2 * size, size)));
      }
      at += 3 + (int) number(descriptors, at + 1, 2);
    }
    return windows;
  }

  private static long number(byte[] bytes, int at, int size) {
    long number = 0;
    for (int i = Math.min(at + size, bytes.length) - 1; i >= at; i--) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    return number;
  }
}
