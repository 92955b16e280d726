package org.pvpanic.guest.acpi;

import org.jspecify.annotations.Nullable;

/**
 * What follows each opcode of AML, a letter each:
 *
 * <ul>
 *   <li>{@code b}, {@code w}, {@code d}: a byte, word, double word
 *   <li>{@code n}: a name; {@code t}: a term; {@code s}: a term that is not invoked
 *   <li>{@code P}: the length of the package whose rest is {@code *}, terms, or {@code .}, nothing
 *       that declares anything
 * </ul>
 *
 * <p>Specification: ACPI 6.5, section 20.2.5.
 */
final class AmlForms {

  /** Opcodes behind this one are another set. */
  static final int EXTENDED = 0x5b;

  private static final String[] PLAIN = new String[256];
  private static final String[] AFTER_EXTENDED = new String[256];

  static {
    set(PLAIN, "nn", 0x06); // Alias
    set(PLAIN, "P.", 0x12, 0x13); // Package, VarPackage
    set(PLAIN, "", 0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67); // Local0 to Local7
    set(PLAIN, "", 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e); // Arg0 to Arg6
    set(PLAIN, "ts", 0x70, 0x80, 0x81, 0x82, 0x96, 0x97, 0x98, 0x99); // Store, Not, FindSet, To
    set(PLAIN, "s", 0x71, 0x75, 0x76, 0x87, 0x8e); // RefOf, Increment, Decrement, SizeOf, Type
    set(PLAIN, "tts", 0x72, 0x73, 0x74, 0x77, 0x79, 0x7a); // Add to And
    set(PLAIN, "tts", 0x7b, 0x7c, 0x7d, 0x7e, 0x7f, 0x84, 0x85, 0x88, 0x9c); // And to ToString
    set(PLAIN, "ttss", 0x78); // Divide
    set(PLAIN, "t", 0x83, 0x92, 0xa4); // DerefOf, LNot, Return
    set(PLAIN, "st", 0x86); // Notify
    set(PLAIN, "tbtbtt", 0x89); // Match
    set(PLAIN, "ttn", 0x8a, 0x8b, 0x8c, 0x8d, 0x8f); // CreateField of a fixed width
    set(PLAIN, "tt", 0x90, 0x91, 0x93, 0x94, 0x95); // LAnd, LOr, LEqual, LGreater, LLess
    set(PLAIN, "ts", 0x9d); // CopyObject
    set(PLAIN, "ttts", 0x9e); // Mid
    set(PLAIN, "", 0x9f, 0xa3, 0xa5, 0xcc); // Continue, Noop, Break, BreakPoint
    set(PLAIN, "Pt*", 0xa0); // If
    set(PLAIN, "P*", 0xa1); // Else
    set(PLAIN, "Pt.", 0xa2); // While
    set(AFTER_EXTENDED, "nb", 0x01); // Mutex
    set(AFTER_EXTENDED, "n", 0x02); // Event
    set(AFTER_EXTENDED, "ss", 0x12); // CondRefOf
    set(AFTER_EXTENDED, "tttn", 0x13); // CreateField
    set(AFTER_EXTENDED, "tttttt", 0x1f); // LoadTable
    set(AFTER_EXTENDED, "ns", 0x20); // Load
    set(AFTER_EXTENDED, "t", 0x21, 0x22); // Stall, Sleep
    set(AFTER_EXTENDED, "sw", 0x23); // Acquire
    set(AFTER_EXTENDED, "s", 0x24, 0x26, 0x27, 0x2a); // Signal, Reset, Release, Unload
    set(AFTER_EXTENDED, "st", 0x25); // Wait
    set(AFTER_EXTENDED, "ts", 0x28, 0x29); // FromBCD, ToBCD
    set(AFTER_EXTENDED, "", 0x30, 0x31, 0x33); // Revision, Debug, Timer
    set(AFTER_EXTENDED, "bdt", 0x32); // Fatal
    set(AFTER_EXTENDED, "nbtt", 0x80); // OperationRegion
    set(AFTER_EXTENDED, "P.", 0x81, 0x86, 0x87); // Field, IndexField, BankField
    set(AFTER_EXTENDED, "nttt", 0x88); // DataTableRegion
  }

  private AmlForms() {}

  private static void set(String[] forms, String form, int... opcodes) {
    for (int opcode : opcodes) {
      forms[opcode] = form;
    }
  }

  /** What follows an opcode, or null when there is none such. */
  static @Nullable String of(int opcode) {
    return PLAIN[opcode];
  }

  /** What follows an opcode behind {@link #EXTENDED}, or null when there is none such. */
  static @Nullable String ofExtended(int opcode) {
    return AFTER_EXTENDED[opcode];
  }
}
