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
    return "%c%c%c%04X"
        .formatted(
            letter(swapped >>> 26),
            letter(swapped >>> 21),
            letter(swapped >>> 16),
            swapped & 0xffff);
  }

  private static char letter(int bits) {
    return (char) ('@' + (bits & 0x1f));
  }
}
