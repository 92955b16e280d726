package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.ONE;
import static org.pvpanic.acpi.Aml.device;
import static org.pvpanic.acpi.Aml.integer;
import static org.pvpanic.acpi.Aml.list;
import static org.pvpanic.acpi.Aml.method;
import static org.pvpanic.acpi.Aml.name;
import static org.pvpanic.acpi.Aml.named;
import static org.pvpanic.acpi.Aml.packageOf;
import static org.pvpanic.acpi.Aml.serializedMethod;
import static org.pvpanic.acpi.AmlCode.and;
import static org.pvpanic.acpi.AmlCode.arg;
import static org.pvpanic.acpi.AmlCode.call;
import static org.pvpanic.acpi.AmlCode.giveBack;
import static org.pvpanic.acpi.AmlCode.local;
import static org.pvpanic.acpi.AmlCode.signal;
import static org.pvpanic.acpi.AmlCode.store;
import static org.pvpanic.acpi.AmlCode.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a PCI bus: a device for the first function of each that is in use, for bridges, and
 * for functions that have more to say. Where devices come and go by ACPI there are the empty slots,
 * too, with what it takes to eject a device ({@code _EJ0}, ACPI 6.5, 6.3.3), and a method that
 * tells of those that come and go.
 */
final class PciSlots {

  private static final int FUNCTIONS = 8;
  private static final int PLACES = 256;

  private final boolean hotplug;
  private final Map<Integer, Aml> inside;

  /**
   * Slots of the first bus and those behind it.
   *
   * @param hotplug whether there are hot-plug registers
   * @param inside what functions on the first bus have inside, by place
   */
  PciSlots(boolean hotplug, Map<Integer, Aml> inside) {
    this.hotplug = hotplug;
    this.inside = inside;
  }

  /** What is in the scope of the bus. */
  Aml of(PciTree bus) {
    return bus(bus, true);
  }

  private Aml bus(PciTree bus, boolean first) {
    List<Aml> terms = new ArrayList<>();
    List<Aml> told = new ArrayList<>();
    if (bus.hasHotplug()) {
      terms.add(named("BSEL", integer(bus.number())));
    }
    for (int place = 0; place < PLACES; place++) {
      PciTree.Function function = at(bus, place);
      if (!isDescribed(bus, place, function, first)) {
        continue;
      }
      PciTree behind = function == null || !hotplug ? null : function.behind();
      List<Aml> slot = new ArrayList<>();
      slot.add(named("_ADR", integer(((place / FUNCTIONS) << 16) | (place % FUNCTIONS))));
      if (bus.hasHotplug()) {
        slot.add(named("ASUN", integer(place / FUNCTIONS)));
        slot.add(label());
      }
      if (first && function != null) {
        slot.add(inside.getOrDefault(place, list()));
      }
      if (behind != null) {
        slot.add(bus(behind, false));
      }
      if (bus.hasHotplug() && mayChange(function)) {
        slot.add(eject(place / FUNCTIONS));
        told.add(
            when(
                and(arg(0), integer(1L << (place / FUNCTIONS))),
                signal(name(slotName(place)), arg(1))));
      }
      terms.add(device(slotName(place), slot.toArray(Aml[]::new)));
    }
    if (bus.hasHotplug()) {
      terms.add(method("DVNT", 2, told.toArray(Aml[]::new)));
    }
    if (hotplug) {
      terms.add(scan(bus));
    }
    return list(terms.toArray(Aml[]::new));
  }

  private static boolean mayChange(PciTree.@Nullable Function function) {
    return function == null || (function.removable() && function.behind() == null);
  }

  private static PciTree.@Nullable Function at(PciTree bus, int place) {
    return bus.functions().stream().filter(f -> f.place() == place).findFirst().orElse(null);
  }

  private boolean isDescribed(
      PciTree bus, int place, PciTree.@Nullable Function function, boolean first) {
    boolean firstOfSlot = place % FUNCTIONS == 0;
    if (function == null) {
      return bus.hasHotplug() && firstOfSlot && (!bus.express() || place == 0);
    }
    boolean bridge = hotplug && function.behind() != null;
    return firstOfSlot || bridge || (first && inside.containsKey(place));
  }

  private static String slotName(int place) {
    return "S%02X".formatted(place);
  }

  /** Which name a device has for its user, its place among them: passed on with its slot. */
  private static Aml label() {
    Aml slot = local(0);
    return serializedMethod(
        "_DSM",
        4,
        store(packageOf(2, name("BSEL"), name("ASUN")), slot),
        giveBack(call("PDSM", arg(0), arg(1), arg(2), arg(3), slot)));
  }

  private static Aml eject(int slot) {
    return list(
        named("_SUN", integer(slot)), method("_EJ0", 1, call("PCEJ", name("BSEL"), name("_SUN"))));
  }

  /** PCNT () tells of all that came or is to go, here and on the buses below, the newest first. */
  private static Aml scan(PciTree bus) {
    Aml here =
        list(
            store(integer(bus.number()), name("BNUM")),
            call("DVNT", name("PCIU"), ONE),
            call("DVNT", name("PCID"), integer(3)));
    List<Aml> below = new ArrayList<>();
    for (PciTree.Function function : bus.functions()) {
      if (function.behind() != null) {
        below.add(0, call("^" + slotName(function.place()) + ".PCNT"));
      }
    }
    return method("PCNT", 0, bus.hasHotplug() ? here : list(), list(below.toArray(Aml[]::new)));
  }
}
