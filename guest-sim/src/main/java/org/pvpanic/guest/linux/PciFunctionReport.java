package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.guest.io.PciBar;
import org.pvpanic.guest.io.PciFunction;

/** What a kernel says of a PCI function when it finds it (drivers/pci/probe.c). */
final class PciFunctionReport {

  private static final int CLASS_IDE = 0x0101;
  private static final int SUBORDINATE_BUS = 0x1a;
  private static final int SECONDARY_BUS = 0x19;

  private PciFunctionReport() {}

  /** What is said of a function that is found. */
  static List<String> found(PciFunction function, boolean isNew) {
    List<String> lines = new ArrayList<>(4);
    String name = name(function);
    int type = function.isBridge() ? 1 : 0;
    int code = function.read(0x08, 4) >>> 8;
    if (isNew) {
      lines.add(
          name
              + "["
              + digits(function.read(0, 2), 4)
              + ":"
              + digits(function.read(2, 2), 4)
              + "] type 0"
              + type
              + " class 0x"
              + digits(code, 6));
      for (PciBar bar : PciBar.of(function)) {
        lines.add(name + bar(bar));
      }
    }
    legacyIde(lines, name, code, isNew);
    if (function.isBridge() && isNew) {
      lines.add(
          name
              + "PCI bridge to [bus "
              + buses(function.read(SECONDARY_BUS, 1), function.read(SUBORDINATE_BUS, 1))
              + "]");
    }
    powerManagement(lines, name, function);
    return lines;
  }

  private static String buses(int first, int last) {
    return Hex.octet(first) + (last == first ? "" : "-" + Hex.octet(last));
  }

  /** A base address register and where it is. */
  static String bar(PciBar bar) {
    boolean io = bar.kind() == PciBar.Kind.IO;
    int width = io ? 4 : 8;
    return (bar.isRom() ? "ROM" : "BAR " + bar.number())
        + (io ? " [io  0x" : " [mem 0x")
        + digits(bar.address(), width)
        + "-0x"
        + digits(bar.address() + bar.size() - 1, width)
        + (bar.wide() ? " 64bit" : "")
        + (bar.kind() == PciBar.Kind.PREFETCHABLE || bar.isRom() ? " pref]" : "]");
  }

  /** An IDE controller in compatibility mode has ports that its registers do not tell of. */
  private static void legacyIde(List<String> lines, String name, int code, boolean isNew) {
    if (code >>> 8 != CLASS_IDE) {
      return;
    }
    List<String> ports = new ArrayList<>(4);
    if ((code & 1) == 0) {
      ports.addAll(List.of("[io  0x01f0-0x01f7]", "[io  0x03f6]"));
    }
    if ((code & 4) == 0) {
      ports.addAll(List.of("[io  0x0170-0x0177]", "[io  0x0376]"));
    }
    int first = ports.size() == 4 || (code & 1) == 0 ? 0 : 2;
    for (int i = 0; i < ports.size(); i++) {
      lines.add(
          isNew
              ? name + "BAR " + (first + i) + " " + ports.get(i) + ": legacy IDE quirk"
              : name
                  + "legacy IDE quirk: reg 0x"
                  + Hex.octet(0x10 + 4 * (first + i))
                  + ": "
                  + ports.get(i));
    }
  }

  /** Ports of the chipset's power management, which no base address register tells of. */
  private static void powerManagement(List<String> lines, String name, PciFunction function) {
    if (function.is(0x8086, 0x7113)) {
      lines.add(name + quirk(function.read(0x40, 2) & ~0x3f, 0x40, "PIIX4 ACPI"));
      lines.add(name + quirk(function.read(0x90, 2) & ~0xf, 0x10, "PIIX4 SMB"));
    } else if (function.is(0x8086, 0x2918)) {
      lines.add(name + quirk(function.read(0x40, 2) & ~0x7f, 0x80, "ICH6 ACPI/GPIO/TCO"));
    }
  }

  private static String quirk(int base, int size, String owner) {
    return "quirk: [io  0x"
        + digits(base, 4)
        + "-0x"
        + digits(base + size - 1, 4)
        + "] claimed by "
        + owner;
  }

  /** Its name before a message. */
  static String name(PciFunction function) {
    return "pci " + place(function) + ": ";
  }

  /** Its place, such as {@code 0000:00:02.0}. */
  static String place(PciFunction function) {
    int address = function.address();
    return "0000:"
        + Hex.octet(address >> 8)
        + ":"
        + Hex.octet(address >> 3 & 0x1f)
        + "."
        + (address & 7);
  }

  static String digits(long value, int width) {
    String hex = Long.toHexString(value);
    return "0".repeat(Math.max(0, width - hex.length())) + hex;
  }
}
