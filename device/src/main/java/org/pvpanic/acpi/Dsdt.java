package org.pvpanic.acpi;

import static org.pvpanic.acpi.Aml.ONE;
import static org.pvpanic.acpi.Aml.ZERO;
import static org.pvpanic.acpi.Aml.device;
import static org.pvpanic.acpi.Aml.eisaId;
import static org.pvpanic.acpi.Aml.field;
import static org.pvpanic.acpi.Aml.integer;
import static org.pvpanic.acpi.Aml.list;
import static org.pvpanic.acpi.Aml.method;
import static org.pvpanic.acpi.Aml.name;
import static org.pvpanic.acpi.Aml.named;
import static org.pvpanic.acpi.Aml.operationRegion;
import static org.pvpanic.acpi.Aml.packageOf;
import static org.pvpanic.acpi.Aml.scope;
import static org.pvpanic.acpi.Aml.string;
import static org.pvpanic.acpi.AmlCode.acquire;
import static org.pvpanic.acpi.AmlCode.call;
import static org.pvpanic.acpi.AmlCode.derefOf;
import static org.pvpanic.acpi.AmlCode.increment;
import static org.pvpanic.acpi.AmlCode.index;
import static org.pvpanic.acpi.AmlCode.less;
import static org.pvpanic.acpi.AmlCode.local;
import static org.pvpanic.acpi.AmlCode.release;
import static org.pvpanic.acpi.AmlCode.sizeOf;
import static org.pvpanic.acpi.AmlCode.store;
import static org.pvpanic.acpi.AmlCode.subtract;
import static org.pvpanic.acpi.AmlCode.toBuffer;
import static org.pvpanic.acpi.AmlCode.toHexString;
import static org.pvpanic.acpi.AmlCode.whileLoop;
import static org.pvpanic.acpi.AmlResources.io;
import static org.pvpanic.acpi.AmlResources.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Differentiated System Description Table of pc and q35: the board as a tree of objects, in
 * QEMU 7.2's order.
 *
 * <p>Specification: ACPI 6.5, 5.2.11.1. Left out is what tells of hardware that the board cannot
 * have: memory that comes and goes, TPM, NVDIMM, expander bridges, enclaves.
 */
final class Dsdt {

  private static final String PCI = "\\_SB.PCI0";
  private static final int DEBUG_PORT = 0x402;
  private static final int IRQ_ROUTER = 0x60;

  /** Where the ICH9 has its SMBus controller. */
  private static final int SMBUS = 0xfb;

  /** Present, functioning, decoding, not shown to the user: ACPI 6.5, 6.3.7. */
  private static final Aml HIDDEN = named("_STA", integer(0xb));

  private final AcpiPlatform platform;

  private Dsdt(AcpiPlatform platform) {
    this.platform = platform;
  }

  /** The code of the table. */
  static Aml of(AcpiPlatform platform) {
    return new Dsdt(platform).build();
  }

  private Aml build() {
    Chipset chipset = platform.chipset();
    List<Aml> terms = new ArrayList<>();
    terms.add(debugPort());
    if (chipset == Chipset.PIIX4) {
      terms.add(scope("_SB", device("PCI0", named("_HID", eisaId("PNP0A03")), rootBridge())));
      terms.add(hotplugRegisters());
      terms.add(InterruptRouting.piix());
    } else {
      boolean nativeHotplug = !platform.pciHotplug();
      terms.add(PciExpressBridge.of(platform.memory(), rootBridge(), nativeHotplug));
      terms.add(hotplugRegisters());
      terms.add(InterruptRouting.ich9());
    }
    if (platform.power().hpet()) {
      terms.add(Hpet.aml());
    }
    terms.add(scope("_GPE", named("_HID", string("ACPI0006"))));
    terms.add(Processors.of(platform));
    terms.add(
        scope(
            PCI,
            RootResources.of(platform.memory()),
            reserved("GPE0", "GPE0 resources", platform.gpeBase(), chipset.gpeLength()),
            platform.pciHotplug()
                ? reserved(
                    "PHPR",
                    "PCI Hotplug resources",
                    chipset.pciRegisters(),
                    PciHotplugRegisters.LENGTH)
                : list()));
    terms.add(sleepStates());
    terms.add(scope(PCI, firmwareConfiguration()));
    terms.add(scope("\\_SB", scope("PCI0", slots())));
    if (platform.pciHotplug()) {
      terms.add(scope("_GPE", pciEvent()));
    }
    return list(terms.toArray(Aml[]::new));
  }

