package org.pvpanic.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables, as firmware leaves them in memory, in the eyes of ACPICA's disassembler. */
class IaslTest {

  private static AcpiPlatform platform(Chipset chipset, int ioport, int cpus) {
    List<Integer> apicIds = new ArrayList<>();
    for (int cpu = 0; cpu < cpus; cpu++) {
      apicIds.add(cpu);
    }
    List<PciTree.Function> functions =
        List.of(
            new PciTree.Function(0x00, false, null),
            new PciTree.Function(chipset.isaBridge(), false, null),
            new PciTree.Function(0x18, false, new PciTree(1, chipset == Chipset.ICH9, List.of())));
    long configBase = chipset == Chipset.ICH9 ? 0xb0000000L : 0;
    return new AcpiPlatform(
        chipset,
        apicIds,
        1,
        new AcpiPlatform.MemoryMap(0x80000000L, 1L << 32, (9L << 32) - 1, configBase, 1 << 28),
        new AcpiPlatform.Power(0x600, true, true, 2, true),
        List.of(
            new IsaDevice.Pvpanic(ioport),
            new IsaDevice.Keyboard(),
            new IsaDevice.Floppy(),
            new IsaDevice.Serial(0, 0x3f8, 4),
            new IsaDevice.RealTimeClock()),
        0,
        chipset == Chipset.GED ? PciTree.NONE : new PciTree(0, false, functions),
        true);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsWrongWithAnyTable(Chipset chipset) throws Exception {
    Firmware firmware = new Firmware(AcpiTables.of(platform(chipset, 0x505, 300)));
    for (int table : firmware.tables()) {
      String source = Iasl.disassemble(firmware.table(table));
      assertEquals(
          firmware.signature(table),
          source
              .lines()
              .filter(line -> line.contains("Signature"))
              .findFirst()
              .map(line -> line.replaceAll(".*\"(....)\".*", "$1"))
              .orElse(source));
    }
  }

  @ParameterizedTest
  @CsvSource({"PIIX4, 505", "PIIX4, 2", "ICH9, 606", "ICH9, ffff", "GED, 505"})
  void pvpanicIsDescribed(Chipset chipset, String ioport) throws Exception {
    int port = Integer.parseInt(ioport, 16);
    Firmware firmware = new Firmware(AcpiTables.of(platform(chipset, port, 1)));
    int dsdt =
        firmware.tables().stream()
            .filter(table -> firmware.signature(table).equals("DSDT"))
            .findFirst()
            .orElseThrow();
    String source = Iasl.disassemble(firmware.table(dsdt));
    String bridge =
        switch (chipset) {
          case PIIX4 -> "\\_SB_.PCI0.S08_.";
          case ICH9 -> "\\_SB_.PCI0.SF8_.";
          case GED -> "\\_SB_.";
        };
    String region = port < 0x100 ? "0x%02X".formatted(port) : "0x%04X".formatted(port);
    assertEquals(
        """
        Device (PEVT)
        {
        Name (_HID, "QEMU0001") // _HID: Hardware ID
        Name (_CRS, ResourceTemplate () // _CRS: Current Resource Settings
        {
        IO (Decode16,
        0x%1$04X, // Range Minimum
        0x%1$04X, // Range Maximum
        0x01, // Alignment
        0x01, // Length
        )
        })
        OperationRegion (PEOR, SystemIO, %2$s, One)
        Field (PEOR, ByteAcc, NoLock, Preserve)
        {
        PEPT, 8
        }
        Name (_STA, 0x0F) // _STA: Status
        Method (RDPT, 0, NotSerialized)
        {
        Local0 = PEPT /* %3$sPEVT.PEPT */
        Return (Local0)
        }
        Method (WRPT, 1, NotSerialized)
        {
        PEPT = Arg0
        }
        }
        """
            .formatted(port, region, bridge),
        block(source, "Device (PEVT)"));
  }

  /** What begins with a line, to the end of its block, without indentation and empty lines. */
  private static String block(String source, String first) {
    List<String> lines = source.lines().dropWhile(line -> !line.strip().equals(first)).toList();
    int indent = lines.get(0).indexOf(first);
    int end = 1;
    while (!lines.get(end).equals(" ".repeat(indent) + "}")) {
      end++;
    }
    return lines.subList(0, end + 1).stream()
        .map(line -> line.strip().replaceAll(" +", " "))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
