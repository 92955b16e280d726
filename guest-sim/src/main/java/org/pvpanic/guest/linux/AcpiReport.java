package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pvpanic.bus.MemoryIo;
import org.pvpanic.guest.acpi.AcpiTables;
import org.pvpanic.guest.acpi.AcpiTables.Table;
import org.pvpanic.guest.acpi.AmlNamespace;

/**
 * What a kernel says while it reads the ACPI tables that the firmware left in memory: where each
 * is, the interrupt controllers that the MADT tells of, and what the definitions declare.
 *
 * <p>Specification: ACPI 6.5, chapter 5; the texts are those of drivers/acpi and arch/x86.
 */
final class AcpiReport {

  private static final int MADT_ENTRIES = 44;
  private static final int MADT_LOCAL_APIC = 0;
  private static final int MADT_IO_APIC = 1;
  private static final int MADT_OVERRIDE = 2;
  private static final int MADT_LOCAL_NMI = 4;
  private static final int FADT_PM_TIMER = 76;
  private static final int FADT_GPE_LENGTH = 92;
  private static final int HPET_ID = 36;
  private static final int HPET_ADDRESS = 44;
  private static final int MCFG_ENTRY = 44;
  private static final int IO_APIC_WINDOW = 0x10;
  private static final int IO_APIC_VERSION = 1;

  /** Devices that the PnP layer leaves to others. */
  private static final List<String> NOT_PNP =
      List.of("PNP0A03", "PNP0A08", "PNP0A06", "PNP0C0F", "PNP0103", "PNP0C0C", "PNP0C0E");

  private final MemoryIo memory;
  private final @Nullable AcpiTables tables;
  private final boolean isNew;
  private @Nullable AmlNamespace namespace;

  /**
   * A report.
   *
   * @param tables null on a board without, or when the kernel is told not to look
   */
  AcpiReport(MemoryIo memory, @Nullable AcpiTables tables, Era era) {
    this.memory = memory;
    this.tables = tables;
    this.isNew = era == Era.LINUX_6_1;
  }

  @Nullable AcpiTables tables() {
    return tables;
  }

  /** What the tables declare; nothing when there are none. */
  AmlNamespace namespace() {
    AmlNamespace known = namespace;
    if (known == null) {
      known = AmlNamespace.of(tables == null ? List.of() : tables.definitions());
      namespace = known;
    }
    return known;
  }

  /** How many processors the firmware tells of. */
  int cpus() {
    Table madt = tables == null ? null : tables.find("APIC");
    int found = 0;
    int at = MADT_ENTRIES;
    while (madt != null && at + 1 < madt.bytes().length && madt.number(at + 1, 1) >= 2) {
      found += madt.number(at, 1) == MADT_LOCAL_APIC ? 1 : 0;
      at += (int) madt.number(at + 1, 1);
    }
    return found;
  }

  /** The fact of that name; null when there is none, or none on this machine. */
  @Nullable String value(String name) {
    AcpiTables found = tables;
    if (found == null) {
      return name.equals("?no-acpi") ? "" : null;
    }
    return switch (name) {
      case "?acpi" -> "";
      case "system-device" -> systemDevice();
      case "?madt" -> found.find("APIC") == null ? null : "";
      case "pm-timer" -> {
        Table fadt = found.find("FACP");
        long port = fadt == null ? 0 : fadt.number(FADT_PM_TIMER, 4);
        yield port == 0 ? null : "0x" + Long.toHexString(port);
      }
      case "gpe-end" -> {
        Table fadt = found.find("FACP");
        long length = fadt == null ? 0 : fadt.number(FADT_GPE_LENGTH, 1);
        yield length == 0 ? null : Hex.octet((int) (length * 4 - 1)).toUpperCase(Locale.ROOT);
      }
      case "hpet" -> {
        Table hpet = found.find("HPET");
        yield hpet == null
            ? null
            : "0x"
                + Long.toHexString(hpet.number(HPET_ID, 4))
                + " base: 0x"
                + Long.toHexString(hpet.number(HPET_ADDRESS, 8));
      }
      case "?hpet" -> found.find("HPET") == null ? null : "";
      case "sleep-states" -> sleepStates();
      case "mmconfig-bus" -> {
        Table mcfg = found.find("MCFG");
        yield mcfg == null ? null : Hex.octet((int) mcfg.number(MCFG_ENTRY + 11, 1));
      }
      case "mmconfig-base" -> {
        Table mcfg = found.find("MCFG");
        yield mcfg == null ? null : "0x" + Long.toHexString(mcfg.number(MCFG_ENTRY, 8));
      }
      case "mmconfig" -> {
        Table mcfg = found.find("MCFG");
        yield mcfg == null ? null : mmConfig(mcfg) + "]";
      }
      case "mmconfig-window" -> {
        Table mcfg = found.find("MCFG");
        yield mcfg == null ? null : mmConfig(mcfg) + " window]";
      }
      default -> null;
    };
  }

