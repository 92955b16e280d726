package org.pvpanic.guest.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The addresses of one kind that a bus needs: what its functions and the bridges on it claim. The
 * coarsest alignment comes first, then the largest, then the first that asked; so no claim leaves a
 * gap before the next.
 */
final class Window {

  private record Claim(long size, long alignment, LongConsumer place) {
    boolean goesBefore(Claim other) {
      return alignment > other.alignment || (alignment == other.alignment && size > other.size);
    }
  }

  private final List<Claim> claims = new ArrayList<>(4);

  /**
   * Adds a claim.
   *
   * @param alignment a power of two
   * @param place told the address
   */
  void claim(long size, long alignment, LongConsumer place) {
    Claim claim = new Claim(size, alignment, place);
    int at = claims.size();
    while (at > 0 && claim.goesBefore(claims.get(at - 1))) {
      at--;
    }
    claims.add(at, claim);
  }

  /** Bytes that all claims need. */
  long size() {
    long size = 0;
    for (Claim claim : claims) {
      size += claim.size();
    }
    return size;
  }

  /** The coarsest alignment of a claim, at least 1. */
  long alignment() {
    return claims.isEmpty() ? 1 : claims.get(0).alignment();
  }

  /** Gives every claim its address. */
  void place(long base) {
    long next = base;
    for (Claim claim : claims) {
      claim.place().accept(next);
      next += claim.size();
    }
  }
}
