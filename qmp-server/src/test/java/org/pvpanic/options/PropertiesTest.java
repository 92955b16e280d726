package org.pvpanic.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Words were recorded from QEMU 7.2.22: {@code -device} in both forms and {@code -object}. */
class PropertiesTest {

  private static final BigInteger TOO_BIG = BigInteger.ONE.shiftLeft(64);

  @Test
  void textGivesNumbersBooleansAndSizes() {
    Properties device =
        text("pvpanic,ioport=0x505,events=-18446744073709551615,on=yes,size=1M,n=-5");
    assertEquals(0x505, device.unsigned("ioport", 16, 0));
    assertEquals(1, device.unsigned("events", 8, 0));
    assertTrue(device.flag("on", false));
    assertEquals(1 << 20, device.size("size", 0));
    assertEquals(-5, device.signed("n", 32, 0));
    assertEquals(9, device.unsigned("none", 8, 9));
    assertNull(device.string("none"));
    assertNull(device.string("driver"));
  }

  @Test
  void textIsRefusedInTheWordsForDevices() {
    Properties device = text("pvpanic,x=x,wide=0x10000,n=-1,b=maybe,big=99999999999");
    refused("Parameter 'x' expects integer", () -> device.unsigned("x", 16, 0));
    refused("Parameter 'wide' expects uint16_t", () -> device.unsigned("wide", 16, 0));
    refused("Parameter 'n' expects uint8_t", () -> device.unsigned("n", 8, 0));
    refused("Parameter 'big' expects int32_t", () -> device.signed("big", 32, 0));
    refused("Parameter 'b' expects 'on' or 'off'", () -> device.flag("b", false));
    refused("Parameter 'x' expects size", () -> device.size("x", 0));
    refused("Parameter 'none' is missing", () -> device.required("none"));
  }

  @Test
  void textIsRefusedInOtherWordsForObjects() {
    Settings settings =
        FrontEnd.settings("-object", "iothread,id=a,x=x,n=-1,big=99999999999,size=1.5");
    Properties object = settings.objects().get(0).properties();
    refused("Parameter 'x' expects an int64 value", () -> object.signed("x", 64, 0));
    refused("Parameter 'n' expects a uint64 value", () -> object.unsigned("n", 64, 0));
    refused("Parameter 'big' expects uint32_t", () -> object.unsigned("big", 32, 0));
    refused("Parameter 'size' expects a size value", () -> object.size("size", 0));
  }

  @Test
  void jsonGivesNumbersBooleansAndStrings() {
    Properties device =
        json(Map.of("ioport", 1285L, "b", true, "s", "x", "n", -5L, "u", TOO_BIG.shiftRight(1)));
    assertEquals(1285, device.unsigned("ioport", 16, 0));
    assertTrue(device.flag("b", false));
    assertEquals("x", device.string("s"));
    assertEquals(-5, device.signed("n", 32, 0));
    assertEquals(Long.MIN_VALUE, device.unsigned("u", 64, 0));
    assertEquals(9, device.unsigned("none", 8, 9));
    assertNull(device.string("none"));
  }

  @Test
  void jsonIsRefusedInWordsOfItsOwn() {
    Properties device =
        json(
            Map.of(
                "s", "0x505", "wide", 70000L, "n", -1L, "d", 1.5, "t", TOO_BIG, "b", 99999999999L));
    refused("Parameter 's' expects uint64", () -> device.unsigned("s", 16, 0));
    refused("Parameter 'd' expects uint64", () -> device.unsigned("d", 16, 0));
    refused("Parameter 't' expects uint64", () -> device.unsigned("t", 16, 0));
    refused("Parameter 's' expects uint64", () -> device.size("s", 0));
    refused("Parameter 'wide' expects uint16_t", () -> device.unsigned("wide", 16, 0));
    refused("Parameter 'n' expects uint8_t", () -> device.unsigned("n", 8, 0));
    refused("Parameter 'b' expects int32_t", () -> device.signed("b", 32, 0));
    refused("Invalid parameter type for 's', expected: integer", () -> device.signed("s", 32, 0));
    refused("Invalid parameter type for 's', expected: boolean", () -> device.flag("s", false));
    refused("Invalid parameter type for 'n', expected: string", () -> device.string("n"));
  }

  private static Properties text(String option) {
    return FrontEnd.settings("-device", option).devices().get(0).properties();
  }

  private static Properties json(Map<String, Object> values) {
    return new JsonProperties(null, values);
  }

  private static void refused(String message, Executable read) {
    assertEquals(message, assertThrows(QemuError.class, read).message());
  }
}
