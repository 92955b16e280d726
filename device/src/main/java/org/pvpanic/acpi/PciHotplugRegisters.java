package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.ONE;
import static org.pvpanic.acpi.Aml.ZERO;
import static org.pvpanic.acpi.Aml.field;
import static org.pvpanic.acpi.Aml.integer;
import static org.pvpanic.acpi.Aml.method;
import static org.pvpanic.acpi.Aml.mutex;
import static org.pvpanic.acpi.Aml.name;
import static org.pvpanic.acpi.Aml.operationRegion;
import static org.pvpanic.acpi.Aml.packageOf;
import static org.pvpanic.acpi.Aml.scope;
import static org.pvpanic.acpi.Aml.serializedMethod;
import static org.pvpanic.acpi.Aml.string;
import static org.pvpanic.acpi.AmlCode.acquire;
import static org.pvpanic.acpi.AmlCode.arg;
import static org.pvpanic.acpi.AmlCode.call;
import static org.pvpanic.acpi.AmlCode.derefOf;
import static org.pvpanic.acpi.AmlCode.either;
import static org.pvpanic.acpi.AmlCode.equal;
import static org.pvpanic.acpi.AmlCode.giveBack;
import static org.pvpanic.acpi.AmlCode.index;
import static org.pvpanic.acpi.AmlCode.less;
import static org.pvpanic.acpi.AmlCode.local;
import static org.pvpanic.acpi.AmlCode.not;
import static org.pvpanic.acpi.AmlCode.or;
import static org.pvpanic.acpi.AmlCode.release;
import static org.pvpanic.acpi.AmlCode.shiftLeft;
import static org.pvpanic.acpi.AmlCode.store;
import static org.pvpanic.acpi.AmlCode.when;

/**
 * The registers by which PCI devices come and go, and the methods that use them.
 *
 * <p>Specification: QEMU's {@code docs/specs/acpi_pci_hotplug.rst}; names of devices: PCI Firmware
 * 3.1, 4.6.7.
 */
final class PciHotplugRegisters {

  /** How many ports they have. */
  static final int LENGTH = 0x18;

  private static final String LOCK = "BLCK";
  private static final String NAMING = "E5C937D0-3553-4D7A-9117-EA4D19C3434D";
  private static final int NAME_OF_DEVICE = 7;
  private static final long NO_INDEX = 0xffffffffL;

  private PciHotplugRegisters() {}

  static Aml of(int base) {
    return scope(
        "_SB.PCI0",
        operationRegion("PCST", Aml.SYSTEM_IO, base, 8),
        registers("PCST", Aml.bits("PCIU", 32), Aml.bits("PCID", 32)),
        operationRegion("SEJ", Aml.SYSTEM_IO, base + 8, 4),
        registers("SEJ", Aml.bits("B0EJ", 32)),
        operationRegion("BNMR", Aml.SYSTEM_IO, base + 0x10, 8),
        registers("BNMR", Aml.bits("BNUM", 32), Aml.bits("PIDX", 32)),
        mutex(LOCK),
        eject(),
        acpiIndex(),
        deviceSpecificMethod());
  }

  private static Aml registers(String region, Aml... fields) {
    return field(region, Aml.DWORD_ACCESS | Aml.WRITE_AS_ZEROS, fields);
  }

  /** PCEJ (bus, slot) lets the device in a slot go. */
  private static Aml eject() {
    return method(
        "PCEJ",
        2,
        acquire(LOCK),
        store(arg(0), name("BNUM")),
        store(shiftLeft(ONE, arg(1)), name("B0EJ")),
        release(LOCK),
        giveBack(ZERO));
  }

  /** AIDX (bus, slot) is the number that the user gave a device. */
  private static Aml acpiIndex() {
    return method(
        "AIDX",
        2,
        acquire(LOCK),
        store(arg(0), name("BNUM")),
        store(shiftLeft(ONE, arg(1)), name("PIDX")),
        store(name("PIDX"), local(0)),
        release(LOCK),
        giveBack(local(0)));
  }

  /** PDSM is _DSM for all slots; its fifth argument says which: function 0 lists, 7 names. */
  private static Aml deviceSpecificMethod() {
    Aml result = local(0);
    Aml functions = local(1);
    Aml number = local(2);
    Aml bus = derefOf(index(arg(4), ZERO));
    Aml slot = derefOf(index(arg(4), ONE));
    Aml find = store(call("AIDX", bus, slot), number);
    Aml none = equal(number, ZERO);
    Aml unknown = equal(number, integer(NO_INDEX));
    return serializedMethod(
        "PDSM",
        5,
        when(
            equal(arg(2), ZERO),
            store(Aml.buffer((byte) 0), result),
            store(ZERO, functions),
            when(not(equal(arg(0), Aml.uuid(NAMING))), giveBack(result)),
            when(less(arg(1), integer(2)), giveBack(result)),
            find,
            when(
                not(or(none, unknown, ZERO)),
                or(functions, ONE, functions),
                or(functions, shiftLeft(ONE, integer(NAME_OF_DEVICE)), functions)),
            store(functions, index(result, ZERO)),
            giveBack(result)),
        when(
            equal(arg(2), integer(NAME_OF_DEVICE)),
            find,
            store(packageOf(2), result),
            when(
                not(either(none, unknown)),
                store(number, index(result, ZERO)),
                store(string(""), index(result, ONE))),
            giveBack(result)));
  }
}
