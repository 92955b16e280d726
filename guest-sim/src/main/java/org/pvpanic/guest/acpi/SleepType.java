package org.pvpanic.guest.acpi;

import java.util.List;

/**
 * The objects that tell which values stand for the sleep states: {@code Name (\_S5, Package ...)}.
 *
 * <p>Specification: ACPI 6.5, section 7.4.2. Packages are no part of the namespace as it is read
 * here, so the name is looked for in the bytes, as loaders have always done it.
 */
public final class SleepType {

  private static final int HEADER = 36;
  private static final int NAME_OP = 0x08;
  private static final int PACKAGE_OP = 0x12;
  private static final int BYTE_PREFIX = 0x0a;
  private static final int ROOT = '\\';

  private SleepType() {}

  /** The value for PM1a of S5, off; -1 when no table says. */
  public static int off(List<byte[]> definitions) {
    for (byte[] table : definitions) {
      for (int at = HEADER + 1; at + 9 < table.length; at++) {
        if (isS5(table, at)) {
          return value(table, at + 5);
        }
      }
    }
    return -1;
  }

  private static boolean isS5(byte[] table, int at) {
    boolean name =
        table[at] == '_' && table[at + 1] == 'S' && table[at + 2] == '5' && table[at + 3] == '_';
    int before = table[at - 1] == ROOT && at > HEADER + 1 ? table[at - 2] : table[at - 1];
    return name && before == NAME_OP && table[at + 4] == PACKAGE_OP;
  }

  /** The first element: behind the package's length, whose bytes its first two bits count. */
  private static int value(byte[] table, int at) {
    int element = at + ((table[at] >> 6) & 3) + 2;
    if (element + 1 >= table.length) {
      return -1;
    }
    return table[element] == BYTE_PREFIX ? table[element + 1] & 7 : table[element] & 7;
  }
}
