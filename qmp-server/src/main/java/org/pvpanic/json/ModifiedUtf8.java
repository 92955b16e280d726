package org.pvpanic.json;

/**
 * The UTF-8 that QEMU uses inside: U+0000 is C0 80, and surrogates, noncharacters and overlong
 * forms are errors.
 */
final class ModifiedUtf8 {
  /** In place of a code point: there is none. */
  static final int INVALID = -1;

  private static final char REPLACEMENT = '\uFFFD';

  /** The smallest code point that needs 1, 2, ... continuation bytes. */
  private static final int[] MINIMUM = {0x80, 0x800, 0x10000, 0x200000, 0x4000000};

  private ModifiedUtf8() {}

  /**
   * Reads one sequence, which ends at the latest before {@code end}.
   *
   * @return its length in bytes in the upper half, its code point or {@link #INVALID} in the lower
   */
  static long next(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xff;
    if (lead < 0x80) {
      return pack(1, lead);
    }
    if (lead < 0xc0 || lead >= 0xfe) {
      return pack(1, INVALID);
    }
    int continuations = Integer.numberOfLeadingZeros(~(lead << 24)) - 1;
    int codePoint = lead & (0x3f >> continuations);
    for (int i = 1; i <= continuations; i++) {
      if (at + i == end || (bytes[at + i] & 0xc0) != 0x80) {
        return pack(i, INVALID);
      }
      codePoint = (codePoint << 6) | (bytes[at + i] & 0x3f);
    }
    boolean overlong = codePoint < MINIMUM[continuations - 1];
    boolean nul = codePoint == 0 && continuations == 1;
    return pack(continuations + 1, isValid(codePoint) && (!overlong || nul) ? codePoint : INVALID);
  }

  /** Says whether text may hold the code point: it is in range, no surrogate, no noncharacter. */
  static boolean isValid(int codePoint) {
    return codePoint >= 0
        && codePoint <= Character.MAX_CODE_POINT
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
        && (codePoint < 0xfdd0 || codePoint > 0xfdef)
        && (codePoint & 0xfffe) != 0xfffe;
  }

  static int length(long sequence) {
    return (int) (sequence >>> 32);
  }

  static int codePoint(long sequence) {
    return (int) sequence;
  }

  /** Decodes a C string: up to the first NUL, each invalid sequence as one U+FFFD. */
  static String decodeForMessage(byte[] bytes, int from, int end) {
    StringBuilder text = new StringBuilder(end - from);
    int at = from;
    while (at < end && bytes[at] != 0) {
      long sequence = next(bytes, at, end);
      int codePoint = codePoint(sequence);
      text.appendCodePoint(codePoint == INVALID ? REPLACEMENT : codePoint);
      at += length(sequence);
    }
    return text.toString();
  }

  private static long pack(int length, int codePoint) {
    return ((long) length << 32) | (codePoint & 0xffffffffL);
  }
}
