package org.pvpanic.guest.acpi;

/**
 * Hardware IDs in 32 bits: three letters in 5 bits each, then four hexadecimal digits.
 *
 * <p>Specification: ACPI 6.5, section 6.1.5 and the macro EISAID in 19.6.36.
 */
final class EisaId {

  private EisaId() {}

  /** The ID as text, such as {@code PNP0A03}. */
  static String text(long number) {
    int swapped = Integer.reverseBytes((int) number);
    char[] id = new char[7];
    for (int i = 0; i < 3; i++) {
      id[i] = (char) ('@' + ((swapped >>> (26 - 5 * i)) & 0x1f));
    }
    for (int i = 0; i < 4; i++) {
      id[3 + i] = "0123456789ABCDEF".charAt((swapped >>> (12 - 4 * i)) & 0xf);
    }
    return new String(id);
  }
}
