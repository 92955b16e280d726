package org.pvpanic.emulator;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.json.UInt64;
import org.pvpanic.pci.PciBar;
import org.pvpanic.pci.PciFunction;
import org.pvpanic.qom.QomObject;

/** A region as the object tree shows it: where it is is looked up when somebody asks. */
final class RegionProperties {

  private static final Map<String, String> ROOTS =
      Map.of("system", "/machine/unattached/system[0]", "io", "/machine/unattached/io[0]");

  private static final String PCI = "/machine/unattached/pci[0]";
  private static final UInt64 EVERYTHING = new UInt64(-1);

  private RegionProperties() {}

  /** Has an object answer from {@code region}. */
  static void declare(QomObject object, MemoryRegion region) {
    object.property("container", "link<memory-region>", () -> container(region));
    object.property("addr", "uint64", () -> unsigned(region.address()));
    object.property("size", "uint64", () -> unsigned(region.size()));
    object.property("priority", "uint32", () -> (long) region.priority());
  }

  /** Has what a PCI device is made of answer from its function. */
  static void declare(QomObject device, PciFunction function) {
    device.addWhatItsTypeDeclares();
    QomObject window = device.child("bus master[0]");
    QomObject seen = device.child("bus master container[0]");
    if (window != null && seen != null) {
      seen.value("size", EVERYTHING);
      window.value("size", EVERYTHING).value("container", seen.path());
    }
    List<PciBar> bars = function.header().bars();
    QomObject registers = device.child("pvpanic[0]");
    if (registers != null && bars.size() == 1) {
      declareBar(registers, function, bars.get(0));
    }
  }

  private static void declareBar(QomObject object, PciFunction function, PciBar bar) {
    object.value("size", bar.size());
    LongSupplier address = () -> function.address(bar);
    String space = bar.io() ? ROOTS.getOrDefault("io", "") : PCI;
    object.property("addr", "uint64", () -> isMapped(address) ? unsigned(address.getAsLong()) : 0L);
    object.property("container", "link<memory-region>", () -> isMapped(address) ? space : "");
    object.property("priority", "uint32", () -> isMapped(address) ? 1L : 0L);
  }

  private static boolean isMapped(LongSupplier address) {
    return address.getAsLong() != PciFunction.UNMAPPED;
  }

  private static Object container(MemoryRegion region) {
    MemoryRegion parent = region.parent();
    return parent == null ? "" : ROOTS.getOrDefault(parent.name(), "");
  }

  private static Object unsigned(long number) {
    return number < 0 ? new UInt64(number) : (Object) number;
  }
}
