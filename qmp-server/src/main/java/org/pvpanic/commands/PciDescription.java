package org.pvpanic.commands;

import java.util.ArrayList;
import java.util.List;
import org.pvpanic.pci.ConfigSpace;
import org.pvpanic.pci.PciBar;
import org.pvpanic.pci.PciFunction;

/**
 * What {@code info qtree} says of a PCI function as such: its class, place and numbers, and where
 * its base address registers are mapped.
 */
final class PciDescription {

  private static final int VENDOR = 0x00;
  private static final int DEVICE = 0x02;
  private static final int CLASS = 0x0a;
  private static final int SUBSYSTEM_VENDOR = 0x2c;
  private static final int SUBSYSTEM = 0x2e;

  private PciDescription() {}

  /** The lines for a function. */
  static List<String> of(PciFunctions.Placed placed) {
    PciFunction function = placed.function();
    ConfigSpace config = function.config();
    int code = config.getWord(CLASS);
    List<String> lines = new ArrayList<>();
    lines.add(
        "class %s, addr %02x:%02x.%x, pci id %04x:%04x (sub %04x:%04x)"
            .formatted(
                PciClasses.describe(code).orElse("Class %04x".formatted(code)),
                placed.bus(),
                function.devfn() / 8,
                function.devfn() % 8,
                config.getWord(VENDOR),
                config.getWord(DEVICE),
                config.getWord(SUBSYSTEM_VENDOR),
                config.getWord(SUBSYSTEM)));
    for (PciBar bar : function.header().bars()) {
      long address = function.address(bar);
      lines.add(
          "bar %d: %s at 0x%x [0x%x]"
              .formatted(
                  bar.number(), bar.io() ? "i/o" : "mem", address, address + bar.size() - 1));
    }
    return lines;
  }
}
