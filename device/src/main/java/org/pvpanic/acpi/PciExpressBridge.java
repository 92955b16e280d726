package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.ONE;
import static org.pvpanic.acpi.Aml.device;
import static org.pvpanic.acpi.Aml.eisaId;
import static org.pvpanic.acpi.Aml.integer;
import static org.pvpanic.acpi.Aml.list;
import static org.pvpanic.acpi.Aml.method;
import static org.pvpanic.acpi.Aml.name;
import static org.pvpanic.acpi.Aml.named;
import static org.pvpanic.acpi.Aml.scope;
import static org.pvpanic.acpi.Aml.string;
import static org.pvpanic.acpi.AmlCode.and;
import static org.pvpanic.acpi.AmlCode.arg;
import static org.pvpanic.acpi.AmlCode.dwordField;
import static org.pvpanic.acpi.AmlCode.equal;
import static org.pvpanic.acpi.AmlCode.giveBack;
import static org.pvpanic.acpi.AmlCode.local;
import static org.pvpanic.acpi.AmlCode.not;
import static org.pvpanic.acpi.AmlCode.or;
import static org.pvpanic.acpi.AmlCode.otherwise;
import static org.pvpanic.acpi.AmlCode.store;
import static org.pvpanic.acpi.AmlCode.when;
import static org.pvpanic.acpi.AmlResources.NOT_CACHEABLE;
import static org.pvpanic.acpi.AmlResources.memoryRange32;
import static org.pvpanic.acpi.AmlResources.memoryRange64;
import static org.pvpanic.acpi.AmlResources.template;

/**
 * The root bridge of the Q35: which features of PCI Express the system may control ({@code _OSC},
 * ACPI 6.5, 6.2.11.3), and where configuration space is, once firmware has placed it.
 */
final class PciExpressBridge {

  private static final String HOST_BRIDGE = "33DB4D5B-1FF7-401C-9657-7441C03DD766";

  /** SHPC, PME, AER and capability structures. */
  private static final int CONTROLS = 0x1e;

  private static final int NATIVE_HOTPLUG = 1;

  private static final int UNKNOWN_UUID = 1 << 2;
  private static final int UNKNOWN_REVISION = 1 << 3;
  private static final int MASKED = 1 << 4;

  private PciExpressBridge() {}

  /**
   * The bridge.
   *
   * @param nativeHotplug whether devices come and go by PCI Express itself, and not by ACPI
   */
  static Aml of(AcpiPlatform.MemoryMap memory, Aml common, boolean nativeHotplug) {
    Aml bridge =
        device(
            "PCI0",
            named("_HID", eisaId("PNP0A08")),
            named("_CID", eisaId("PNP0A03")),
            common,
            operatingSystemCapabilities(nativeHotplug));
    return scope("_SB", bridge, memory.configBase() == 0 ? list() : configurationSpace(memory));
  }

  private static Aml configurationSpace(AcpiPlatform.MemoryMap memory) {
    long first = memory.configBase();
    long last = first + memory.configSize() - 1;
    boolean high = last >>> 32 != 0;
    return device(
        "DRAC",
        named("_HID", string("PNP0C01")),
        named(
            "_CRS",
            template(
                high
                    ? memoryRange64(NOT_CACHEABLE, first, last)
                    : memoryRange32(NOT_CACHEABLE, first, last))));
  }

  private static Aml operatingSystemCapabilities(boolean nativeHotplug) {
    Aml status = name("CDW1");
    Aml wanted = name("CDW3");
    Aml granted = local(0);
    return method(
        "_OSC",
        4,
        dwordField(arg(3), 0, "CDW1"),
        when(
            equal(arg(0), Aml.uuid(HOST_BRIDGE)),
            dwordField(arg(3), 4, "CDW2"),
            dwordField(arg(3), 8, "CDW3"),
            store(wanted, granted),
            and(granted, integer(CONTROLS | (nativeHotplug ? NATIVE_HOTPLUG : 0)), granted),
            when(not(equal(arg(1), ONE)), or(status, integer(UNKNOWN_REVISION), status)),
            when(not(equal(wanted, granted)), or(status, integer(MASKED), status)),
            store(granted, wanted)),
        otherwise(or(status, integer(UNKNOWN_UUID), status)),
        giveBack(arg(3)));
  }
}
