package org.pvpanic.differential;

import java.util.List;

/** Makes lines for qtest with numbers as C reads them, and with what is none. */
final class Malformed {

  /** Commands with a safe port or address each. */
  private static final List<String> COMMANDS =
      List.of(
          "inb P",
          "inw P",
          "inl P",
          "outb P N",
          "outw P N",
          "outl P N",
          "readb A",
          "readq A",
          "writeb A N",
          "writew A N",
          "writel A N",
          "writeq A N",
          "read A S",
          "b64read A S",
          "write A S D",
          "b64write A S B",
          "memset A S N",
          "endianness",
          "clock_step N x");

  private static final List<String> PORTS = List.of("0x80", "128", "0200", "0X80", "+128");
  private static final List<String> ADDRESSES =
      List.of("0x5000", "20480", "050000", "+0x5000", "0x0005000");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "00",
          "-1",
          "-0x80",
          "0x1ff",
          "0377",
          "0xffffffffffffffff",
          "18446744073709551615",
          "-9223372036854775808",
          "+7",
          "0x",
          "08",
          "5x",
          "",
          "0x10000000000000000",
          "nope");
  private static final List<String> SIZES = List.of("1", "2", "07", "0x10", "0", "3x");
  private static final List<String> DATA =
      List.of("0x", "0x1", "0x12", "0xzz", "0x123", "zz12", "0x1234567890abcdef", "12", "0xAbCd");

  /**
   * Nothing with a character that is no digit: QEMU then writes what happens to lie in its memory.
   */
  private static final List<String> BASE64 =
      List.of("AA==", "AAEC", "QUJD", "A", "AA", "QUJDRA==", "=");

  private final Dice dice;

  Malformed(Dice dice) {
    this.dice = dice;
  }

  /** A line; real QEMU aborts at some of them. */
  QtestLine any() {
    StringBuilder line = new StringBuilder();
    for (String word : dice.oneOf(COMMANDS).split(" ")) {
      line.append(line.length() == 0 ? "" : " ").append(spelt(word));
    }
    return new QtestLine(line + dice.oneOf("", "", "", " ", " 5", " \t"));
  }

  private String spelt(String word) {
    return switch (word) {
      case "P" -> dice.oneOf(PORTS);
      case "A" -> dice.oneOf(ADDRESSES);
      case "N" -> dice.oneOf(NUMBERS);
      case "S" -> dice.oneOf(SIZES);
      case "D" -> dice.oneOf(DATA);
      case "B" -> dice.oneOf(BASE64);
      default -> word;
    };
  }
}
