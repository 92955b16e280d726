package org.pvpanic.guest.acpi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The walker of AML, on tables put together by hand. */
class AmlNamespaceTest {

  private static final String HEADER = "00".repeat(36);

  /** {@code Device (PEVT)} as QEMU 7.2 has it, less its methods. */
  private static final String PEVT =
      device(
          "PEVT",
          nameOf("_HID", "0d" + text("QEMU0001") + "00"),
          nameOf("_CRS", buffer("4701050505050101" + "7900")),
          "5b80" + text("PEOR") + "01" + "0b0505" + "01",
          "5b81" + sized(text("PEOR") + "01" + text("PEPT") + "08"),
          nameOf("_STA", "0a0f"),
          "14" + sized(text("RDPT") + "00" + "a4" + text("PEPT")));

  private static String text(String characters) {
    return HexFormat.of().formatHex(characters.getBytes(ISO_8859_1));
  }

  /** A package: its length, counted with itself, in two bytes, then {@code content}. */
  private static String sized(String content) {
    int length = content.length() / 2 + 2;
    return "%02x%02x".formatted(0x40 | (length & 0xf), length >> 4) + content;
  }

  private static String device(String name, String... content) {
    return "5b82" + sized(text(name) + String.join("", content));
  }

  private static String scope(String name, String... content) {
    return "10" + sized(text(name) + String.join("", content));
  }

  private static String nameOf(String name, String value) {
    return "08" + text(name) + value;
  }

  private static String buffer(String content) {
    return "11" + sized("0a%02x".formatted(content.length() / 2) + content);
  }

  private static AmlNamespace of(String... terms) {
    return AmlNamespace.of(List.of(HexFormat.of().parseHex(HEADER + String.join("", terms))));
  }

  private static List<String> pathsOf(AmlNamespace namespace) {
    return new ArrayList<>(namespace.devicePaths());
  }

  @Test
  void findsADeviceByItsHardwareIdAndThePortAmongItsResources() {
    AmlNamespace namespace = of(scope("_SB_", device("PCI0", device("S08_", PEVT))));
    List<AmlDevice> found = namespace.devices("QEMU0001");
    assertEquals(1, found.size());
    assertEquals("_SB_.PCI0.S08_.PEVT", found.get(0).path());
    assertEquals(0x505, found.get(0).ioPort());
    assertTrue(found.get(0).isWorking());
    assertEquals(List.of(), namespace.devices("QEMU0002"));
  }

  @Test
  void aNumberIsAHardwareIdToo() {
    AmlNamespace namespace = of(device("PCI0", nameOf("_HID", "0c41d00a03")));
    assertEquals("PCI0", namespace.devices("PNP0A03").get(0).path());
  }

  @Test
  void aDeviceWithoutStatusWorksAndOneThatIsDisabledDoesNot() {
    String id = nameOf("_HID", "0d" + text("QEMU0001") + "00");
    assertTrue(of(device("PEVT", id)).devices("QEMU0001").get(0).isWorking());
    assertFalse(
        of(device("PEVT", id, nameOf("_STA", "0a0d"))).devices("QEMU0001").get(0).isWorking());
  }

  @Test
  void otherResourcesAreSteppedOver() {
    String irq = "220100"; // small, two bytes
    String memory = "860900" + "01" + "00".repeat(8); // large, nine bytes
    AmlNamespace namespace =
        of(
            device(
                "DEV0",
                nameOf("_HID", "0d" + text("A") + "00"),
                nameOf("_CRS", buffer(irq + memory + "4b060601" + "7900"))));
    assertEquals(0x606, namespace.devices("A").get(0).ioPort());
    AmlNamespace none =
        of(
            device(
                "DEV0",
                nameOf("_HID", "0d" + text("A") + "00"),
                nameOf("_CRS", buffer(irq + "7900" + "4b060601"))));
    assertEquals(0, none.devices("A").get(0).ioPort());
  }

  @Test
  void namesGoUpDownAndToTheRoot() {
    AmlNamespace namespace =
        of(
            device("AAAA", device("BBBB", device("^CCCC"))),
            "5b82" + sized(text("\\") + "2e" + text("AAAADDDD")),
            "5b82" + sized("2f03" + text("AAAABBBBEEEE")),
            "10" + sized(text("\\") + "00" + device("FFFF")),
            "10" + sized("00" + device("GGGG")));
    assertEquals(
        List.of("AAAA", "AAAA.BBBB", "AAAA.CCCC", "AAAA.DDDD", "AAAA.BBBB.EEEE", "FFFF", "GGGG"),
        pathsOf(namespace));
  }

  /** A device behind each construct shows that the construct's end was found. */
  @Test
  void stepsOverWhatDeclaresNoDevice() {
    String method = "14" + sized(text("MTHD") + "02" + "5b82" + "ffff"); // a body is not read
    List<String> constructs =
        List.of(
            method,
            "15" + text("EXTM") + "0801", // External, a method of one argument
            "06" + text("NAM0ALI0"), // Alias
            nameOf("PKG0", "12" + sized("020a010d" + text("x") + "00")),
            "5b01" + text("MTX0") + "00", // Mutex
            "5b83" + sized(text("CPU0") + "00" + "00060000" + "06"), // Processor
            "5b86" + sized(text("IDX0DAT0") + "01"), // IndexField
            "8a" + text("BUF0") + "0a04" + text("DW00"), // CreateDWordField
            "70" + "0a01" + text("NAM0"), // Store
            "70"
                + text("MTHD")
                + "0a01"
                + "72"
                + "0101"
                + "00"
                + text("NAM0"), // Store (MTHD (1, Add
            text("EXTM") + "68", // EXTM (Arg0)
            "a2" + sized("01" + "ffff"), // While (One) {}
            "86" + text("DEV0") + "01"); // Notify
    for (String construct : constructs) {
      assertEquals(
          List.of("LAST"),
          pathsOf(of(method, "15" + text("EXTM") + "0801", construct, device("LAST"))),
          construct);
    }
  }

  @Test
  void bothBranchesDeclare() {
    String condition = "93" + text("NAM0") + "01"; // LEqual (NAM0, One)
    AmlNamespace namespace =
        of("a0" + sized(condition + device("THEN")), "a1" + sized(device("ELSE")), device("LAST"));
    assertEquals(List.of("THEN", "ELSE", "LAST"), pathsOf(namespace));
  }

  @Test
  void whatMakesNoSenseEndsTheTable() {
    assertEquals(List.of("FRST"), pathsOf(of(device("FRST"), "02", device("LAST"))));
    assertEquals(List.of("FRST"), pathsOf(of(device("FRST"), "5b82" + "ff")));
    assertEquals(List.of(), pathsOf(of("92".repeat(100_000))));
  }

  /** No table brings the walker down, whatever is wrong with it. */
  @Test
  void noTableBringsItDown() {
    byte[] table = HexFormat.of().parseHex(HEADER + scope("_SB_", device("PCI0", PEVT)));
    Random dice = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = Arrays.copyOf(table, 36 + dice.nextInt(table.length - 36));
      for (int n = dice.nextInt(6); n > 0 && broken.length > 36; n--) {
        broken[36 + dice.nextInt(broken.length - 36)] = (byte) dice.nextInt();
      }
      AmlNamespace.of(List.of(broken)).devices("QEMU0001").forEach(AmlDevice::ioPort);
    }
  }
}
