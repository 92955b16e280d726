package org.pvpanic.acpi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The three files through which firmware gets the ACPI tables of a board: the tables, the RSDP, and
 * the {@linkplain LoaderScript script} that puts them into memory.
 *
 * <p>Tables: FACS, DSDT, FADT, MADT, HPET, MCFG, WAET and RSDT on pc and q35, in QEMU's order,
 * padded to 128 KiB; DSDT, FADT, MADT and XSDT on microvm. Left out are tables that only come with
 * devices which the board has not (TPM, NUMA, IOMMU, NVDIMM, VM generation ID) and the user's own
 * ({@code -acpitable}).
 *
 * @param tables {@code etc/acpi/tables}
 * @param rsdp {@code etc/acpi/rsdp}
 * @param script {@code etc/table-loader}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to be copied
public record AcpiTables(byte[] tables, byte[] rsdp, byte[] script) {

  /** Name of the file that holds the tables. */
  public static final String TABLES_FILE = TableWriter.FILE;

  /** Name of the file that holds the root pointer. */
  public static final String RSDP_FILE = "etc/acpi/rsdp";

  /** Name of the file that holds the script. */
  public static final String SCRIPT_FILE = "etc/table-loader";

  private static final int TABLES_UNIT = 0x20000;
  private static final int SCRIPT_UNIT = 0x1000;

  /** Machines of a few kinds live in one program, and only firmware looks at their tables. */
  private static final int KEPT = 8;

  private static final Map<AcpiPlatform, AcpiTables> CACHE =
      Collections.synchronizedMap(
          new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<AcpiPlatform, AcpiTables> eldest) {
              return size() > KEPT;
            }
          });

  /** The tables of a board. They are shared: nobody may write into them. */
  public static AcpiTables of(AcpiPlatform platform) {
    return CACHE.computeIfAbsent(
        platform, p -> p.chipset() == Chipset.GED ? reduced(p) : complete(p));
  }

  private static AcpiTables complete(AcpiPlatform platform) {
    LoaderScript script = new LoaderScript();
    TableWriter tables = new TableWriter(script);
    script.allocate(TABLES_FILE, 64, LoaderScript.Zone.HIGH);
    int facs = FixedTables.facs(tables.out());
    int dsdt = tables.table("DSDT", 1, () -> tables.out().bytes(Dsdt.of(platform).code()));
    tables.list();
    Fadt.write(platform, tables, facs, dsdt);
    tables.list();
    Madt.write(platform, tables);
    if (platform.power().hpet()) {
      tables.list();
      FixedTables.hpet(tables);
    }
    AcpiPlatform.MemoryMap memory = platform.memory();
    if (memory.configBase() != 0) {
      tables.list();
      FixedTables.mcfg(tables, memory.configBase(), memory.configSize());
    }
    tables.list();
    FixedTables.waet(tables);
    int rsdt = tables.root(4);
    byte[] rsdp = FixedTables.rsdp(RSDP_FILE, script, rsdt, false).toByteArray();
    return new AcpiTables(
        tables.out().align(TABLES_UNIT).toByteArray(),
        rsdp,
        script.toBytes().align(SCRIPT_UNIT).toByteArray());
  }

  /** Hardware-reduced ACPI, without padding. */
  private static AcpiTables reduced(AcpiPlatform platform) {
    LoaderScript script = new LoaderScript();
    TableWriter tables = new TableWriter(script);
    script.allocate(TABLES_FILE, 64, LoaderScript.Zone.HIGH);
    int dsdt = tables.table("DSDT", 2, () -> tables.out().bytes(MicrovmDsdt.of(platform).code()));
    tables.list();
    Fadt.write(platform, tables, 0, dsdt);
    tables.list();
    Madt.write(platform, tables);
    int xsdt = tables.root(8);
    byte[] rsdp = FixedTables.rsdp(RSDP_FILE, script, xsdt, true).toByteArray();
    return new AcpiTables(tables.out().toByteArray(), rsdp, script.toBytes().toByteArray());
  }
}
