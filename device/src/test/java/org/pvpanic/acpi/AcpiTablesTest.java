package org.pvpanic.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables as firmware puts them into memory: pointers lead to tables, and checksums are valid.
 */
class AcpiTablesTest {

  private static final int HEADER = 36;

  private static AcpiPlatform platform(Chipset chipset, int ioport, long configBase) {
    return new AcpiPlatform(
        chipset,
        List.of(0, 1),
        1,
        new AcpiPlatform.MemoryMap(
            0x8000000, 0x100000000L, 0x17fffffffL, configBase, configBase == 0 ? 0 : 0x10000000),
        new AcpiPlatform.Power(0x600, true, true, 2, true),
        List.of(new IsaDevice.Pvpanic(ioport), new IsaDevice.Serial(0, 0x3f8, 4)),
        0,
        new PciTree(0, false, List.of(new PciTree.Function(chipset.isaBridge(), false, null))),
        true);
  }

  @ParameterizedTest
  @EnumSource
  void scriptMakesEveryTableValid(Chipset chipset) {
    Firmware firmware = new Firmware(AcpiTables.of(platform(chipset, 0x505, 0)));
    boolean wide = chipset == Chipset.GED;
    int rsdp = firmware.rsdp();
    assertEquals(0, firmware.sum(rsdp, 20), "RSDP");
    if (wide) {
      assertEquals(0, firmware.sum(rsdp, 36), "extended RSDP");
    }
    List<String> found = new ArrayList<>();
    for (int table : firmware.tables()) {
      String signature = firmware.signature(table);
      assertEquals(0, firmware.sum(table, firmware.int32(table + 4)), signature);
      found.add(signature);
    }
    assertEquals(
        wide
            ? List.of("XSDT", "FACP", "DSDT", "APIC")
            : List.of("RSDT", "FACP", "DSDT", "APIC", "HPET", "WAET"),
        found);
  }

  @Test
  void configurationSpaceHasATableOnceItIsPlaced() {
    Firmware firmware = new Firmware(AcpiTables.of(platform(Chipset.ICH9, 0x505, 0xb0000000L)));
    int rsdt = firmware.int32(firmware.rsdp() + 16);
    int mcfg = firmware.int32(rsdt + HEADER + 3 * 4);
    assertEquals("MCFG", firmware.signature(mcfg));
    assertEquals(0xb0000000, firmware.int32(mcfg + 44));
    assertEquals(255, firmware.int32(mcfg + 52) >>> 24, "last bus");
  }

  @Test
  void equalBoardsShareTheirTables() {
    AcpiTables one = AcpiTables.of(platform(Chipset.PIIX4, 0x505, 0));
    assertSame(one, AcpiTables.of(platform(Chipset.PIIX4, 0x505, 0)));
    assertNotEquals(one, AcpiTables.of(platform(Chipset.PIIX4, 0x606, 0)));
  }
}
