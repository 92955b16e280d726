package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.ONE;
import static org.pvpanic.acpi.Aml.ZERO;
import static org.pvpanic.acpi.Aml.buffer;
import static org.pvpanic.acpi.Aml.device;
import static org.pvpanic.acpi.Aml.eisaId;
import static org.pvpanic.acpi.Aml.field;
import static org.pvpanic.acpi.Aml.integer;
import static org.pvpanic.acpi.Aml.list;
import static org.pvpanic.acpi.Aml.method;
import static org.pvpanic.acpi.Aml.mutex;
import static org.pvpanic.acpi.Aml.name;
import static org.pvpanic.acpi.Aml.named;
import static org.pvpanic.acpi.Aml.operationRegion;
import static org.pvpanic.acpi.Aml.packageOf;
import static org.pvpanic.acpi.Aml.scope;
import static org.pvpanic.acpi.Aml.serializedMethod;
import static org.pvpanic.acpi.Aml.string;
import static org.pvpanic.acpi.AmlCode.acquire;
import static org.pvpanic.acpi.AmlCode.arg;
import static org.pvpanic.acpi.AmlCode.both;
import static org.pvpanic.acpi.AmlCode.breakLoop;
import static org.pvpanic.acpi.AmlCode.call;
import static org.pvpanic.acpi.AmlCode.debug;
import static org.pvpanic.acpi.AmlCode.derefOf;
import static org.pvpanic.acpi.AmlCode.equal;
import static org.pvpanic.acpi.AmlCode.giveBack;
import static org.pvpanic.acpi.AmlCode.increment;
import static org.pvpanic.acpi.AmlCode.index;
import static org.pvpanic.acpi.AmlCode.less;
import static org.pvpanic.acpi.AmlCode.local;
import static org.pvpanic.acpi.AmlCode.otherwise;
import static org.pvpanic.acpi.AmlCode.release;
import static org.pvpanic.acpi.AmlCode.signal;
import static org.pvpanic.acpi.AmlCode.store;
import static org.pvpanic.acpi.AmlCode.when;
import static org.pvpanic.acpi.AmlCode.whileLoop;
import static org.pvpanic.acpi.AmlResources.io;
import static org.pvpanic.acpi.AmlResources.template;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The CPUs in the DSDT, and the registers that tell which are in their sockets.
 *
 * <p>Specification: QEMU's {@code docs/specs/acpi_cpu_hotplug.rst}. A CPU is selected by its
 * number; one bit says that it is there, others that it comes or is to go.
 */
final class Processors {

  private static final String REGISTERS = "\\_SB.PCI0.PRES";
  private static final String LOCK = REGISTERS + ".CPLK";
  private static final int LENGTH = 12;
  private static final int MOST_IN_PACKAGE = 255;
  private static final int LAST_XAPIC_ID = 254;

  private static final Aml SELECTOR = register("CSEL");
  private static final Aml COMMAND = register("CCMD");
  private static final Aml DATA = register("CDAT");
  private static final Aml ENABLED = register("CPEN");
  private static final Aml INSERTED = register("CINS");
  private static final Aml TO_REMOVE = register("CRMV");
  private static final Aml EJECT = register("CEJ0");

  private static final Aml NEXT_WITH_EVENT = ZERO;
  private static final Aml OST_EVENT = ONE;
  private static final Aml OST_STATUS = integer(2);

  private Processors() {}

  private static Aml register(String name) {
    return name(REGISTERS + "." + name);
  }

  static Aml of(AcpiPlatform platform) {
    int count = platform.apicIds().size();
    List<Aml> processors = new ArrayList<>();
    for (int cpu = 0; cpu < count; cpu++) {
      processors.add(processor(cpu, platform.apicIds().get(cpu)));
    }
    Aml container =
        device(
            "\\_SB.CPUS",
            named("_HID", string("ACPI0010")),
            named("_CID", eisaId("PNP0A05")),
            tell(count),
            status(),
            eject(),
            scan(count),
            report(),
            list(processors.toArray(Aml[]::new)));
    return list(
        scope("_SB", registers(platform.chipset().cpuRegisters()), container),
        method("\\_GPE._E02", 0, call("\\_SB.CPUS.CSCN")));
  }

