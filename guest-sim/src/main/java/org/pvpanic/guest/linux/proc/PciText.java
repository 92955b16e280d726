package org.pvpanic.guest.linux.proc;

import java.util.Locale;
import org.pvpanic.guest.io.PciDevice;
import org.pvpanic.guest.linux.Kernel;

/** /proc/bus/pci/devices. */
final class PciText {

  private static final int REGIONS = 7;

  private PciText() {}

  static String devices(Kernel kernel) {
    StringBuilder out = new StringBuilder();
    if (!kernel.view().pci().isPresent()) {
      return "";
    }
    for (PciDevice device : PciDevice.scan(kernel.view().pci())) {
      long[] starts = new long[REGIONS];
      long[] sizes = new long[REGIONS];
      for (PciDevice.Region region : device.regions()) {
        boolean legacy = region.flags() > 0xf;
        starts[region.index()] = region.start() | (legacy ? 0 : region.flags() & 0xf);
        sizes[region.index()] = region.size() > 1 ? region.size() : 0;
      }
      out.append(
          String.format(
              Locale.ROOT,
              "%04x\t%04x%04x\t%x",
              device.function().address(),
              device.vendor(),
              device.device(),
              device.irq()));
      for (long start : starts) {
        out.append(String.format(Locale.ROOT, "\t%16x", start));
      }
      for (long size : sizes) {
        out.append(String.format(Locale.ROOT, "\t%16x", size));
      }
      out.append('\t').append(driver(kernel, device)).append('\n');
    }
    return out.toString();
  }

  /** The driver that has taken a device, "" when none has. */
  static String driver(Kernel kernel, PciDevice device) {
    String home = "/sys/bus/pci/drivers";
    for (String name : kernel.nodes().names(home)) {
      if (kernel.nodes().isDirectory(home + "/" + name + "/" + device.name())
          || kernel.nodes().find(home + "/" + name + "/" + device.name()) != null) {
        return name;
      }
    }
    return "";
  }
}
