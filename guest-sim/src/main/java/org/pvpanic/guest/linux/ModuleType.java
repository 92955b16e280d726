package org.pvpanic.guest.linux;

import java.util.List;

/**
 * A module that there is: what its file says of it.
 *
 * @param name with underscores
 * @param folder of its file, below the kernel's folder of modules
 * @param size bytes of memory that it takes
 * @param users how many use it that are no modules
 * @param depends the modules that must be there before it
 * @param taint what loading it makes of the kernel
 * @param parameters what can be said when it is loaded
 * @param description what it is
 * @param license under which it may be used
 * @param author who wrote it
 * @param alias the device that it is for, "" when udev never loads it
 */
record ModuleType(
    String name,
    String folder,
    int size,
    int users,
    List<String> depends,
    int taint,
    List<String> parameters,
    String description,
    String license,
    String author,
    String alias) {

  /** The name of its file: the kernel's build keeps the dashes. */
  String file() {
    return switch (name) {
      case "pvpanic_mmio" -> "pvpanic-mmio.ko";
      case "pvpanic_pci" -> "pvpanic-pci.ko";
      case "dm_mirror", "dm_region_hash", "dm_log", "dm_mod" -> name.replace('_', '-') + ".ko";
      case "i2c_piix4", "i2c_core" -> name.replace('_', '-') + ".ko";
      default -> name + ".ko";
    };
  }
}