  private static String mmConfig(Table mcfg) {
    long base = mcfg.number(MCFG_ENTRY, 8);
    long buses = mcfg.number(MCFG_ENTRY + 11, 1) - mcfg.number(MCFG_ENTRY + 10, 1) + 1;
    return "[mem 0x" + MemoryMap.narrow(base) + "-0x" + MemoryMap.narrow(base + (buses << 20) - 1);
  }

  private String sleepStates() {
    StringBuilder states = new StringBuilder("S0");
    for (int i = 1; i <= 5; i++) {
      if (namespace().isDeclared("_S" + i + "_")) {
        states.append(" S").append(i);
      }
    }
    return states.toString();
  }

  /** A line a table: where it is, how long, and who made it. */
  List<String> tableLines() {
    List<String> lines = new ArrayList<>(8);
    if (tables == null) {
      return lines;
    }
    Table rsdp = tables.rsdp();
    lines.add(place("RSDP", rsdp.address(), 20) + " (v00 " + rsdp.text(9, 6) + ")");
    Table root = tables.root();
    if (root != null) {
      lines.add(header(root));
    }
    for (Table table : tables.listed()) {
      lines.add(header(table));
      if (table.signature().equals("FACP")) {
        Table dsdt = tables.dsdt();
        Table facs = tables.facs();
        if (dsdt != null) {
          lines.add(header(dsdt));
        }
        if (facs != null) {
          lines.add(place("FACS", facs.address(), facs.bytes().length));
        }
      }
    }
    return lines;
  }

  private String place(String signature, long address, int length) {
    return "ACPI: "
        + signature
        + (isNew ? " 0x" : " ")
        + (isNew ? upper(address, 16) : Hex.wide(address))
        + " "
        + upper(length, isNew ? 6 : 5);
  }

  private String header(Table table) {
    return place(table.signature(), table.address(), table.bytes().length)
        + " (v"
        + Hex.octet((int) table.number(8, 1))
        + " "
        + table.text(10, 6)
        + " "
        + table.text(16, 8)
        + " "
        + upper(table.number(24, 4), 8)
        + " "
        + table.text(28, 4)
        + " "
        + upper(table.number(32, 4), 8)
        + ")";
  }

