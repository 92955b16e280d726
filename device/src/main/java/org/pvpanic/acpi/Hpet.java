package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.ZERO;
import static org.pvpanic.acpi.Aml.device;
import static org.pvpanic.acpi.Aml.eisaId;
import static org.pvpanic.acpi.Aml.field;
import static org.pvpanic.acpi.Aml.integer;
import static org.pvpanic.acpi.Aml.method;
import static org.pvpanic.acpi.Aml.name;
import static org.pvpanic.acpi.Aml.named;
import static org.pvpanic.acpi.Aml.operationRegion;
import static org.pvpanic.acpi.Aml.scope;
import static org.pvpanic.acpi.AmlCode.either;
import static org.pvpanic.acpi.AmlCode.equal;
import static org.pvpanic.acpi.AmlCode.giveBack;
import static org.pvpanic.acpi.AmlCode.greater;
import static org.pvpanic.acpi.AmlCode.local;
import static org.pvpanic.acpi.AmlCode.shiftRight;
import static org.pvpanic.acpi.AmlCode.store;
import static org.pvpanic.acpi.AmlCode.when;
import static org.pvpanic.acpi.AmlResources.READ_ONLY;
import static org.pvpanic.acpi.AmlResources.memory32Fixed;
import static org.pvpanic.acpi.AmlResources.template;

/**
 * The high precision event timer in the DSDT. It is present when its registers have a vendor and a
 * period that can be, so that a machine without one may have this, too.
 */
final class Hpet {

  private static final long BASE = 0xfed00000L;
  private static final int LENGTH = 0x400;

  /** The longest period that the HPET's specification allows, in femtoseconds. */
  private static final int LONGEST_PERIOD = 100_000_000;

  private Hpet() {}

  static Aml aml() {
    Aml vendor = local(0);
    Aml period = local(1);
    return scope(
        "_SB",
        device(
            "HPET",
            named("_HID", eisaId("PNP0103")),
            named("_UID", ZERO),
            operationRegion("HPTM", Aml.SYSTEM_MEMORY, BASE, LENGTH),
            field(
                "HPTM",
                Aml.DWORD_ACCESS | Aml.LOCK | Aml.PRESERVE,
                Aml.bits("VEND", 32),
                Aml.bits("PRD", 32)),
            method(
                "_STA",
                0,
                store(name("VEND"), vendor),
                store(name("PRD"), period),
                shiftRight(vendor, integer(16), vendor),
                when(either(equal(vendor, ZERO), equal(vendor, integer(0xffff))), giveBack(ZERO)),
                when(
                    either(equal(period, ZERO), greater(period, integer(LONGEST_PERIOD))),
                    giveBack(ZERO)),
                giveBack(integer(0xf))),
            named("_CRS", template(memory32Fixed(BASE, LENGTH, READ_ONLY)))));
  }
}
