package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.named;
import static org.pvpanic.acpi.AmlResources.CACHEABLE;
import static org.pvpanic.acpi.AmlResources.NOT_CACHEABLE;
import static org.pvpanic.acpi.AmlResources.busNumbers;
import static org.pvpanic.acpi.AmlResources.io;
import static org.pvpanic.acpi.AmlResources.ioRange;
import static org.pvpanic.acpi.AmlResources.memoryRange32;
import static org.pvpanic.acpi.AmlResources.memoryRange64;

import java.util.ArrayList;
import java.util.List;

/**
 * What the PCI root bridge passes to its bus ({@code _CRS}): all buses, all ports but its own, VGA
 * memory, and the holes that RAM and configuration space leave.
 */
final class RootResources {

  private static final int CONFIG_PORT = 0xcf8;
  private static final int CONFIG_PORTS = 8;

  /** The last address before the I/O APIC's. */
  private static final long LOW_END = 0xfebfffffL;

  private RootResources() {}

  static Aml of(AcpiPlatform.MemoryMap memory) {
    List<Aml> ranges = new ArrayList<>();
    ranges.add(busNumbers(0, 0xff));
    ranges.add(io(CONFIG_PORT, 1, CONFIG_PORTS));
    ranges.add(ioRange(0, CONFIG_PORT - 1));
    ranges.add(ioRange(CONFIG_PORT + CONFIG_PORTS, 0xffff));
    ranges.add(memoryRange32(CACHEABLE, 0xa0000, 0xbffff));
    long free = memory.lowEnd();
    if (memory.configBase() != 0) {
      if (free < memory.configBase()) {
        ranges.add(memoryRange32(NOT_CACHEABLE, free, memory.configBase() - 1));
      }
      free = memory.configBase() + memory.configSize();
    }
    ranges.add(memoryRange32(NOT_CACHEABLE, free, LOW_END));
    if (memory.highStart() != 0) {
      ranges.add(memoryRange64(CACHEABLE, memory.highStart(), memory.highEnd()));
    }
    return named("_CRS", AmlResources.template(ranges.toArray(Aml[]::new)));
  }
}
