package org.pvpanic.guest.firmware;

import java.nio.charset.StandardCharsets;

/**
 * What the board calls itself in the SMBIOS tables that QEMU hands over: the strings that an
 * operating system shows as {@code DMI}. SeaBIOS adds those about itself when there are none.
 *
 * <p>Specification: DMTF DSP0134, 6.1.2, 7.1 and 7.2.
 */
final class BoardName {

  private static final int BIOS = 0;
  private static final int SYSTEM = 1;
  private static final int HEADER = 4;

  private String vendor = "QEMU";
  private String product = "Standard PC (i440FX + PIIX, 1996)";
  private String version = "1.16.2-debian-1.16.2-1";
  private String date = "04/01/2014";

  private BoardName() {}

  /** {@code VENDOR PRODUCT, BIOS VERSION DATE}. */
  static String of(byte[] tables) {
    BoardName name = new BoardName();
    name.read(tables);
    return name.vendor + " " + name.product + ", BIOS " + name.version + " " + name.date;
  }

  private void read(byte[] tables) {
    int at = 0;
    while (at + HEADER <= tables.length) {
      int type = tables[at];
      int strings = at + (tables[at + 1] & 0xff);
      if (strings < at + HEADER || strings >= tables.length) {
        return;
      }
      if (type == SYSTEM) {
        vendor = string(tables, strings, tables[at + 4], vendor);
        product = string(tables, strings, tables[at + 5], product);
      } else if (type == BIOS) {
        version = string(tables, strings, tables[at + 5], version);
        date = string(tables, strings, tables[at + 8], date);
      }
      at = afterStrings(tables, strings);
    }
  }

  private static int afterStrings(byte[] tables, int strings) {
    int at = strings;
    while (at + 1 < tables.length && (tables[at] != 0 || tables[at + 1] != 0)) {
      at++;
    }
    return at + 2;
  }

  private static String string(byte[] tables, int strings, int number, String otherwise) {
    int at = strings;
    for (int i = 1; at < tables.length && tables[at] != 0; i++) {
      int end = at;
      while (end < tables.length && tables[end] != 0) {
        end++;
      }
      if (i == number) {
        return new String(tables, at, end - at, StandardCharsets.ISO_8859_1);
      }
      at = end + 1;
    }
    return otherwise;
  }
}