  private static String upper(long value, int digits) {
    String hex = Long.toHexString(value).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, digits - hex.length())) + hex;
  }

  /** Since 5.9: a line for each table whose memory is kept. */
  List<String> reservations() {
    List<String> lines = new ArrayList<>(8);
    if (tables == null) {
      return lines;
    }
    for (Table table : tables.listed()) {
      reservation(lines, table);
      if (table.signature().equals("FACP")) {
        reservation(lines, tables.dsdt());
        reservation(lines, tables.facs());
      }
    }
    return lines;
  }

  private static void reservation(List<String> lines, @Nullable Table table) {
    if (table != null) {
      long last = table.address() + table.bytes().length - 1;
      lines.add(
          "ACPI: Reserving "
              + table.signature()
              + " table memory at [mem 0x"
              + Long.toHexString(table.address())
              + "-0x"
              + Long.toHexString(last)
              + "]");
    }
  }

  /** The interrupt controllers; those of CPUs are told of by old kernels only. */
  List<String> interruptControllers(ProcessorSlots slots) {
    List<String> locals = new ArrayList<>(4);
    List<String> ignored = new ArrayList<>(0);
    List<String> nmis = new ArrayList<>(1);
    List<String> controllers = new ArrayList<>(1);
    List<String> overrides = new ArrayList<>(5);
    Table madt = tables == null ? null : tables.find("APIC");
    int at = MADT_ENTRIES;
    while (madt != null && at + 1 < madt.bytes().length && madt.number(at + 1, 1) >= 2) {
      switch ((int) madt.number(at, 1)) {
        case MADT_LOCAL_APIC -> {
          locals.add(localApic(madt, at));
          String refusal = slots.offer((int) madt.number(at + 3, 1));
          if (refusal != null) {
            (isNew ? ignored : locals).add(refusal);
          }
        }
        case MADT_IO_APIC -> controllers.add(ioApic(madt, at, controllers.size()));
        case MADT_OVERRIDE -> overrides.add(override(madt, at));
        case MADT_LOCAL_NMI -> nmis.add(localNmi(madt, at));
        default -> {}
      }
      at += (int) madt.number(at + 1, 1);
    }
    List<String> lines = new ArrayList<>(isNew ? ignored : locals);
    lines.addAll(nmis);
    lines.addAll(controllers);
    lines.addAll(overrides);
    return lines;
  }

  private static String localApic(Table madt, int at) {
    return "ACPI: LAPIC (acpi_id[0x"
        + Hex.octet((int) madt.number(at + 2, 1))
        + "] lapic_id[0x"
        + Hex.octet((int) madt.number(at + 3, 1))
        + "] "
        + ((madt.number(at + 4, 4) & 1) != 0 ? "enabled)" : "disabled)");
  }

  private String ioApic(Table madt, int at, int number) {
    long address = madt.number(at + 4, 4);
    long first = madt.number(at + 8, 4);
    memory.store(address, 4, IO_APIC_VERSION);
    long version = memory.load(address + IO_APIC_WINDOW, 4);
    return "IOAPIC["
        + number
        + "]: apic_id "
        + madt.number(at + 2, 1)
        + ", version "
        + (version & 0xff)
        + ", address 0x"
        + Long.toHexString(address)
        + ", GSI "
        + first
        + "-"
        + (first + (version >> 16 & 0xff));
  }

  private static String override(Table madt, int at) {
    return "ACPI: INT_SRC_OVR (bus "
        + madt.number(at + 2, 1)
        + " bus_irq "
        + madt.number(at + 3, 1)
        + " global_irq "
        + madt.number(at + 4, 4)
        + " "
        + flags((int) madt.number(at + 8, 2))
        + ")";
  }

  private static String localNmi(Table madt, int at) {
    return "ACPI: LAPIC_NMI (acpi_id[0x"
        + Hex.octet((int) madt.number(at + 2, 1))
        + "] "
        + flags((int) madt.number(at + 3, 2))
        + " lint[0x"
        + Long.toHexString(madt.number(at + 5, 1))
        + "])";
  }

  private static String flags(int flags) {
    List<String> polarity = List.of("dfl", "high", "res", "low");
    List<String> trigger = List.of("dfl", "edge", "res", "level");
    return polarity.get(flags & 3) + " " + trigger.get(flags >> 2 & 3);
  }

  /** The devices of the PnP layer by their place in it: paths in the order of their declaration. */
  List<String> pnpDevices() {
    List<String> paths = new ArrayList<>(6);
    for (Map.Entry<String, String> device : namespace().hardwareIds().entrySet()) {
      String id = device.getValue();
      boolean bound = id.startsWith("PNP") && !NOT_PNP.contains(id);
      if (bound && namespace().at(device.getKey()).resources().length > 0) {
        paths.add(device.getKey());
      }
    }
    return paths;
  }

  /** Whether there is a device with that ID. */
  boolean has(String hardwareId) {
    return namespace().hardwareIds().containsValue(hardwareId);
  }

  /** The PnP name of the first device that only claims what belongs to the board, or null. */
  private @Nullable String systemDevice() {
    List<String> paths = pnpDevices();
    Map<String, String> ids = namespace().hardwareIds();
    for (int i = 0; i < paths.size(); i++) {
      String id = ids.get(paths.get(i));
      if ("PNP0C01".equals(id) || "PNP0C02".equals(id)) {
        return "00:" + Hex.octet(i);
      }
    }
    return null;
  }

  /** What is said of the channel of a floppy disk controller, if there is one. */
  List<String> pnpDma() {
    List<String> paths = pnpDevices();
    Map<String, String> ids = namespace().hardwareIds();
    List<String> lines = new ArrayList<>(1);
    for (int i = 0; i < paths.size(); i++) {
      if ("PNP0700".equals(ids.get(paths.get(i)))) {
        lines.add("pnp 00:" + Hex.octet(i) + ": [dma 2]");
      }
    }
    return lines;
  }

  /** The PnP name of the device with that ID whose first port is {@code port}, such as 00:03. */
  @Nullable String pnpName(String hardwareId, int port) {
    List<String> paths = pnpDevices();
    Map<String, String> ids = namespace().hardwareIds();
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      if (hardwareId.equals(ids.get(path)) && namespace().at(path).ioPort() == port) {
        return "00:" + Hex.octet(i);
      }
    }
    return null;
  }
}