  private static Aml registers(int base) {
    return device(
        REGISTERS,
        named("_HID", eisaId("PNP0A06")),
        named("_UID", string("CPU Hotplug resources")),
        mutex("CPLK"),
        named("_CRS", template(io(base, 1, LENGTH))),
        operationRegion("PRST", Aml.SYSTEM_IO, base, LENGTH),
        field(
            "PRST",
            Aml.BYTE_ACCESS | Aml.WRITE_AS_ZEROS,
            Aml.reservedBits(32),
            Aml.bits("CPEN", 1),
            Aml.bits("CINS", 1),
            Aml.bits("CRMV", 1),
            Aml.bits("CEJ0", 1),
            Aml.bits("CEJF", 1),
            Aml.reservedBits(3),
            Aml.bits("CCMD", 8)),
        field(
            "PRST",
            Aml.DWORD_ACCESS | Aml.PRESERVE,
            Aml.bits("CSEL", 32),
            Aml.reservedBits(32),
            Aml.bits("CDAT", 32)),
        serializedMethod("_INI", 0, store(ZERO, name("CSEL"))));
  }

  /** CTFY (cpu, event) notifies the processor of that number. */
  private static Aml tell(int count) {
    return method(
        "CTFY",
        2,
        IntStream.range(0, count)
            .mapToObj(i -> when(equal(arg(0), integer(i)), signal(name(cpuName(i)), arg(1))))
            .toArray(Aml[]::new));
  }

  private static Aml status() {
    return locked(
        "CSTA",
        1,
        list(
            store(arg(0), SELECTOR),
            store(ZERO, local(0)),
            when(equal(ENABLED, ONE), store(integer(0xf), local(0)))),
        giveBack(local(0)));
  }

  private static Aml eject() {
    return locked("CEJ0", 1, list(store(arg(0), SELECTOR), store(ONE, EJECT)));
  }

  /** COST (cpu, event, status) passes on what _OST was told. */
  private static Aml report() {
    return locked(
        "COST",
        4,
        list(
            store(arg(0), SELECTOR),
            store(OST_EVENT, COMMAND),
            store(arg(1), DATA),
            store(OST_STATUS, COMMAND),
            store(arg(2), DATA)));
  }

  /**
   * CSCN notifies of every CPU that came or is to go. New ones are collected in a package first, in
   * several rounds when there are too many for one.
   */
  private static Aml scan(int count) {
    Aml found = local(0);
    Aml added = local(1);
    Aml position = local(2);
    Aml cpu = local(3);
    Aml again = local(4);
    Aml package0 = name("CNEW");
    Aml collect =
        whileLoop(
            both(equal(found, ONE), less(cpu, integer(count))),
            store(ZERO, found),
            store(cpu, SELECTOR),
            store(NEXT_WITH_EVENT, COMMAND),
            when(less(DATA, cpu), breakLoop()),
            when(equal(added, integer(MOST_IN_PACKAGE)), store(ONE, again), breakLoop()),
            store(DATA, cpu),
            when(
                equal(INSERTED, ONE),
                store(cpu, index(package0, added)),
                increment(added),
                store(ONE, found)),
            otherwise(
                when(
                    equal(TO_REMOVE, ONE),
                    call("CTFY", cpu, integer(3)),
                    store(ONE, TO_REMOVE),
                    store(ONE, found))),
            increment(cpu));
    Aml announce =
        whileLoop(
            less(position, added),
            store(derefOf(index(package0, position)), cpu),
            call("CTFY", cpu, ONE),
            store(cpu, debug()),
            store(cpu, SELECTOR),
            store(ONE, INSERTED),
            increment(position));
    return locked(
        "CSCN",
        0,
        list(
            named("CNEW", packageOf(MOST_IN_PACKAGE)),
            store(ZERO, cpu),
            store(ONE, again),
            whileLoop(
                equal(again, ONE),
                store(ZERO, again),
                store(ONE, found),
                store(ZERO, added),
                collect,
                store(ZERO, position),
                announce)));
  }

  private static Aml locked(String method, int arguments, Aml work, Aml... after) {
    return serializedMethod(method, arguments, acquire(LOCK), work, release(LOCK), list(after));
  }

  /** A processor, or where its APIC needs more than eight bits, a device that stands for it. */
  private static Aml processor(int cpu, int apicId) {
    Aml number = integer(cpu);
    Aml first = serializedMethod("_STA", 0, giveBack(call("CSTA", number)));
    Aml apic = named("_MAT", buffer(Madt.localApic(cpu, apicId, true)));
    Aml removal = cpu == 0 ? list() : method("_EJ0", 1, call("CEJ0", number));
    Aml report = serializedMethod("_OST", 3, call("COST", number, arg(0), arg(1), arg(2)));
    if (apicId <= LAST_XAPIC_ID) {
      return Aml.processor(cpuName(cpu), cpu, first, apic, removal, report);
    }
    Aml identity = list(named("_HID", string("ACPI0007")), named("_UID", number));
    return device(cpuName(cpu), identity, first, apic, removal, report);
  }

  private static String cpuName(int cpu) {
    return "C%03X".formatted(cpu);
  }
}
