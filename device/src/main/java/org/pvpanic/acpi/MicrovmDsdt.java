package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.ZERO;
import static org.pvpanic.acpi.Aml.device;
import static org.pvpanic.acpi.Aml.field;
import static org.pvpanic.acpi.Aml.integer;
import static org.pvpanic.acpi.Aml.list;
import static org.pvpanic.acpi.Aml.name;
import static org.pvpanic.acpi.Aml.named;
import static org.pvpanic.acpi.Aml.operationRegion;
import static org.pvpanic.acpi.Aml.packageOf;
import static org.pvpanic.acpi.Aml.scope;
import static org.pvpanic.acpi.Aml.serializedMethod;
import static org.pvpanic.acpi.Aml.string;
import static org.pvpanic.acpi.AmlCode.and;
import static org.pvpanic.acpi.AmlCode.equal;
import static org.pvpanic.acpi.AmlCode.local;
import static org.pvpanic.acpi.AmlCode.signal;
import static org.pvpanic.acpi.AmlCode.store;
import static org.pvpanic.acpi.AmlCode.when;
import static org.pvpanic.acpi.AmlResources.edgeInterrupt;
import static org.pvpanic.acpi.AmlResources.template;

/**
 * The DSDT of microvm: no buses, and a generic event device (ACPI 6.5, 5.6.9) that tells of the
 * power button. Left out: virtio-mmio, xHCI and PCI devices.
 */
final class MicrovmDsdt {

  private static final long EVENTS = 0xfea00000L;
  private static final int IRQ = 9;
  private static final Aml POWER_DOWN = integer(2);
  private static final int STATUS_CHANGE = 0x80;
  private static final int SLEEP_TYPE_OFF = 5;

  private MicrovmDsdt() {}

  static Aml of(AcpiPlatform platform) {
    Aml off = packageOf(4, integer(SLEEP_TYPE_OFF), ZERO, ZERO, ZERO);
    return list(
        scope(
            "_SB",
            Dsdt.firmwareConfiguration(),
            Dsdt.isaDevices(platform),
            genericEvents(),
            device("PWRB", named("_HID", string("PNP0C0C")), named("_UID", ZERO))),
        scope("\\", named("_S5", off)));
  }

  private static Aml genericEvents() {
    return device(
        "GED",
        named("_HID", string("ACPI0013")),
        named("_UID", string("GED")),
        named("_CRS", template(edgeInterrupt(IRQ))),
        operationRegion("EREG", Aml.SYSTEM_MEMORY, EVENTS, 4),
        field("EREG", Aml.DWORD_ACCESS | Aml.WRITE_AS_ZEROS, Aml.bits("ESEL", 32)),
        serializedMethod(
            "_EVT",
            1,
            store(name("ESEL"), local(0)),
            when(
                equal(and(local(0), POWER_DOWN), POWER_DOWN),
                signal(name("PWRB"), integer(STATUS_CHANGE)))));
  }
}
