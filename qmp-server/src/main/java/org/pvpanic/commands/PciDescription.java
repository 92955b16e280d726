package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pvpanic.qom.QomObject;
import org.pvpanic.qom.QomType;

/**
 * What {@code info qtree} says of a PCI device as such: its class, place and numbers, and its base
 * address registers, which nobody has programmed.
 *
 * @param classCode class and subclass, 16 bits
 * @param numbers vendor, device, and those of the subsystem, in hexadecimal
 * @param place slot and function, such as {@code 04.0}
 * @param bars such as {@code 4io10}: number, kind, size in hexadecimal
 */
record PciDescription(int classCode, List<String> numbers, String place, List<String> bars) {

  private static final Map<Integer, String> CLASSES =
      Map.of(
          0x0101, "IDE controller",
          0x0106, "SATA controller",
          0x0600, "Host bridge",
          0x0601, "ISA bridge",
          0x0604, "PCI bridge",
          0x0680, "Bridge",
          0x0c03, "USB controller",
          0x0c05, "SMBus");

  /** The description of a device whose type has {@code VENDOR:DEVICE:CLASS[:SUBSYSTEM]}. */
  static PciDescription of(QomObject device, QomType type, String numbers) {
    String[] parts = numbers.split(":");
    List<String> subsystem =
        parts.length > 3 ? List.of(parts[3], parts[4]) : List.of("1af4", "1100");
    int place = (int) device.number("addr");
    Optional<String> bars = type.flag("bars");
    return new PciDescription(
        Integer.parseInt(parts[2], 16),
        List.of(parts[0], parts[1], subsystem.get(0), subsystem.get(1)),
        "%02x.%x".formatted(place / 8, place % 8),
        bars.map(all -> List.of(all.split(","))).orElse(List.of()));
  }

  List<String> lines(String indent) {
    List<String> lines = new ArrayList<>();
    String known = CLASSES.getOrDefault(classCode, "Class %04x".formatted(classCode));
    lines.add(
        indent
            + "class %s, addr 00:%s, pci id %s:%s (sub %s:%s)"
                .formatted(
                    known, place, numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3)));
    for (String bar : bars) {
      boolean io = bar.startsWith("io", 1);
      long size = Long.parseLong(bar.substring(io ? 3 : 4), 16);
      lines.add(
          indent
              + "bar %s: %s at 0xffffffffffffffff [0x%x]"
                  .formatted(bar.substring(0, 1), io ? "i/o" : "mem", size - 2));
    }
    return lines;
  }
}
