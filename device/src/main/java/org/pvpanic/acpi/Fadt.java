package org.pvpanic.acpi;

/**
 * The Fixed ACPI Description Table: where the power management registers are. Revision 1 on pc, 3
 * on q35, 5 on microvm, which has no such registers and says so.
 *
 * <p>Specification: ACPI 6.5, 5.2.9; ACPI 1.0b, 5.2.5 for revision 1.
 */
final class Fadt {

  private static final int SMI_COMMAND = 0xb2;
  private static final int SCI = 9;
  private static final int NO_C_STATE = 0xfff;
  private static final int CMOS_CENTURY = 0x32;
  private static final int HAS_8042 = 1 << 1;
  private static final int RESET_PORT = 0xcf9;
  private static final int RESET_VALUE = 0xf;
  private static final long GED_REGISTERS = 0xfea00200L;
  private static final int GED_RESET_VALUE = 0x42;

  private static final int WBINVD = 1;
  private static final int PROC_C1 = 1 << 2;
  private static final int SLEEP_BUTTON = 1 << 5;
  private static final int RTC_S4 = 1 << 7;
  private static final int RESET_REGISTER = 1 << 10;
  private static final int PLATFORM_CLOCK = 1 << 15;
  private static final int APIC_CLUSTER = 1 << 18;
  private static final int HARDWARE_REDUCED = 1 << 20;

  /** With more CPUs the APICs cannot be addressed in flat mode. */
  private static final int FLAT_APICS = 8;

  private final AcpiPlatform platform;
  private final ByteWriter out;
  private final TableWriter tables;

  private Fadt(AcpiPlatform platform, TableWriter tables) {
    this.platform = platform;
    this.tables = tables;
    this.out = tables.out();
  }

  /** Writes the table, which points to FACS and DSDT at these offsets. */
  static void write(AcpiPlatform platform, TableWriter tables, int facs, int dsdt) {
    new Fadt(platform, tables).write(facs, dsdt);
  }

  private void write(int facs, int dsdt) {
    switch (platform.chipset()) {
      case PIIX4 -> tables.table("FACP", 1, () -> writePorts(facs, dsdt, 0, 0));
      case ICH9 ->
          tables.table(
              "FACP",
              3,
              () -> {
                writePorts(facs, dsdt, bootArchitecture(), RESET_REGISTER);
                writeAddresses(dsdt);
              });
      case GED -> tables.table("FACP", 5, () -> writeReduced(dsdt));
    }
  }

  private void writePorts(int facs, int dsdt, int bootFlags, int moreFlags) {
    Chipset chipset = platform.chipset();
    boolean smm = platform.power().smm();
    int base = platform.power().base();
    tables.pointer(facs, 4);
    tables.pointer(dsdt, 4);
    out.u8(1).u8(0).u16(SCI).u32(smm ? SMI_COMMAND : 0);
    out.u8(smm ? chipset.enableCommand() : 0).u8(smm ? chipset.disableCommand() : 0).u8(0).u8(0);
    out.u32(base).u32(0).u32(base + 4).u32(0).u32(0).u32(base + 8).u32(platform.gpeBase()).u32(0);
    out.u8(4).u8(2).u8(0).u8(4).u8(chipset.gpeLength()).u8(0).u8(0).u8(0);
    out.u16(NO_C_STATE).u16(NO_C_STATE).u16(0).u16(0).u8(0).u8(0).u8(0).u8(0).u8(CMOS_CENTURY);
    out.u16(bootFlags).u8(0);
    int many = platform.apicIds().size() > FLAT_APICS ? APIC_CLUSTER : 0;
    out.u32(WBINVD | PROC_C1 | SLEEP_BUTTON | RTC_S4 | PLATFORM_CLOCK | moreFlags | many);
  }

  private int bootArchitecture() {
    return platform.has8042() ? HAS_8042 : 0;
  }

  /** What revision 3 has more: the same registers as generic addresses. */
  private void writeAddresses(int dsdt) {
    int base = platform.power().base();
    FixedTables.address(out, Aml.SYSTEM_IO, 8, RESET_PORT);
    out.u8(RESET_VALUE).zeros(3).u64(0);
    tables.pointer(dsdt, 8);
    FixedTables.address(out, Aml.SYSTEM_IO, 32, base);
    noAddresses(1);
    FixedTables.address(out, Aml.SYSTEM_IO, 16, base + 4);
    noAddresses(2);
    FixedTables.address(out, Aml.SYSTEM_IO, 32, base + 8);
    FixedTables.address(out, Aml.SYSTEM_IO, 8 * platform.chipset().gpeLength(), platform.gpeBase());
    noAddresses(1);
  }

  /** Hardware-reduced ACPI: sleep and reset are registers of the generic event device. */
  private void writeReduced(int dsdt) {
    out.u32(0);
    tables.pointer(dsdt, 4);
    out.zeros(65).u16(bootArchitecture()).u8(0);
    out.u32(HARDWARE_REDUCED | RESET_REGISTER);
    FixedTables.address(out, Aml.SYSTEM_MEMORY, 8, GED_REGISTERS + 2);
    out.u8(GED_RESET_VALUE).zeros(3).u64(0);
    tables.pointer(dsdt, 8);
    noAddresses(8);
    FixedTables.address(out, Aml.SYSTEM_MEMORY, 8, GED_REGISTERS);
    FixedTables.address(out, Aml.SYSTEM_MEMORY, 8, GED_REGISTERS + 1);
  }

  private void noAddresses(int count) {
    out.zeros(12 * count);
  }
}
