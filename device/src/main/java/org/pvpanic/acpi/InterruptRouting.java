package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.ZERO;
import static org.pvpanic.acpi.Aml.device;
import static org.pvpanic.acpi.Aml.eisaId;
import static org.pvpanic.acpi.Aml.integer;
import static org.pvpanic.acpi.Aml.list;
import static org.pvpanic.acpi.Aml.method;
import static org.pvpanic.acpi.Aml.name;
import static org.pvpanic.acpi.Aml.named;
import static org.pvpanic.acpi.Aml.packageOf;
import static org.pvpanic.acpi.Aml.scope;
import static org.pvpanic.acpi.Aml.serializedMethod;
import static org.pvpanic.acpi.AmlCode.add;
import static org.pvpanic.acpi.AmlCode.and;
import static org.pvpanic.acpi.AmlCode.arg;
import static org.pvpanic.acpi.AmlCode.call;
import static org.pvpanic.acpi.AmlCode.dwordField;
import static org.pvpanic.acpi.AmlCode.equal;
import static org.pvpanic.acpi.AmlCode.giveBack;
import static org.pvpanic.acpi.AmlCode.increment;
import static org.pvpanic.acpi.AmlCode.index;
import static org.pvpanic.acpi.AmlCode.less;
import static org.pvpanic.acpi.AmlCode.local;
import static org.pvpanic.acpi.AmlCode.or;
import static org.pvpanic.acpi.AmlCode.otherwise;
import static org.pvpanic.acpi.AmlCode.shiftLeft;
import static org.pvpanic.acpi.AmlCode.shiftRight;
import static org.pvpanic.acpi.AmlCode.store;
import static org.pvpanic.acpi.AmlCode.when;
import static org.pvpanic.acpi.AmlCode.whileLoop;
import static org.pvpanic.acpi.AmlResources.sharedInterrupt;
import static org.pvpanic.acpi.AmlResources.template;

import java.util.ArrayList;
import java.util.List;

/**
 * How interrupts of PCI devices reach the CPU: a routing table ({@code _PRT}, ACPI 6.5, 6.2.13) and
 * the links that it names, which the ISA bridge's registers PRQ0 to 3 or PRQA to H set.
 */
final class InterruptRouting {

  private static final int PINS = 128;
  private static final int ANY_FUNCTION = 0xffff;

  /** The links that software can set choose between these. */
  private static final int[] CHOICES = {5, 10, 11};

  private static final int POWER_MANAGEMENT_IRQ = 9;
  private static final int FIRST_GSI = 16;

  /** Devices up to this one rotate over the links E to H. */
  private static final int LAST_ROTATING = 0x18;

  private static final int PCI_BRIDGE = 0x1e;
  private static final int DEVICES = 32;

  private InterruptRouting() {}

  /** The i440FX: four links; the power management function has one of its own. */
  static Aml piix() {
    Aml links =
        list(
            link("LNKA", 0, "PRQ0"),
            link("LNKB", 1, "PRQ1"),
            link("LNKC", 2, "PRQ2"),
            link("LNKD", 3, "PRQ3"),
            device(
                "LNKS",
                named("_HID", eisaId("PNP0C0F")),
                named("_UID", integer(4)),
                named("_PRS", template(sharedInterrupt(POWER_MANAGEMENT_IRQ))),
                method("_STA", 0, giveBack(integer(0x0b))),
                method("_DIS", 0),
                method("_CRS", 0, giveBack(name("_PRS"))),
                method("_SRS", 1)));
    Aml current =
        when(less(arg(0), integer(0x80)), store(arg(0), name("PRRI"))); // else it is disabled
    return scope("_SB", scope("PCI0", piixTable()), status(), currentSetting(current), links);
  }

