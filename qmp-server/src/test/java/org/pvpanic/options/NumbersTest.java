package org.pvpanic.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values were asked from QEMU 7.2.22: {@code pvpanic,ioport=…} with qom-get, {@code -m …}. */
class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "1285, 1285",
    "0x505, 0x505",
    "0X1f, 31",
    "010, 8",
    "0, 0",
    "+7, 7",
    "' 5', 5",
    "'\t5', 5",
    "-1, -1",
    "18446744073709551615, -1",
    "-18446744073709551000, 616",
  })
  void readsUnsignedNumbersAsC(String text, String expected) {
    assertEquals(Long.decode(expected), CNumbers.unsigned(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "x", "1k", "5 ", "08", "0x", "0xg", "--1", "+-1", "1.5", "٣", "-"})
  void refusesWhatIsNoNumber(String text) {
    assertThrows(NumberFormatException.class, () -> CNumbers.unsigned(text));
    assertThrows(NumberFormatException.class, () -> CNumbers.signed(text));
  }

  @Test
  void refusesWhatTakesMoreThan64Bits() {
    assertThrows(ArithmeticException.class, () -> CNumbers.unsigned("18446744073709551616"));
    assertThrows(ArithmeticException.class, () -> CNumbers.unsigned("-18446744073709551616"));
    assertThrows(ArithmeticException.class, () -> CNumbers.signed("9223372036854775808"));
    assertEquals(Long.MIN_VALUE, CNumbers.signed("-9223372036854775808"));
  }

  @ParameterizedTest
  @CsvSource({
    "524288k, 536870912",
    "512M, 536870912",
    "1g, 1073741824",
    "1.5k, 1536",
    "1.G, 1073741824",
    "1., 1",
    "1.0, 1",
    "010, 10",
    "0x1b, 27",
    "0.0001G, 107374",
    "7b, 7",
    "+5, 5",
    "' 256', 256",
    "2T, 2199023255552",
    "1P, 1125899906842624",
    "15E, -1152921504606846976",
  })
  void readsSizes(String text, long expected) {
    assertEquals(expected, Sizes.parse(text, Warnings.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "k", "-5", "-0", "1.5", "1.5B", ".5G", "1.5e1M", "0x", "0xM", "1kb", "1 M", "1e3"
      })
  void refusesWhatIsNoSize(String text) {
    assertThrows(NumberFormatException.class, () -> Sizes.parse(text, Warnings.NONE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"16E", "99999999999999999999", "999999999T"})
  void refusesSizesBeyond64Bits(String text) {
    assertThrows(ArithmeticException.class, () -> Sizes.parse(text, Warnings.NONE));
  }

  @Test
  void warnsOfASuffixAfterAHexadecimalNumber() {
    List<String> warnings = new ArrayList<>();
    assertEquals(256L << 20, Sizes.parse("0x100M", (message, hint) -> warnings.add(message)));
    assertEquals(
        List.of("Using a multiplier suffix on hex numbers is deprecated: 0x100M"), warnings);
  }
}
