package org.pvpanic.acpi;

import java.util.List;

/**
 * The Multiple APIC Description Table: CPUs, I/O APICs and where interrupts arrive. Specification:
 * ACPI 6.5, 5.2.12.
 */
final class Madt {

  private static final long LOCAL_APIC = 0xfee00000L;
  private static final long IO_APIC = 0xfec00000L;
  private static final int PCAT_COMPATIBLE = 1;
  private static final int LAST_XAPIC_ID = 254;

  /** microvm's second I/O APIC follows the pins of the first. */
  private static final long IO_APIC_2 = 0xfec10000L;

  private static final int IO_APIC_PINS = 24;

  /** Active high and level-triggered, unlike other ISA interrupts: those that PCI devices share. */
  private static final int PCI_FLAGS = 0xd;

  private static final int[] PCI_IRQS = {5, 9, 10, 11};

  private Madt() {}

  static void write(AcpiPlatform platform, TableWriter tables) {
    tables.table("APIC", 1, () -> writeBody(platform, tables.out()));
  }

  private static void writeBody(AcpiPlatform platform, ByteWriter out) {
    out.u32(LOCAL_APIC).u32(PCAT_COMPATIBLE);
    List<Integer> ids = platform.apicIds();
    for (int cpu = 0; cpu < ids.size(); cpu++) {
      out.bytes(localApic(cpu, ids.get(cpu), cpu < platform.cpus()));
    }
    out.u8(1).u8(12).u8(0).u8(0).u32(IO_APIC).u32(0);
    if (platform.chipset() == Chipset.GED) {
      out.u8(1).u8(12).u8(1).u8(0).u32(IO_APIC_2).u32(IO_APIC_PINS);
    } else {
      override(out, 0, 2, 0); // the timer
      for (int irq : PCI_IRQS) {
        override(out, irq, irq, PCI_FLAGS);
      }
    }
    if (ids.stream().anyMatch(id -> id > LAST_XAPIC_ID)) {
      out.u8(10).u8(12).u16(0).u32(0xffffffffL).u8(1).zeros(3);
    } else {
      out.u8(4).u8(6).u8(0xff).u16(0).u8(1);
    }
  }

  private static void override(ByteWriter out, int irq, int pin, int flags) {
    out.u8(2).u8(10).u8(0).u8(irq).u32(pin).u16(flags);
  }

  /** The entry of a CPU, which its object in the DSDT repeats. */
  static byte[] localApic(int cpu, int apicId, boolean enabled) {
    ByteWriter out = new ByteWriter();
    int flags = enabled ? 1 : 0;
    if (apicId <= LAST_XAPIC_ID) {
      out.u8(0).u8(8).u8(cpu).u8(apicId).u32(flags);
    } else {
      out.u8(9).u8(16).u16(0).u32(apicId).u32(flags).u32(cpu);
    }
    return out.toByteArray();
  }
}