  /** Pin i of a device goes to link (device + i) mod 4; computed, to save room. */
  private static Aml piixTable() {
    Aml table = local(0);
    Aml pin = local(1);
    Aml slot = local(2);
    Aml link = local(3);
    Aml route = local(4);
    return method(
        "_PRT",
        0,
        store(packageOf(PINS), table),
        store(ZERO, pin),
        whileLoop(
            less(pin, integer(PINS)),
            store(shiftRight(pin, integer(2), ZERO), slot),
            store(and(add(pin, slot), integer(3)), link),
            when(equal(link, integer(0)), store(route("LNKD"), route)),
            when(
                equal(link, integer(1)),
                when(equal(pin, integer(4)), store(route("LNKS"), route)),
                otherwise(store(route("LNKA"), route))),
            when(equal(link, integer(2)), store(route("LNKB"), route)),
            when(equal(link, integer(3)), store(route("LNKC"), route)),
            store(
                or(shiftLeft(slot, integer(16)), integer(ANY_FUNCTION), ZERO),
                index(route, integer(0))),
            store(and(pin, integer(3)), index(route, integer(1))),
            store(route, index(table, pin)),
            increment(pin)),
        giveBack(table));
  }

  private static Aml route(String link) {
    return packageOf(4, ZERO, ZERO, name(link), ZERO);
  }

  /** The Q35: eight links while the old interrupt controller is used, else as many fixed pins. */
  static Aml ich9() {
    List<Aml> links = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      char letter = (char) ('A' + i);
      links.add(link("LNK" + letter, i, "PRQ" + letter));
    }
    for (int i = 0; i < 8; i++) {
      links.add(fixedLink("GSI" + (char) ('A' + i), FIRST_GSI + i));
    }
    Aml tables =
        scope(
            "PCI0",
            named("PRTP", ich9Table("LNK")),
            named("PRTA", ich9Table("GSI")),
            method(
                "_PRT",
                0,
                when(equal(name("PICF"), integer(0)), giveBack(name("PRTP"))),
                otherwise(giveBack(name("PRTA")))));
    Aml current = store(and(arg(0), integer(0xf)), name("PRRI"));
    return list(
        named("PICF", ZERO),
        method("_PIC", 1, store(arg(0), name("PICF"))),
        scope("_SB", tables, status(), currentSetting(current), list(links.toArray(Aml[]::new))));
  }

  private static Aml ich9Table(String links) {
    List<Aml> routes = new ArrayList<>();
    for (int device = 0; device < DEVICES; device++) {
      boolean upper = device <= LAST_ROTATING || device == PCI_BRIDGE;
      int first = device < LAST_ROTATING ? device & 3 : 0;
      for (int pin = 0; pin < 4; pin++) {
        char link = (char) ((upper ? 'E' : 'A') + ((first + pin) & 3));
        Aml address = integer(((long) device << 16) | ANY_FUNCTION);
        routes.add(packageOf(4, address, integer(pin), name(links + link), ZERO));
      }
    }
    return packageOf(PINS, routes.toArray(Aml[]::new));
  }

  /** Disabled by bit 7 of its register. */
  private static Aml status() {
    return method(
        "IQST",
        1,
        when(and(integer(0x80), arg(0)), giveBack(integer(0x09))),
        giveBack(integer(0x0b)));
  }

  private static Aml currentSetting(Aml setting) {
    return serializedMethod(
        "IQCR",
        1,
        named("PRR0", template(sharedInterrupt(0))),
        dwordField(name("PRR0"), 5, "PRRI"),
        setting,
        giveBack(name("PRR0")));
  }

  private static Aml link(String name, int uid, String register) {
    Aml value = name(register);
    return device(
        name,
        named("_HID", eisaId("PNP0C0F")),
        named("_UID", integer(uid)),
        named("_PRS", template(sharedInterrupt(CHOICES))),
        method("_STA", 0, giveBack(call("IQST", value))),
        method("_DIS", 0, or(value, integer(0x80), value)),
        method("_CRS", 0, giveBack(call("IQCR", value))),
        method("_SRS", 1, dwordField(arg(0), 5, "PRRI"), store(name("PRRI"), value)));
  }

  private static Aml fixedLink(String name, int pin) {
    Aml only = template(sharedInterrupt(pin));
    return device(
        name,
        named("_HID", eisaId("PNP0C0F")),
        named("_UID", integer(pin)),
        named("_PRS", only),
        named("_CRS", only),
        method("_DIS", 0),
        method("_SRS", 1));
  }
}
