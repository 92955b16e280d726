package org.pvpanic.bus;

import org.jspecify.annotations.Nullable;

/**
 * The widths of access, in bytes, that a region takes and that its device implements. The bus
 * refuses what is not valid, and makes of what is valid something that is implemented.
 *
 * @param validMin narrowest access that the region takes
 * @param validMax widest access that the region takes, 1, 2 or 4; a wider one is cut into such
 *     pieces. 0: anything goes, in pieces of up to 4
 * @param validUnaligned whether an access may start at an address that is no multiple of its width
 * @param implMin narrowest access that the device implements; it sees a narrower one as one of this
 *     width at the same offset, and the bus cuts off what was not asked for
 * @param implMax widest access that the device implements, 1, 2 or 4; it sees a wider one as
 *     several, lowest address first
 * @param implUnaligned whether the device implements an access at any address, so that the bus need
 *     not cut it at natural alignment
 */
public record Access(
    int validMin,
    int validMax,
    boolean validUnaligned,
    int implMin,
    int implMax,
    boolean implUnaligned) {

  private static final int WIDEST = 4;

  /** Anything goes; the device sees bytes. */
  public static final Access BYTES = implementing(1, 1);

  /** Anything goes; the device sees bytes and words. */
  public static final Access WORDS = implementing(1, 2);

  /** Anything goes; the device sees every width. */
  public static final Access ANY = implementing(1, WIDEST);

  /** Anything goes, and the device implements these widths. */
  public static Access implementing(int min, int max) {
    return new Access(1, 0, false, min, max, false);
  }

  /** The region takes these widths, and the device implements what it does. */
  public Access valid(int min, int max) {
    return new Access(min, max, validUnaligned, implMin, implMax, implUnaligned);
  }

  /** Why an access of {@code size} bytes may not happen at {@code offset}; null if it may. */
  @Nullable String refusal(long offset, int size) {
    if (!validUnaligned && (offset & (size - 1)) != 0) {
      return "unaligned";
    }
    boolean anySize = validMax == 0 || (size >= validMin && size <= validMax);
    return anySize ? null : "invalid size (min:" + validMin + " max:" + validMax + ")";
  }

  /** How many bytes of an access of {@code length} at {@code offset} are served in one go. */
  int piece(long offset, int length) {
    int most = validMax == 0 ? WIDEST : validMax;
    long alignment = Long.lowestOneBit(offset);
    if (!implUnaligned && alignment > 0 && alignment < most) {
      most = (int) alignment;
    }
    return Integer.highestOneBit(Math.min(most, length));
  }

  /** The width in which the device sees an access of {@code size} bytes. */
  int implemented(int size) {
    return Math.max(Math.min(size, implMax), implMin);
  }
}
