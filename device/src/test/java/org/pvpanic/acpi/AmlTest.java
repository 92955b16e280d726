package org.pvpanic.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Encodings of AML, with the bytes that ACPI 6.5, chapter 20, has for them. */
class AmlTest {

  private static String hex(Aml term) {
    return HexFormat.of().formatHex(term.code());
  }

  private static String text(String ascii) {
    return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void namesHaveSegmentsOfFour() {
    assertEquals(text("_SB_"), hex(Aml.name("_SB")));
    assertEquals("5c00", hex(Aml.name("\\")));
    assertEquals("5c2e" + text("_SB_PCI0"), hex(Aml.name("\\_SB.PCI0")));
    assertEquals("5e5e2f03" + text("A___B___C___"), hex(Aml.name("^^A.B.C")));
  }

  @Test
  void integersTakeTheLeastRoom() {
    assertEquals("00", hex(Aml.integer(0)));
    assertEquals("01", hex(Aml.integer(1)));
    assertEquals("0aff", hex(Aml.integer(0xff)));
    assertEquals("0b0001", hex(Aml.integer(0x100)));
    assertEquals("0c00000100", hex(Aml.integer(0x10000)));
    assertEquals("0cffffffff", hex(Aml.integer(0xffffffffL)));
    assertEquals("0e0000000001000000", hex(Aml.integer(0x100000000L)));
  }

  @Test
  void identifiersAreCompressed() {
    assertEquals("0c41d00a03", hex(Aml.eisaId("PNP0A03")));
    assertEquals(
        "11130a105b4ddb33f71f1c40965774" + "41c03dd766",
        hex(Aml.uuid("33DB4D5B-1FF7-401C-9657-7441C03DD766")));
  }

  @Test
  void lengthsCountThemselves() {
    assertEquals("1007" + text("A___") + "a300", hex(Aml.scope("A", Aml.of(0xa3, 0))));
    // 59 bytes behind the name make 63 with the length's own byte, one more needs two bytes.
    assertEquals("3f", hex(Aml.scope("A", new Aml(new byte[58]))).substring(2, 4));
    assertEquals("4104", hex(Aml.scope("A", new Aml(new byte[59]))).substring(2, 6));
    assertEquals("4fff", hex(Aml.scope("A", new Aml(new byte[4089]))).substring(2, 6));
    assertEquals("810001", hex(Aml.scope("A", new Aml(new byte[4090]))).substring(2, 8));
  }

  @Test
  void gapsOfFieldsDoNotCountTheirLength() {
    assertEquals("0020", hex(Aml.reservedBits(32)));
    assertEquals(text("X___") + "4004", hex(Aml.bits("X", 64)));
  }

  @Test
  void resourcesEndWithATag() {
    assertEquals(
        "110d0a0a" + "4701050505050101" + "7900",
        hex(AmlResources.template(AmlResources.io(0x505, 1, 1))));
  }
}
