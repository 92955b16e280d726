package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.acpi.AmlDevice;
import org.pvpanic.guest.acpi.AmlNamespace;
import org.pvpanic.guest.io.PciConfig;
import org.pvpanic.guest.io.PciFunction;

/** What the modules of the catalog do, as far as it can be seen. */
final class ModuleDrivers {

  private static final String PVPANIC_PCI = "pvpanic_pci";

  private final Kernel kernel;
  private @Nullable PvpanicCore pvpanic;
  private @Nullable InputDevices input;
  private @Nullable PowerButton button;
  private @Nullable FwCfgFolder fwCfg;

  ModuleDrivers(Kernel kernel) {
    this.kernel = kernel;
  }

  /** A symbol that a module exports: what is missing while that module is. */
  static String symbolOf(String module) {
    return switch (module) {
      case "pvpanic" -> "devm_pvpanic_probe";
      case "libata" -> "ata_host_activate";
      case "parport" -> "parport_register_device";
      case "dm_mod" -> "dm_register_target";
      case "libcrc32c" -> "crc32c";
      default -> module + "_register";
    };
  }

  /** The driver of a module that is being loaded. */
  ModuleDriver of(String name, String what) {
    return switch (name) {
      case "pvpanic" -> core();
      case "pvpanic_mmio" -> core().module(PvpanicBus.ACPI);
      case PVPANIC_PCI -> core().module(PvpanicBus.PCI);
      case "qemu_fw_cfg" -> fwCfg();
      case "evdev" -> input().evdev();
      case "button" -> button();
      case "lkcrash" -> new CrashModule(kernel, what);
      default -> ModuleDriver.INERT;
    };
  }

  /** Starts the driver of a module that is loaded at boot; those never fail. */
  void bind(String name) {
    switch (name) {
      case "pvpanic" -> core().register();
      case "pvpanic_mmio" -> core().probe(PvpanicBus.ACPI);
      case PVPANIC_PCI -> core().probe(PvpanicBus.PCI);
      case "qemu_fw_cfg" -> fwCfg().probe();
      case "evdev" -> input().showNodes();
      case "button" -> button().probe(false);
      default -> {
        // nothing to be seen
      }
    }
  }

  /** Who has something of that module open. */
  int users(String name) {
    return name.equals("evdev") && input != null ? input.openNodes() : 0;
  }

  /** The modules whose devices are on this board. */
  List<String> wantedByDevices() {
    List<String> wanted = new ArrayList<>(2);
    if (kernel.isEl7()) {
      return wanted;
    }
    if (!acpiDevices(PvpanicDriver.HARDWARE_ID).isEmpty()) {
      wanted.add("pvpanic_mmio");
    }
    if (PvpanicInstance.isOnPci(new PciConfig(kernel.cpu().ports()))) {
      wanted.add(PVPANIC_PCI);
    }
    return wanted;
  }

  /**
   * A PCI function has come. On an installed system udev loads the module for it, unless that is
   * loaded already.
   */
  void pciAdded(PciFunction function) {
    if (PvpanicInstance.isPci(function)) {
      if (kernel.modules().isLoaded(PVPANIC_PCI)) {
        core().bindPci(function);
      } else if (kernel.view().isInstalled() && !kernel.isEl7()) {
        kernel.modules().loadSilently(PVPANIC_PCI);
      }
    }
  }

  /** A PCI function is about to go. */
  void pciRemoved(PciFunction function) {
    if (pvpanic != null) {
      pvpanic.removed(PciFunctionReport.place(function));
    }
  }

  private List<AmlDevice> acpiDevices(String hardwareId) {
    AcpiTables tables = kernel.acpiTables();
    return tables == null ? List.of() : AmlNamespace.of(tables.definitions()).devices(hardwareId);
  }

  private PvpanicCore core() {
    PvpanicCore known = pvpanic;
    if (known == null) {
      known = new PvpanicCore(kernel);
      pvpanic = known;
    }
    return known;
  }

  InputDevices input() {
    InputDevices known = input;
    if (known == null) {
      known = new InputDevices(kernel);
      input = known;
    }
    return known;
  }

  PowerButton button() {
    PowerButton known = button;
    if (known == null) {
      known = new PowerButton(kernel, input());
      button = known;
    }
    return known;
  }

  private FwCfgFolder fwCfg() {
    FwCfgFolder known = fwCfg;
    if (known == null) {
      known = new FwCfgFolder(kernel);
      fwCfg = known;
    }
    return known;
  }
}
