package org.pvpanic.acpi;

/**
 * The tables without code, but for FADT and MADT. Specification: ACPI 6.5, chapter 5.2; HPET: IA-PC
 * HPET 1.0a, 3.2.4; MCFG: PCI Firmware 3.0, 4.1.2; WAET: Microsoft's Windows ACPI Emulated devices
 * Table.
 */
final class FixedTables {

  private static final int FACS_LENGTH = 64;
  private static final long HPET_BASE = 0xfed00000L;

  /** Intel, 64-bit counter, three comparators, able to replace the old timers. */
  private static final long HPET_ID = 0x8086a201L;

  /** What a bus takes of configuration space in memory. */
  private static final int CONFIG_PER_BUS = 1 << 20;

  private FixedTables() {}

  /** FACS (5.2.10), the only one without the common header. */
  static int facs(ByteWriter out) {
    int start = out.size();
    out.text("FACS", 4, ' ').u32(FACS_LENGTH).zeros(FACS_LENGTH - 8);
    return start;
  }

  /** A generic address (5.2.3.2) of {@code bits} width. */
  static void address(ByteWriter out, int space, int bits, long address) {
    out.u8(space).u8(bits).u8(0).u8(0).u64(address);
  }

  static void hpet(TableWriter tables) {
    ByteWriter out = tables.out();
    tables.table(
        "HPET",
        1,
        () -> {
          out.u32(HPET_ID);
          address(out, Aml.SYSTEM_MEMORY, 0, HPET_BASE);
          out.u8(0).u16(0).u8(0);
        });
  }

  static void mcfg(TableWriter tables, long base, long size) {
    ByteWriter out = tables.out();
    int lastBus = (int) ((size - 1) / CONFIG_PER_BUS);
    tables.table("MCFG", 1, () -> out.u64(0).u64(base).u16(0).u8(0).u8(lastBus).u32(0));
  }

  /** The PM timer can be read once, without a second look. */
  static void waet(TableWriter tables) {
    tables.table("WAET", 1, () -> tables.out().u32(1 << 1));
  }

  /** RSDP (5.2.5.3), in a file of its own: revision 0 with an RSDT, 2 with an XSDT. */
  static ByteWriter rsdp(String file, LoaderScript script, int root, boolean wide) {
    ByteWriter out = new ByteWriter();
    out.text("RSD PTR ", 8, ' ').u8(0).text(TableWriter.OEM_ID, 6, ' ').u8(wide ? 2 : 0);
    script.allocate(file, 16, LoaderScript.Zone.F_SEGMENT);
    out.u32(wide ? 0 : root);
    if (!wide) {
      script.addPointer(file, 16, 4, TableWriter.FILE);
    }
    script.addChecksum(file, 8, 0, 20);
    if (wide) {
      out.u32(36).u64(root).u32(0);
      script.addPointer(file, 24, 8, TableWriter.FILE);
      script.addChecksum(file, 32, 0, 36);
    }
    return out;
  }
}
