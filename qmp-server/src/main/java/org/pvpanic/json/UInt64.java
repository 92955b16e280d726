package org.pvpanic.json;

/**
 * An integer above {@link Long#MAX_VALUE} that still fits 64 bits. Smaller ones are {@code Long}s.
 *
 * @param bits the 64 bits; as a signed number it is negative
 */
public record UInt64(long bits) {
  @Override
  public String toString() {
    return Long.toUnsignedString(bits);
  }
}