  private Aml rootBridge() {
    return list(named("_ADR", ZERO), named("_UID", integer(platform.rootUid())));
  }

  /** DBUG (x) writes a value to the debug console. */
  private static Aml debugPort() {
    Aml text = local(0);
    Aml length = local(1);
    Aml position = local(2);
    Aml port = name("DBGB");
    return scope(
        "\\",
        operationRegion("DBG", Aml.SYSTEM_IO, DEBUG_PORT, 1),
        field("DBG", Aml.BYTE_ACCESS | Aml.PRESERVE, Aml.bits("DBGB", 8)),
        method(
            "DBUG",
            1,
            toHexString(AmlCode.arg(0), text),
            toBuffer(text, text),
            subtract(sizeOf(text), ONE, length),
            store(ZERO, position),
            whileLoop(
                less(position, length),
                store(derefOf(index(text, position)), port),
                increment(position)),
            store(integer('\n'), port)));
  }

  private Aml hotplugRegisters() {
    return platform.pciHotplug()
        ? PciHotplugRegisters.of(platform.chipset().pciRegisters())
        : list();
  }

  /** Ports that no driver may take for free. */
  private static Aml reserved(String name, String what, int base, int length) {
    return device(
        name,
        named("_HID", string("PNP0A06")),
        named("_UID", string(what)),
        HIDDEN,
        named("_CRS", template(io(base, 1, length))));
  }

  /** The event by which the chipset says that a PCI device came or is to go. */
  private static Aml pciEvent() {
    String lock = PCI + ".BLCK";
    return method("_E01", 0, acquire(lock), call(PCI + ".PCNT"), release(lock));
  }

  /** What SLP_TYP has to be for each state: ACPI 6.5, 7.4.2. */
  private Aml sleepStates() {
    AcpiPlatform.Power power = platform.power();
    List<Aml> states = new ArrayList<>();
    if (power.s3()) {
      states.add(named("_S3", packageOf(4, ONE, ONE, ZERO, ZERO)));
    }
    if (power.s4() != AcpiPlatform.Power.NO_SUCH_STATE) {
      Aml type = integer(power.s4());
      states.add(named("_S4", packageOf(4, type, type, ZERO, ZERO)));
    }
    states.add(named("_S5", packageOf(4, ZERO, ZERO, ZERO, ZERO)));
    return scope("\\", states.toArray(Aml[]::new));
  }

  /** fw_cfg: selector and data, a gap, and the register of the DMA interface. */
  static Aml firmwareConfiguration() {
    return device(
        "FWCF",
        named("_HID", string("QEMU0002")),
        HIDDEN,
        named("_CRS", template(io(0x510, 1, 12))));
  }

  private Aml slots() {
    Map<Integer, Aml> inside = new HashMap<>();
    inside.put(platform.chipset().isaBridge(), isaBridge());
    if (platform.chipset() == Chipset.ICH9) {
      inside.put(SMBUS, list());
    }
    return new PciSlots(platform.pciHotplug(), inside).of(platform.pci());
  }

  /** The ISA bridge: its interrupt router, and what is on its bus. */
  private Aml isaBridge() {
    Chipset chipset = platform.chipset();
    String region = chipset.irqRegion();
    String path = "PCI0.S%02X.%s".formatted(chipset.isaBridge(), region);
    return list(
        operationRegion(region, Aml.PCI_CONFIG, IRQ_ROUTER, chipset == Chipset.ICH9 ? 12 : 4),
        scope("\\_SB", field(path, Aml.BYTE_ACCESS | Aml.PRESERVE, routerRegisters(chipset))),
        isaDevices(platform));
  }

  /** What is on the ISA bus. */
  static Aml isaDevices(AcpiPlatform platform) {
    return list(platform.isaDevices().stream().map(IsaDevice::aml).toArray(Aml[]::new));
  }

  private static Aml routerRegisters(Chipset chipset) {
    if (chipset == Chipset.ICH9) {
      return list(registers("ABCD"), Aml.reservedBits(32), registers("EFGH"));
    }
    return registers("0123");
  }

  private static Aml registers(String suffixes) {
    return list(suffixes.chars().mapToObj(c -> Aml.bits("PRQ" + (char) c, 8)).toArray(Aml[]::new));
  }
}
