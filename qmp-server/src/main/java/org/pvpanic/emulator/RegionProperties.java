package org.pvpanic.emulator;

import java.util.Map;
import org.pvpanic.bus.MemoryRegion;
import org.pvpanic.json.UInt64;
import org.pvpanic.qom.QomObject;

/** A region as the object tree shows it: where it is is looked up when somebody asks. */
final class RegionProperties {

  private static final Map<String, String> ROOTS =
      Map.of("system", "/machine/unattached/system[0]", "io", "/machine/unattached/io[0]");

  private RegionProperties() {}

  /** Has an object answer from {@code region}. */
  static void declare(QomObject object, MemoryRegion region) {
    object.property("container", "link<memory-region>", () -> container(region));
    object.property("addr", "uint64", () -> unsigned(region.address()));
    object.property("size", "uint64", () -> unsigned(region.size()));
    object.property("priority", "uint32", () -> (long) region.priority());
  }

  private static Object container(MemoryRegion region) {
    MemoryRegion parent = region.parent();
    return parent == null ? "" : ROOTS.getOrDefault(parent.name(), "");
  }

  private static Object unsigned(long number) {
    return number < 0 ? new UInt64(number) : (Object) number;
  }
}
